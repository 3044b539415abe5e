CREATE TABLE "attribution" (
	"incident_id" text PRIMARY KEY NOT NULL,
	"cloud_event_id" text NOT NULL,
	"provider" text NOT NULL,
	"region" text,
	"score" integer NOT NULL,
	"word" text NOT NULL,
	"basis" text NOT NULL,
	"provisional" boolean NOT NULL,
	"p" real,
	"detail" jsonb NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	"rule_version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cloud_event" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"title" text NOT NULL,
	"onset_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"vanished_at" timestamp with time zone,
	"peak" text NOT NULL,
	"maintenance" boolean NOT NULL,
	"regions" text[] NOT NULL,
	"event" jsonb NOT NULL,
	"missing" jsonb,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cloud_event_version" (
	"cloud_event_id" text NOT NULL,
	"digest" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "cloud_event_version_cloud_event_id_first_seen_at_digest_pk" PRIMARY KEY("cloud_event_id","first_seen_at","digest")
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"unreadable_since" timestamp with time zone,
	"unreadable_reason" text,
	"etag" text,
	"entries" integer NOT NULL,
	"broken" integer NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"notice_id" text NOT NULL,
	"impact" text NOT NULL,
	"maintenance" boolean NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_seen_at" timestamp with time zone,
	"notice" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_version" (
	"notice_id" text NOT NULL,
	"digest" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"notice" jsonb NOT NULL,
	CONSTRAINT "notice_version_notice_id_first_seen_at_digest_pk" PRIMARY KEY("notice_id","first_seen_at","digest")
);
--> statement-breakpoint
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_cloud_event_id_cloud_event_id_fk" FOREIGN KEY ("cloud_event_id") REFERENCES "public"."cloud_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cloud_event_version" ADD CONSTRAINT "cloud_event_version_cloud_event_id_cloud_event_id_fk" FOREIGN KEY ("cloud_event_id") REFERENCES "public"."cloud_event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_version" ADD CONSTRAINT "notice_version_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attribution_cloud_event_id_idx" ON "attribution" USING btree ("cloud_event_id");--> statement-breakpoint
CREATE INDEX "cloud_event_provider_event_id_idx" ON "cloud_event" USING btree ("provider","event_id");--> statement-breakpoint
CREATE INDEX "cloud_event_onset_at_idx" ON "cloud_event" USING btree ("onset_at");--> statement-breakpoint
CREATE INDEX "notice_service_started_at_idx" ON "notice" USING btree ("service","started_at");--> statement-breakpoint
CREATE INDEX "notice_service_notice_id_idx" ON "notice" USING btree ("service","notice_id");