CREATE TABLE "latency_baseline" (
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"p95_ms" real,
	"samples" integer NOT NULL,
	"oldest_at" timestamp with time zone,
	"computed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "latency_baseline_check_id_vantage_id_pk" PRIMARY KEY("check_id","vantage_id")
);
--> statement-breakpoint
CREATE TABLE "measurement_day" (
	"day" timestamp with time zone NOT NULL,
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"expected" integer NOT NULL,
	"ok" integer NOT NULL,
	"degraded" integer NOT NULL,
	"failed" integer NOT NULL,
	"neutral" integer NOT NULL,
	"failure_types" jsonb NOT NULL,
	"p50_ms" real,
	"p95_ms" real,
	"max_ms" real,
	CONSTRAINT "measurement_day_check_id_vantage_id_day_pk" PRIMARY KEY("check_id","vantage_id","day")
);
--> statement-breakpoint
CREATE TABLE "measurement_evidence" (
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
	CONSTRAINT "measurement_evidence_check_id_vantage_id_tick_pk" PRIMARY KEY("check_id","vantage_id","tick"),
	CONSTRAINT "measurement_evidence_outcome_check" CHECK ("measurement_evidence"."outcome" in ('degraded', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "measurement_hour" (
	"hour" timestamp with time zone NOT NULL,
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"expected" integer NOT NULL,
	"ok" integer NOT NULL,
	"degraded" integer NOT NULL,
	"failed" integer NOT NULL,
	"neutral" integer NOT NULL,
	"failure_types" jsonb NOT NULL,
	"p50_ms" real,
	"p95_ms" real,
	"max_ms" real,
	CONSTRAINT "measurement_hour_check_id_vantage_id_hour_pk" PRIMARY KEY("check_id","vantage_id","hour")
);
--> statement-breakpoint
CREATE TABLE "rollup_progress" (
	"vantage_id" bigint NOT NULL,
	"grain" text NOT NULL,
	"done_to" timestamp with time zone NOT NULL,
	"sealed_to" timestamp with time zone NOT NULL,
	CONSTRAINT "rollup_progress_vantage_id_grain_pk" PRIMARY KEY("vantage_id","grain"),
	CONSTRAINT "rollup_progress_grain_check" CHECK ("rollup_progress"."grain" in ('hour', 'day'))
);
--> statement-breakpoint
CREATE INDEX "measurement_day_day_idx" ON "measurement_day" USING brin ("day");--> statement-breakpoint
CREATE INDEX "measurement_evidence_tick_idx" ON "measurement_evidence" USING brin ("tick");--> statement-breakpoint
CREATE INDEX "measurement_hour_hour_idx" ON "measurement_hour" USING brin ("hour");