import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import { at, ref } from "#db/schema/columns.ts";
import { resultColumns } from "#db/schema/measurement.ts";

/** Counts and latency of one bucket: those of `measurement_minute`, wide enough for a day. */
const countColumns = () => ({
  checkId: ref("check_id"),
  vantageId: ref("vantage_id"),
  expected: integer("expected").notNull(),
  ok: integer("ok").notNull(),
  degraded: integer("degraded").notNull(),
  failed: integer("failed").notNull(),
  neutral: integer("neutral").notNull(),
  failureTypes: jsonb("failure_types").$type<Record<string, number>>().notNull(),
  /** Percentiles of total_ms over the bucket's own successful answers; null without one. Never averaged. */
  p50Ms: real("p50_ms"),
  p95Ms: real("p95_ms"),
  maxMs: real("max_ms"),
});

/** Counts and latency per hour, for ever. Not partitioned: about a hundredth of the raw record. */
export const measurementHour = pgTable("measurement_hour", { hour: at("hour").notNull(), ...countColumns() }, (t) => [
  primaryKey({ columns: [t.checkId, t.vantageId, t.hour] }),
  index("measurement_hour_hour_idx").using("brin", t.hour),
]);

/** Counts and latency per UTC day, for ever. */
export const measurementDay = pgTable("measurement_day", { day: at("day").notNull(), ...countColumns() }, (t) => [
  primaryKey({ columns: [t.checkId, t.vantageId, t.day] }),
  index("measurement_day_day_idx").using("brin", t.day),
]);

/** How far a vantage's hours and days are rolled up. Whoever rolls one up holds its row. */
export const rollupProgress = pgTable(
  "rollup_progress",
  {
    vantageId: ref("vantage_id"),
    grain: text("grain").notNull(),
    /** Buckets before here are there. */
    doneTo: at("done_to").notNull(),
    /** Buckets before here are final: never written again. Not after `done_to`. */
    sealedTo: at("sealed_to").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.vantageId, t.grain] }),
    check("rollup_progress_grain_check", sql`${t.grain} in ('hour', 'day')`),
  ],
);

/** Raw results that were not plainly ok, kept after their day left `measurement`: the same columns. */
export const measurementEvidence = pgTable(
  "measurement_evidence",
  {
    tick: at("tick").notNull(),
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    ...resultColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.checkId, t.vantageId, t.tick] }),
    index("measurement_evidence_tick_idx").using("brin", t.tick),
    check("measurement_evidence_outcome_check", sql`${t.outcome} in ('degraded', 'failed')`),
  ],
);

/** How slow a check usually is at a vantage: what "slow" is held against. */
export const latencyBaseline = pgTable(
  "latency_baseline",
  {
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    /** Of total_ms over successful answers of seven days; null when there are too few of them to say. */
    p95Ms: real("p95_ms"),
    samples: integer("samples").notNull(),
    /** Tick of the oldest sample; null without one. */
    oldestAt: at("oldest_at"),
    computedAt: at("computed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkId, t.vantageId] })],
);
