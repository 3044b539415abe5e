CREATE TABLE "feed_gap" (
	"feed" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feed_gap_feed_from_at_pk" PRIMARY KEY("feed","from_at")
);
--> statement-breakpoint
ALTER TABLE "component_verdict" ADD COLUMN "last_bad" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "last_bad" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "verdict_log" ADD COLUMN "last_bad" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "every_ms" integer DEFAULT 120000 NOT NULL;--> statement-breakpoint
ALTER TABLE "feed" ADD COLUMN "first_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notice" ADD COLUMN "vanished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feed_gap" ADD CONSTRAINT "feed_gap_feed_feed_name_fk" FOREIGN KEY ("feed") REFERENCES "public"."feed"("name") ON DELETE no action ON UPDATE no action;