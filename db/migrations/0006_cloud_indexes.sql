ALTER TABLE "attribution" ALTER COLUMN "p" SET DATA TYPE double precision;--> statement-breakpoint
CREATE INDEX "cloud_event_open_idx" ON "cloud_event" USING btree ("provider") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "notice_updated_at_idx" ON "notice" USING btree ("updated_at");