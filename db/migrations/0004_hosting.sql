CREATE TABLE "cloud_range" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cloud_range_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"prefix" "cidr" NOT NULL,
	"provider" text NOT NULL,
	"region" text,
	"service" text,
	"border_group" text,
	"is_edge" boolean NOT NULL,
	"source_version" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "hosting_observed" (
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"address" "inet" NOT NULL,
	"prefix" "cidr",
	"provider" text,
	"region" text,
	"service" text,
	"edge" boolean NOT NULL,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL,
	"range_version" timestamp with time zone NOT NULL,
	CONSTRAINT "hosting_observed_check_id_vantage_id_address_first_seen_pk" PRIMARY KEY("check_id","vantage_id","address","first_seen")
);
--> statement-breakpoint
CREATE TABLE "range_source" (
	"provider" text PRIMARY KEY NOT NULL,
	"version" text,
	"digest" text,
	"etag" text,
	"rows" integer NOT NULL,
	"broken_rows" integer NOT NULL,
	"fetched_at" timestamp with time zone,
	"changed_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"next_at" timestamp with time zone NOT NULL,
	"refused_since" timestamp with time zone,
	"refused_version" text,
	"refused_reason" text,
	"refused_rows" integer,
	"unreadable_since" timestamp with time zone,
	"unreadable_reason" text
);
--> statement-breakpoint
CREATE INDEX "cloud_range_prefix_idx" ON "cloud_range" USING gist ("prefix" inet_ops);--> statement-breakpoint
CREATE INDEX "cloud_range_provider_valid_to_idx" ON "cloud_range" USING btree ("provider","valid_to");--> statement-breakpoint
CREATE INDEX "hosting_observed_last_seen_idx" ON "hosting_observed" USING btree ("last_seen");--> statement-breakpoint
CREATE INDEX "hosting_observed_unmapped_idx" ON "hosting_observed" USING btree ("range_version") WHERE provider is null;