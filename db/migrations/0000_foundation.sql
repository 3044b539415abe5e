-- Partitioned parents are written by hand: drizzle cannot express them. Partitions are made by db/write/partitions.ts.
CREATE TABLE "check_def" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "check_def_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"component_id" bigint NOT NULL,
	"key" text NOT NULL,
	"slug" text NOT NULL,
	"tier" text NOT NULL,
	"vital" boolean NOT NULL,
	"interval_s" integer NOT NULL,
	"position" integer NOT NULL,
	"spec" jsonb NOT NULL,
	"spec_digest" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"proven_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "check_def_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "component" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "component_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service_id" bigint NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"layer" text NOT NULL,
	"chain" text,
	"weight" real NOT NULL,
	"position" integer NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "component_service_id_slug_unique" UNIQUE("service_id","slug")
);
--> statement-breakpoint
CREATE TABLE "service" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "service_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"lifecycle" text NOT NULL,
	"position" integer NOT NULL,
	"spec" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "service_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "check_latest" (
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"tick" timestamp with time zone NOT NULL,
	"ok_at" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"failure_type" text,
	"phase" text,
	"raw_code" text,
	"http_status" smallint,
	"http_version" text,
	"address" "inet",
	"cert_expires_at" timestamp with time zone,
	"body_bytes" integer,
	"dns_ms" real,
	"connect_ms" real,
	"tls_ms" real,
	"wait_ms" real,
	"download_ms" real,
	"total_ms" real NOT NULL,
	"attempts" smallint NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "check_latest_check_id_vantage_id_pk" PRIMARY KEY("check_id","vantage_id")
);
--> statement-breakpoint
CREATE TABLE "check_vantage" (
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"reason" text,
	"since" timestamp with time zone NOT NULL,
	"stagger_ms" integer NOT NULL,
	CONSTRAINT "check_vantage_check_id_vantage_id_pk" PRIMARY KEY("check_id","vantage_id")
);
--> statement-breakpoint
CREATE TABLE "measurement" (
	"tick" timestamp with time zone NOT NULL,
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"failure_type" text,
	"phase" text,
	"raw_code" text,
	"http_status" smallint,
	"http_version" text,
	"address" "inet",
	"cert_expires_at" timestamp with time zone,
	"body_bytes" integer,
	"dns_ms" real,
	"connect_ms" real,
	"tls_ms" real,
	"wait_ms" real,
	"download_ms" real,
	"total_ms" real NOT NULL,
	"attempts" smallint NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "measurement_check_id_vantage_id_tick_pk" PRIMARY KEY("check_id","vantage_id","tick"),
	CONSTRAINT "measurement_outcome_check" CHECK ("measurement"."outcome" in ('ok', 'degraded', 'failed', 'neutral'))
) PARTITION BY RANGE ("tick");
--> statement-breakpoint
CREATE TABLE "measurement_minute" (
	"minute" timestamp with time zone NOT NULL,
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"expected" smallint NOT NULL,
	"ok" smallint NOT NULL,
	"degraded" smallint NOT NULL,
	"failed" smallint NOT NULL,
	"neutral" smallint NOT NULL,
	"failure_types" jsonb NOT NULL,
	"p50_ms" real,
	"p95_ms" real,
	"max_ms" real,
	CONSTRAINT "measurement_minute_check_id_vantage_id_minute_pk" PRIMARY KEY("check_id","vantage_id","minute")
) PARTITION BY RANGE ("minute");
--> statement-breakpoint
CREATE TABLE "vantage" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "vantage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"provider" text,
	"region" text,
	"country" text,
	"world" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vantage_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "vantage_round" (
	"vantage_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"controls" smallint NOT NULL,
	"failed" smallint NOT NULL,
	"gated" boolean NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "vantage_round_vantage_id_at_pk" PRIMARY KEY("vantage_id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "worker_heartbeat" (
	"vantage_id" bigint PRIMARY KEY NOT NULL,
	"worker_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone,
	"version" text NOT NULL,
	"ticks_planned" bigint NOT NULL,
	"ticks_done" bigint NOT NULL,
	"ticks_skipped" bigint NOT NULL,
	"rows_buffered" integer NOT NULL,
	"rows_lost" bigint NOT NULL,
	"loop_lag_ms" real NOT NULL,
	"gated" boolean NOT NULL,
	"rolled_up_to" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "check_def" ADD CONSTRAINT "check_def_component_id_component_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."component"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component" ADD CONSTRAINT "component_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_def_component_id_idx" ON "check_def" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "measurement_tick_idx" ON "measurement" USING brin ("tick");--> statement-breakpoint
CREATE INDEX "measurement_minute_minute_idx" ON "measurement_minute" USING brin ("minute");