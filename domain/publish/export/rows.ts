import type { Cell, Column } from "#domain/publish/export/csv.ts";
import type { EpochMs } from "#domain/time.ts";

/** An incident as it is exported: with whom it is about and with what it coincides, and in whose words it was taken back. */
export interface ExportedIncident {
  readonly id: string;
  readonly group: string;
  readonly service: string;
  readonly component: string;
  readonly layer: string;
  readonly lastGood: EpochMs | null;
  readonly startedAt: EpochMs;
  readonly detectedAt: EpochMs;
  readonly lastBad: EpochMs | null;
  readonly resolvedAt: EpochMs | null;
  readonly severity: string;
  readonly verdict: string;
  readonly finding: string;
  readonly confirmed: boolean;
  readonly vantages: readonly string[];
  readonly failureTypes: readonly string[];
  readonly phase: string | null;
  readonly coincides: {
    readonly cloudEvent: string;
    readonly provider: string;
    readonly region: string | null;
    readonly score: number;
    readonly word: string;
  } | null;
  readonly retracted: { readonly at: EpochMs; readonly author: string; readonly reason: string } | null;
  readonly ruleVersion: number;
  readonly madeUp: boolean;
}

/** A check at a vantage over one UTC day. */
export interface ExportedCheckDay {
  readonly day: EpochMs;
  /** `kraken/api/time` */
  readonly check: string;
  readonly vantage: string;
  readonly expected: number;
  readonly ok: number;
  readonly degraded: number;
  readonly failed: number;
  readonly neutral: number;
  readonly failureTypes: Readonly<Record<string, number>>;
  /** Over the day's own successful answers; null without one. Never to be averaged. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}

const instant = (at: EpochMs | null): Cell => (at === null ? null : new Date(at).toISOString());

/** Once published a column keeps its name and its meaning; new ones come last. */
export const INCIDENT_COLUMNS: readonly Column<ExportedIncident>[] = [
  { name: "id", of: ({ id }) => id },
  { name: "group", of: ({ group }) => group },
  { name: "service", of: ({ service }) => service },
  { name: "component", of: ({ component }) => component },
  { name: "layer", of: ({ layer }) => layer },
  { name: "last_good", of: ({ lastGood }) => instant(lastGood) },
  { name: "started_at", of: ({ startedAt }) => instant(startedAt) },
  { name: "detected_at", of: ({ detectedAt }) => instant(detectedAt) },
  { name: "last_bad", of: ({ lastBad }) => instant(lastBad) },
  { name: "resolved_at", of: ({ resolvedAt }) => instant(resolvedAt) },
  { name: "severity", of: ({ severity }) => severity },
  { name: "verdict", of: ({ verdict }) => verdict },
  { name: "finding", of: ({ finding }) => finding },
  { name: "confirmed", of: ({ confirmed }) => confirmed },
  { name: "vantages", of: ({ vantages }) => vantages },
  { name: "failure_types", of: ({ failureTypes }) => failureTypes },
  { name: "phase", of: ({ phase }) => phase },
  { name: "cloud_event", of: ({ coincides }) => coincides?.cloudEvent ?? null },
  { name: "cloud_provider", of: ({ coincides }) => coincides?.provider ?? null },
  { name: "cloud_region", of: ({ coincides }) => coincides?.region ?? null },
  { name: "coincidence_score", of: ({ coincides }) => coincides?.score ?? null },
  { name: "coincidence", of: ({ coincides }) => coincides?.word ?? null },
  { name: "retracted_at", of: ({ retracted }) => instant(retracted?.at ?? null) },
  { name: "retracted_by", of: ({ retracted }) => retracted?.author ?? null },
  { name: "retracted_reason", of: ({ retracted }) => retracted?.reason ?? null },
  { name: "rule_version", of: ({ ruleVersion }) => ruleVersion },
  { name: "made_up", of: ({ madeUp }) => madeUp },
];

export const CHECK_DAY_COLUMNS: readonly Column<ExportedCheckDay>[] = [
  { name: "day", of: ({ day }) => new Date(day).toISOString().slice(0, 10) },
  { name: "check", of: ({ check }) => check },
  { name: "vantage", of: ({ vantage }) => vantage },
  { name: "expected", of: ({ expected }) => expected },
  { name: "ok", of: ({ ok }) => ok },
  { name: "degraded", of: ({ degraded }) => degraded },
  { name: "failed", of: ({ failed }) => failed },
  { name: "neutral", of: ({ neutral }) => neutral },
  { name: "failure_types", of: ({ failureTypes }) => failureTypes },
  { name: "p50_ms", of: ({ p50Ms }) => p50Ms },
  { name: "p95_ms", of: ({ p95Ms }) => p95Ms },
  { name: "max_ms", of: ({ maxMs }) => maxMs },
];
