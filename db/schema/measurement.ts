import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  inet,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import { at, id, ref } from "#db/schema/columns.ts";
import type { Facts } from "#domain/measurement.ts";
import type { ControlResult } from "#domain/vantage.ts";

export const vantage = pgTable("vantage", {
  id: id(),
  name: text("name").notNull().unique(),
  provider: text("provider"),
  region: text("region"),
  country: text("country"),
  /** Probes the loopback world, not the internet: said on every page. */
  world: boolean("world").notNull(),
  createdAt: at("created_at").notNull(),
  /** How far its clock is ahead of the database's, wrong by at most the error, and when that was; null until measured. */
  skewMs: doublePrecision("skew_ms"),
  skewErrorMs: doublePrecision("skew_error_ms"),
  skewAt: at("skew_at"),
  /** Where it asks from: vantages of one address share what hosts allow an address. */
  address: inet("address"),
});

/** What one run found: the same columns in the raw record, in what is kept of it and in the current state. */
export const resultColumns = () => ({
  startedAt: at("started_at").notNull(),
  outcome: text("outcome").notNull(),
  failureType: text("failure_type"),
  phase: text("phase"),
  rawCode: text("raw_code"),
  httpStatus: smallint("http_status"),
  httpVersion: text("http_version"),
  address: inet("address"),
  certExpiresAt: at("cert_expires_at"),
  bodyBytes: integer("body_bytes"),
  dnsMs: real("dns_ms"),
  connectMs: real("connect_ms"),
  tlsMs: real("tls_ms"),
  waitMs: real("wait_ms"),
  downloadMs: real("download_ms"),
  totalMs: real("total_ms").notNull(),
  attempts: smallint("attempts").notNull(),
  facts: jsonb("facts").$type<Facts>().notNull(),
});

/** Raw results, partitioned by day on the tick (the parent's DDL stands in the first migration). No foreign keys out. */
export const measurement = pgTable(
  "measurement",
  { tick: at("tick").notNull(), checkId: ref("check_id"), vantageId: ref("vantage_id"), ...resultColumns() },
  (t) => [
    primaryKey({ columns: [t.checkId, t.vantageId, t.tick] }),
    index("measurement_tick_idx").using("brin", t.tick),
    check("measurement_outcome_check", sql`${t.outcome} in ('ok', 'degraded', 'failed', 'neutral')`),
  ],
);

/** The newest result of each check at each vantage: what pages read. */
export const checkLatest = pgTable(
  "check_latest",
  {
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    tick: at("tick").notNull(),
    okAt: at("ok_at"),
    ...resultColumns(),
  },
  (t) => [primaryKey({ columns: [t.checkId, t.vantageId] })],
);

/** Which checks a vantage runs; `reason` says why not: `key`, `probe`, `disabled`, `retired`, `opted_out`; null when it does. */
export const checkVantage = pgTable(
  "check_vantage",
  {
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    reason: text("reason"),
    since: at("since").notNull(),
    /** How long after its tick the check is started here: before that nothing is missing. */
    staggerMs: integer("stagger_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkId, t.vantageId] })],
);

/** Counts and latency per minute, recomputed for late data; partitioned by day like the raw record. */
export const measurementMinute = pgTable(
  "measurement_minute",
  {
    minute: at("minute").notNull(),
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    expected: smallint("expected").notNull(),
    ok: smallint("ok").notNull(),
    degraded: smallint("degraded").notNull(),
    failed: smallint("failed").notNull(),
    neutral: smallint("neutral").notNull(),
    failureTypes: jsonb("failure_types").$type<Record<string, number>>().notNull(),
    /** Percentiles of total_ms over successful answers; null without one. Never averaged. */
    p50Ms: real("p50_ms"),
    p95Ms: real("p95_ms"),
    maxMs: real("max_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.checkId, t.vantageId, t.minute] }),
    index("measurement_minute_minute_idx").using("brin", t.minute),
  ],
);

/** One round of controls at one vantage: whether the vantage itself could reach the internet. Partitioned by day. */
export const vantageRound = pgTable(
  "vantage_round",
  {
    vantageId: ref("vantage_id"),
    at: at("at").notNull(),
    controls: smallint("controls").notNull(),
    failed: smallint("failed").notNull(),
    gated: boolean("gated").notNull(),
    detail: jsonb("detail")
      .$type<
        readonly {
          control: string;
          kind: ControlResult["kind"];
          ok: boolean;
          failure_type: string | null;
          total_ms: number;
        }[]
      >()
      .notNull(),
  },
  (t) => [primaryKey({ columns: [t.vantageId, t.at] })],
);

/** One row per vantage: who probes for it now, and how well. The newest claimant wins; the older one stops. */
export const workerHeartbeat = pgTable("worker_heartbeat", {
  vantageId: bigint("vantage_id", { mode: "number" }).primaryKey(),
  workerId: text("worker_id").notNull(),
  startedAt: at("started_at").notNull(),
  beatAt: at("beat_at").notNull(),
  stoppedAt: at("stopped_at"),
  version: text("version").notNull(),
  ticksPlanned: bigint("ticks_planned", { mode: "number" }).notNull(),
  ticksDone: bigint("ticks_done", { mode: "number" }).notNull(),
  ticksSkipped: bigint("ticks_skipped", { mode: "number" }).notNull(),
  rowsBuffered: integer("rows_buffered").notNull(),
  rowsLost: bigint("rows_lost", { mode: "number" }).notNull(),
  loopLagMs: real("loop_lag_ms").notNull(),
  gated: boolean("gated").notNull(),
  /** Minutes up to here are rolled up. */
  rolledUpTo: at("rolled_up_to"),
});
