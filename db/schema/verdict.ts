import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { at, id, ref } from "#db/schema/columns.ts";
import type { ChainState } from "#domain/chain/state.ts";
import type { Retraction } from "#domain/incident/incident.ts";
import type { DetectorState } from "#domain/status/detector.ts";
import type { Finding } from "#domain/status/verdict.ts";

/** What the judge concluded. Current state, and histories that are only ever appended to. */

/** Who may do what only one may do at a time. `epoch` counts the holders: what an older one remembers is worthless. */
export const lease = pgTable("lease", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  until: at("until").notNull(),
});

/** How the judge is doing: one row. */
export const judgeProgress = pgTable("judge_progress", {
  name: text("name").primaryKey(),
  passedAt: at("passed_at").notNull(),
  /** How long the oldest round of the last pass had been complete before it was judged. */
  latenessMs: real("lateness_ms").notNull(),
  tookMs: real("took_ms").notNull(),
  roundsStepped: bigint("rounds_stepped", { mode: "number" }).notNull(),
  ruleVersion: integer("rule_version").notNull(),
});

/** The detector of a check at a vantage (domain/status/detector.ts). `at` is the start of the last run it has seen. */
export const detector = pgTable(
  "detector",
  {
    checkId: ref("check_id"),
    vantageId: ref("vantage_id"),
    tick: at("tick").notNull(),
    at: at("at").notNull(),
    state: jsonb("state").$type<DetectorState>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkId, t.vantageId] })],
);

/** What is remembered of a chain (domain/chain/state.ts). */
export const chainState = pgTable("chain_state", {
  chain: text("chain").primaryKey(),
  state: jsonb("state").$type<ChainState>().notNull(),
  updatedAt: at("updated_at").notNull(),
});

/** A verdict with its evidence: the same columns in the current state and in the log. */
const verdictColumns = () => ({
  verdict: text("verdict").notNull(),
  finding: jsonb("finding").$type<Finding>().notNull(),
  lastGood: at("last_good"),
  lastBad: at("last_bad"),
  vantages: text("vantages").array().notNull(),
  usable: integer("usable").notNull(),
  failureTypes: text("failure_types").array().notNull(),
  ruleVersion: integer("rule_version").notNull(),
});

/** What holds of each component now. */
export const componentVerdict = pgTable(
  "component_verdict",
  {
    componentId: bigint("component_id", { mode: "number" }).primaryKey(),
    since: at("since").notNull(),
    knownAt: at("known_at").notNull(),
    ...verdictColumns(),
  },
  (t) => [check("component_verdict_verdict_check", sql`${t.verdict} in ('up', 'degraded', 'down', 'unknown')`)],
);

/** Every verdict there ever was: known at `known_at`, holding from `effective_at` on. Appended, never changed. */
export const verdictLog = pgTable(
  "verdict_log",
  {
    id: id(),
    componentId: ref("component_id"),
    knownAt: at("known_at").notNull(),
    effectiveAt: at("effective_at").notNull(),
    ...verdictColumns(),
  },
  (t) => [
    index("verdict_log_component_id_effective_at_idx").on(t.componentId, t.effectiveAt),
    // In the order of knowledge: what a correction appended holds, though it reaches further back.
    index("verdict_log_component_id_id_idx").on(t.componentId, t.id),
    check("verdict_log_verdict_check", sql`${t.verdict} in ('up', 'degraded', 'down', 'unknown')`),
  ],
);

/** Seconds that a component spent in each state; recomputed when a verdict is dated back. */
const secondsColumns = () => ({
  upS: real("up_s").notNull(),
  degradedS: real("degraded_s").notNull(),
  downS: real("down_s").notNull(),
  maintenanceS: real("maintenance_s").notNull(),
  unknownS: real("unknown_s").notNull(),
});

export const componentHour = pgTable(
  "component_hour",
  { componentId: ref("component_id"), hour: at("hour").notNull(), ...secondsColumns() },
  (t) => [primaryKey({ columns: [t.componentId, t.hour] }), index("component_hour_hour_idx").on(t.hour)],
);

export const componentDay = pgTable(
  "component_day",
  { componentId: ref("component_id"), day: at("day").notNull(), ...secondsColumns() },
  (t) => [primaryKey({ columns: [t.componentId, t.day] }), index("component_day_day_idx").on(t.day)],
);

export const incidentGroup = pgTable(
  "incident_group",
  {
    id: text("id").primaryKey(),
    anchorAt: at("anchor_at").notNull(),
  },
  (t) => [index("incident_group_anchor_at_idx").on(t.anchorAt)],
);

export const incident = pgTable(
  "incident",
  {
    id: text("id").primaryKey(),
    groupId: text("group_id")
      .notNull()
      .references(() => incidentGroup.id),
    componentId: ref("component_id"),
    startedAt: at("started_at").notNull(),
    lastGood: at("last_good"),
    detectedAt: at("detected_at").notNull(),
    resolvedAt: at("resolved_at"),
    lastBad: at("last_bad"),
    severity: text("severity").notNull(),
    confirmed: boolean("confirmed").notNull(),
    vantages: text("vantages").array().notNull(),
    usable: integer("usable").notNull(),
    failureTypes: text("failure_types").array().notNull(),
    phase: text("phase"),
    finding: jsonb("finding").$type<Finding>().notNull(),
    verdict: text("verdict").notNull(),
    retracted: jsonb("retracted").$type<Retraction>(),
    sequence: integer("sequence").notNull(),
    ruleVersion: integer("rule_version").notNull(),
    /** Part of a made-up history. */
    madeUp: boolean("made_up").notNull(),
  },
  (t) => [
    uniqueIndex("incident_one_open_per_component_idx").on(t.componentId).where(sql`resolved_at is null`),
    index("incident_component_id_started_at_idx").on(t.componentId, t.startedAt),
    index("incident_started_at_id_idx").on(t.startedAt, t.id),
    index("incident_group_id_idx").on(t.groupId),
    check("incident_severity_check", sql`${t.severity} in ('minor', 'major', 'critical')`),
  ],
);

/** An incident's history: each step once. */
export const incidentUpdate = pgTable(
  "incident_update",
  {
    incidentId: text("incident_id")
      .notNull()
      .references(() => incident.id),
    sequence: integer("sequence").notNull(),
    kind: text("kind").notNull(),
    knownAt: at("known_at").notNull(),
    effectiveAt: at("effective_at").notNull(),
    verdict: text("verdict").notNull(),
    finding: jsonb("finding").$type<Finding>().notNull(),
    severity: text("severity").notNull(),
    /** Of a note or retraction: who says what. */
    author: text("author"),
    text: text("text"),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.sequence] }), index("incident_update_known_at_idx").on(t.knownAt)],
);

/** What happened, for whoever is to be told. Written in the transaction that made it so; delivered at least once. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    type: text("type").notNull(),
    occurredAt: at("occurred_at").notNull(),
    componentId: ref("component_id"),
    incidentId: text("incident_id"),
    /** Says an event once, however often a transaction is tried: `incident/{id}/{sequence}`, `component/{key}/{known at}`. */
    key: text("key").notNull().unique(),
    payload: jsonb("payload").notNull(),
    /**
     * When the deliveries that follow from it were written. A flag of each row and not a cursor: ids are given before their
     * transactions commit, so a lower one may be seen after a higher one.
     */
    toldAt: at("told_at"),
  },
  (t) => [
    index("outbox_occurred_at_idx").on(t.occurredAt),
    index("outbox_untold_idx").on(t.id).where(sql`told_at is null`),
  ],
);
