import { sql } from "drizzle-orm";
import { boolean, cidr, index, inet, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, id, ref } from "#db/schema/columns.ts";

/** Which addresses belong to which cloud and region, at which time, and which of them our checks have met. */

/** Published address ranges. A row is never changed: a range that vanishes or moves is closed, and what follows is a row of its own. */
export const cloudRange = pgTable(
  "cloud_range",
  {
    id: id(),
    prefix: cidr("prefix").notNull(),
    provider: text("provider").notNull(),
    /** Null for an edge, and where the provider does not say. */
    region: text("region"),
    service: text("service"),
    /** AWS: the place within or beside the region (Local Zones). */
    borderGroup: text("border_group"),
    /** A door in front of others' machines (a CDN, an anycast front): it says nothing of the origin's place. */
    isEdge: boolean("is_edge").notNull(),
    /** The version of the provider's file in which it first stood. */
    sourceVersion: text("source_version").notNull(),
    validFrom: at("valid_from").notNull(),
    /** Null while it holds. */
    validTo: at("valid_to"),
  },
  (t) => [
    // Of the classes for addresses only this one, which is not the default, knows `>>=`.
    index("cloud_range_prefix_idx").using("gist", t.prefix.op("inet_ops")),
    index("cloud_range_provider_valid_to_idx").on(t.provider, t.validTo),
  ],
);

/** How it stands with each provider's published ranges: one row per provider. */
export const rangeSource = pgTable("range_source", {
  provider: text("provider").primaryKey(),
  /** Of the file whose rows hold now; null until one was accepted. */
  version: text("version"),
  digest: text("digest"),
  etag: text("etag"),
  /** Rows that hold now, and those of that file that could not be read. */
  rows: integer("rows").notNull(),
  brokenRows: integer("broken_rows").notNull(),
  /** When that file was fetched, and when rows last changed. */
  fetchedAt: at("fetched_at"),
  changedAt: at("changed_at"),
  /** When it was last made sure that these rows are the newest. */
  confirmedAt: at("confirmed_at"),
  /** When the provider is asked next. */
  nextAt: at("next_at").notNull(),
  /** A file that lost too much: what is kept is the one before it. */
  refusedSince: at("refused_since"),
  refusedVersion: text("refused_version"),
  refusedReason: text("refused_reason"),
  refusedRows: integer("refused_rows"),
  /** Since when nothing readable has come. */
  unreadableSince: at("unreadable_since"),
  unreadableReason: text("unreadable_reason"),
});

/**
 * Every address that a check has met, at which vantage, from when to when, and whose it was at that time. When an address
 * that is still met changes hands, a row of its own begins.
 */
export const hostingObserved = pgTable(
  "hosting_observed",
  {
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    address: inet("address").notNull(),
    /** The published range that holds it, and whose it is: null when no provider publishes it. */
    prefix: cidr("prefix"),
    provider: text("provider"),
    region: text("region"),
    service: text("service"),
    edge: boolean("edge").notNull(),
    firstSeen: at("first_seen").notNull(),
    lastSeen: at("last_seen").notNull(),
    /** The ranges as of when said so. */
    rangeVersion: at("range_version").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.checkId, t.vantageId, t.address, t.firstSeen] }),
    index("hosting_observed_last_seen_idx").on(t.lastSeen),
    // What nobody published is looked up again when ranges have changed.
    index("hosting_observed_unmapped_idx").on(t.rangeVersion).where(sql`provider is null`),
  ],
);
