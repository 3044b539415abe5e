CREATE TABLE "chain_state" (
	"chain" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "component_day" (
	"component_id" bigint NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"up_s" real NOT NULL,
	"degraded_s" real NOT NULL,
	"down_s" real NOT NULL,
	"maintenance_s" real NOT NULL,
	"unknown_s" real NOT NULL,
	CONSTRAINT "component_day_component_id_day_pk" PRIMARY KEY("component_id","day")
);
--> statement-breakpoint
CREATE TABLE "component_hour" (
	"component_id" bigint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"up_s" real NOT NULL,
	"degraded_s" real NOT NULL,
	"down_s" real NOT NULL,
	"maintenance_s" real NOT NULL,
	"unknown_s" real NOT NULL,
	CONSTRAINT "component_hour_component_id_hour_pk" PRIMARY KEY("component_id","hour")
);
--> statement-breakpoint
CREATE TABLE "component_verdict" (
	"component_id" bigint PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"verdict" text NOT NULL,
	"finding" jsonb NOT NULL,
	"last_good" timestamp with time zone,
	"vantages" text[] NOT NULL,
	"usable" integer NOT NULL,
	"failure_types" text[] NOT NULL,
	"rule_version" integer NOT NULL,
	CONSTRAINT "component_verdict_verdict_check" CHECK ("component_verdict"."verdict" in ('up', 'degraded', 'down', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "detector" (
	"check_id" bigint NOT NULL,
	"vantage_id" bigint NOT NULL,
	"tick" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "detector_check_id_vantage_id_pk" PRIMARY KEY("check_id","vantage_id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" text PRIMARY KEY NOT NULL,
	"group_id" text NOT NULL,
	"component_id" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_good" timestamp with time zone,
	"detected_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"severity" text NOT NULL,
	"confirmed" boolean NOT NULL,
	"vantages" text[] NOT NULL,
	"usable" integer NOT NULL,
	"failure_types" text[] NOT NULL,
	"phase" text,
	"finding" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"retracted" jsonb,
	"sequence" integer NOT NULL,
	"rule_version" integer NOT NULL,
	"made_up" boolean NOT NULL,
	CONSTRAINT "incident_severity_check" CHECK ("incident"."severity" in ('minor', 'major', 'critical'))
);
--> statement-breakpoint
CREATE TABLE "incident_group" (
	"id" text PRIMARY KEY NOT NULL,
	"anchor_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_update" (
	"incident_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"kind" text NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"verdict" text NOT NULL,
	"finding" jsonb NOT NULL,
	"severity" text NOT NULL,
	"author" text,
	"text" text,
	CONSTRAINT "incident_update_incident_id_sequence_pk" PRIMARY KEY("incident_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "judge_progress" (
	"name" text PRIMARY KEY NOT NULL,
	"passed_at" timestamp with time zone NOT NULL,
	"lateness_ms" real NOT NULL,
	"took_ms" real NOT NULL,
	"rounds_stepped" bigint NOT NULL,
	"rule_version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"epoch" bigint NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"component_id" bigint NOT NULL,
	"incident_id" text,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "outbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "verdict_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "verdict_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"component_id" bigint NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"verdict" text NOT NULL,
	"finding" jsonb NOT NULL,
	"last_good" timestamp with time zone,
	"vantages" text[] NOT NULL,
	"usable" integer NOT NULL,
	"failure_types" text[] NOT NULL,
	"rule_version" integer NOT NULL,
	CONSTRAINT "verdict_log_verdict_check" CHECK ("verdict_log"."verdict" in ('up', 'degraded', 'down', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_group_id_incident_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."incident_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_update" ADD CONSTRAINT "incident_update_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "component_day_day_idx" ON "component_day" USING btree ("day");--> statement-breakpoint
CREATE INDEX "component_hour_hour_idx" ON "component_hour" USING btree ("hour");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_one_open_per_component_idx" ON "incident" USING btree ("component_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incident_component_id_started_at_idx" ON "incident" USING btree ("component_id","started_at");--> statement-breakpoint
CREATE INDEX "incident_started_at_id_idx" ON "incident" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "incident_group_id_idx" ON "incident" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "incident_group_anchor_at_idx" ON "incident_group" USING btree ("anchor_at");--> statement-breakpoint
CREATE INDEX "incident_update_known_at_idx" ON "incident_update" USING btree ("known_at");--> statement-breakpoint
CREATE INDEX "outbox_occurred_at_idx" ON "outbox" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "verdict_log_component_id_effective_at_idx" ON "verdict_log" USING btree ("component_id","effective_at");