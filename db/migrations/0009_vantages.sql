ALTER TABLE "vantage" ADD COLUMN "skew_ms" double precision;--> statement-breakpoint
ALTER TABLE "vantage" ADD COLUMN "skew_error_ms" double precision;--> statement-breakpoint
ALTER TABLE "vantage" ADD COLUMN "skew_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vantage" ADD COLUMN "address" "inet";