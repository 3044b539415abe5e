CREATE TABLE "delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"subscription_id" text NOT NULL,
	"cause" text NOT NULL,
	"subject" text NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"message" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"locked_by" text,
	"locked_until" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "delivery_subscription_id_cause_unique" UNIQUE("subscription_id","cause"),
	CONSTRAINT "delivery_state_check" CHECK ("delivery"."state" in ('pending', 'inflight', 'ok', 'dead', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "delivery_attempt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_attempt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"took_ms" bigint,
	"status" integer,
	"reason" text,
	"excerpt" text,
	CONSTRAINT "delivery_attempt_delivery_id_number_unique" UNIQUE("delivery_id","number")
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"format" text NOT NULL,
	"language" text NOT NULL,
	"filter" jsonb NOT NULL,
	"host" text NOT NULL,
	"target_hash" text NOT NULL,
	"sealed" text,
	"key_id" text NOT NULL,
	"manage_hash" text NOT NULL,
	"requester" text,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"disabled_reason" text,
	"failing_since" timestamp with time zone,
	"refusals" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "subscription_manage_hash_unique" UNIQUE("manage_hash"),
	CONSTRAINT "subscription_state_check" CHECK ("subscription"."state" in ('pending', 'active', 'disabled', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_subscription_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscription"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_due_idx" ON "delivery" USING btree ("next_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "delivery_subject_idx" ON "delivery" USING btree ("subject","subscription_id","sequence");--> statement-breakpoint
CREATE INDEX "delivery_subscription_id_created_at_idx" ON "delivery" USING btree ("subscription_id","created_at");--> statement-breakpoint
CREATE INDEX "delivery_done_at_idx" ON "delivery" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "delivery_attempt_subscription_id_at_idx" ON "delivery_attempt" USING btree ("subscription_id","at");--> statement-breakpoint
CREATE INDEX "subscription_state_idx" ON "subscription" USING btree ("state");--> statement-breakpoint
CREATE INDEX "subscription_host_idx" ON "subscription" USING btree ("host");--> statement-breakpoint
CREATE INDEX "subscription_target_hash_idx" ON "subscription" USING btree ("target_hash","created_at");--> statement-breakpoint
CREATE INDEX "subscription_requester_idx" ON "subscription" USING btree ("requester","created_at");--> statement-breakpoint
CREATE INDEX "outbox_untold_idx" ON "outbox" USING btree ("id") WHERE told_at is null;