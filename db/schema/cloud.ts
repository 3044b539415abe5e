import { sql } from "drizzle-orm";
import { boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "#db/schema/columns.ts";
import { incident } from "#db/schema/verdict.ts";
import type { AttributionRecord } from "#domain/attribution/record.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import type { Missing } from "#domain/cloud/versions.ts";

/** What clouds and vendors say: every version of it, with when we saw it; and what coincides with what. */

/** How it stands with each feed and status page: one row per address. */
export const feed = pgTable("feed", {
  /** `cloud:aws/aws-health`, `page:kraken` */
  name: text("name").primaryKey(),
  kind: text("kind").notNull(),
  url: text("url").notNull(),
  /** How often it is asked. */
  everyMs: integer("every_ms").notNull().default(120_000),
  checkedAt: at("checked_at").notNull(),
  /** When it was first and when last readable; null when it never was. */
  firstReadAt: at("first_read_at"),
  readAt: at("read_at"),
  /** Since when nothing readable has come, and why. */
  unreadableSince: at("unreadable_since"),
  unreadableReason: text("unreadable_reason"),
  etag: text("etag"),
  entries: integer("entries").notNull(),
  /** Entries of the last readable answer that were broken. */
  broken: integer("broken").notNull(),
  nextAt: at("next_at").notNull(),
});

/** Spans in which a feed was not read, from the last readable answer before to the first after; only those that are over. */
export const feedGap = pgTable(
  "feed_gap",
  {
    feed: text("feed")
      .notNull()
      .references(() => feed.name),
    fromAt: at("from_at").notNull(),
    toAt: at("to_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.feed, t.fromAt] })],
);

/** A cloud's event as all versions together tell it (domain/cloud/versions.ts `eventAsOf`). */
export const cloudEvent = pgTable(
  "cloud_event",
  {
    /** 12 of [a-z0-9], public and permanent. */
    id: text("id").primaryKey(),
    provider: text("provider").notNull(),
    /** The provider's own. */
    eventId: text("event_id").notNull(),
    title: text("title").notNull(),
    onsetAt: at("onset_at").notNull(),
    endedAt: at("ended_at"),
    /** Gone from a feed that lists what is open: probably over, though nobody said so. */
    vanishedAt: at("vanished_at"),
    peak: text("peak").notNull(),
    maintenance: boolean("maintenance").notNull(),
    regions: text("regions").array().notNull(),
    event: jsonb("event").$type<CloudEvent>().notNull(),
    missing: jsonb("missing").$type<Missing>(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    index("cloud_event_provider_event_id_idx").on(t.provider, t.eventId),
    index("cloud_event_onset_at_idx").on(t.onsetAt),
    index("cloud_event_open_idx").on(t.provider).where(sql`ended_at is null`),
  ],
);

/** Every state of an event's record, and from when to when we saw it so. */
export const cloudEventVersion = pgTable(
  "cloud_event_version",
  {
    cloudEventId: text("cloud_event_id")
      .notNull()
      .references(() => cloudEvent.id),
    digest: text("digest").notNull(),
    firstSeenAt: at("first_seen_at").notNull(),
    lastSeenAt: at("last_seen_at").notNull(),
    event: jsonb("event").$type<CloudEvent>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.cloudEventId, t.firstSeenAt, t.digest] })],
);

/** What a vendor says on its own status page: its newest form. */
export const notice = pgTable(
  "notice",
  {
    id: text("id").primaryKey(),
    /** Slug of the service whose page it is. */
    service: text("service").notNull(),
    noticeId: text("notice_id").notNull(),
    impact: text("impact").notNull(),
    maintenance: boolean("maintenance").notNull(),
    startedAt: at("started_at").notNull(),
    /** By the vendor's clock, which it can set back. */
    publishedAt: at("published_at").notNull(),
    /** By ours. */
    firstSeenAt: at("first_seen_at").notNull(),
    resolvedAt: at("resolved_at"),
    resolvedSeenAt: at("resolved_seen_at"),
    /** Gone from a page that lists what is open, and nothing more was said of it. */
    vanishedAt: at("vanished_at"),
    notice: jsonb("notice").$type<Notice>().notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (t) => [
    index("notice_service_started_at_idx").on(t.service, t.startedAt),
    index("notice_service_notice_id_idx").on(t.service, t.noticeId),
    index("notice_updated_at_idx").on(t.updatedAt),
  ],
);

export const noticeVersion = pgTable(
  "notice_version",
  {
    noticeId: text("notice_id")
      .notNull()
      .references(() => notice.id),
    digest: text("digest").notNull(),
    firstSeenAt: at("first_seen_at").notNull(),
    notice: jsonb("notice").$type<Notice>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.firstSeenAt, t.digest] })],
);

/** With which cloud event an incident coincides, how strongly, and why. */
export const attribution = pgTable(
  "attribution",
  {
    incidentId: text("incident_id")
      .primaryKey()
      .references(() => incident.id),
    cloudEventId: text("cloud_event_id")
      .notNull()
      .references(() => cloudEvent.id),
    provider: text("provider").notNull(),
    region: text("region"),
    score: integer("score").notNull(),
    word: text("word").notNull(),
    basis: text("basis").notNull(),
    provisional: boolean("provisional").notNull(),
    /** The p of the population test; null where there was none. */
    p: doublePrecision("p"),
    detail: jsonb("detail").$type<AttributionRecord>().notNull(),
    computedAt: at("computed_at").notNull(),
    ruleVersion: integer("rule_version").notNull(),
  },
  (t) => [index("attribution_cloud_event_id_idx").on(t.cloudEventId)],
);
