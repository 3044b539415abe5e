import type { Layer } from "#domain/check/service.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import type { Outcome } from "#domain/failure/failure.ts";
import type { UnknownKind } from "#domain/publish/sentence-words.ts";
import { isTroubled, rank, statusOf } from "#domain/status/algebra.ts";
import {
  CHECK_STATES,
  type CheckState,
  checkState,
  combinedStatus,
  componentStatus,
  hasVerdict,
  holdsNow,
  isFresh,
  maintenanceNow,
  vantageState,
} from "#domain/status/answering.ts";
import type { CheckView, ComponentView, Overview, ServiceView } from "#domain/status/overview.ts";
import { type Situation, situationOf } from "#domain/status/situation.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import { FINDINGS, type FindingKind, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** A component that is not well, and what holds of it. */
export interface Trouble {
  readonly component: ComponentView;
  readonly judged: Judged;
}

/** A component under declared maintenance, and what is measured of it meanwhile. */
export interface Maintained extends Trouble {
  readonly maintenance: Maintenance;
}

/** One line of the page: a service as seen in one layer. */
export interface NowRow {
  readonly service: ServiceView;
  readonly layer: Layer;
  readonly components: readonly ComponentView[];
  /** Of these components together. */
  readonly status: Status;
  /** Those that are not well, the worst and then the longest first. */
  readonly troubles: readonly Trouble[];
  /** Those that are under declared maintenance, first the one that is measured to be worst. */
  readonly maintained: readonly Maintained[];
  /** Why nobody knows, where the status is unknown. */
  readonly unknown: UnknownKind | null;
  /** Some component is judged here; the others are only shown. */
  readonly judged: boolean;
  readonly states: readonly { readonly check: CheckView; readonly state: CheckState }[];
  /** The state that needs attention most, by the order of CHECK_STATES. */
  readonly worst: CheckState;
  /** Checks by state. */
  readonly counts: Readonly<Record<CheckState, number>>;
  /** Checks that any vantage runs. */
  readonly monitored: number;
  /** Youngest head age in seconds among the row's fresh results; null when none reports one. */
  readonly headAgeS: number | null;
  /** Median total time in ms of the successful newest results; null without one. */
  readonly medianMs: number | null;
  /** Failure type of the newest trouble, when the row's worst state is trouble or neutral. */
  readonly reason: string | null;
}

export interface NowView {
  readonly situation: Situation;
  readonly rows: readonly NowRow[];
  /** Every mark on the page. */
  readonly counts: Readonly<Record<CheckState, number>>;
  /** Rows that are judged, by status. */
  readonly statuses: Readonly<Record<Status, number>>;
  readonly reporting: number;
  readonly world: boolean;
  /** Received / expected over all vantages in the last full hour; null when nothing was expected. */
  readonly coverage: number | null;
}

/** Makes the page of now from the current state. */
export function viewNow(overview: Overview, now: EpochMs): NowView {
  const rows = overview.services.flatMap((service) =>
    (["access", "chain"] as const).flatMap((layer) => viewRow(overview, service, layer, now)),
  );
  const states = overview.vantages.map((vantage) => vantageState(vantage, now));
  const expected = overview.vantages.reduce((sum, vantage) => sum + vantage.lastHour.expected, 0);
  const received = overview.vantages.reduce((sum, vantage) => sum + vantage.lastHour.received, 0);
  return {
    situation: situationOf(overview, now),
    rows,
    statuses: countStatuses(rows),
    counts: countStates(rows.flatMap((row) => row.states.map(({ state }) => state))),
    reporting: states.filter((state) => state === "reporting").length,
    world: overview.vantages.some((vantage) => vantage.world),
    coverage: expected === 0 ? null : received / expected,
  };
}

function viewRow({ judge }: Overview, service: ServiceView, layer: Layer, now: EpochMs): NowRow[] {
  const components = service.components.filter((component) => component.layer === layer);
  if (components.length === 0) return [];
  const states = components.flatMap((component) =>
    component.checks.map((check) => ({ check, state: checkState(check, now) })),
  );
  const counts = countStates(states.map(({ state }) => state));
  const worst = CHECK_STATES.find((state) => counts[state] > 0) ?? "not_monitored";
  const answered = answers(states, now);
  // A check that asks about a block below a head seen earlier says nothing of the newest block's age.
  const heads = answers(
    states.filter(({ check: { spec } }) => !("variables" in spec.request && spec.request.variables !== undefined)),
    now,
  );
  return [
    {
      service,
      layer,
      components,
      status: combinedStatus(components, judge, now),
      troubles: troublesOf(components, judge, now),
      maintained: maintainedOf(components, judge, now),
      unknown: whyUnknown(components, judge, now),
      judged: components.some(hasVerdict),
      states,
      worst,
      counts,
      monitored: states.length - counts.not_monitored,
      headAgeS: smallest(heads.map((result) => result.facts.head_age_s)),
      medianMs: median(answered.map((result) => result.timings.totalMs)),
      reason: reasonOf(states, worst),
    },
  ];
}

function troublesOf(components: readonly ComponentView[], judge: Overview["judge"], now: EpochMs): Trouble[] {
  return components
    .flatMap((component) => {
      const judged = holdsNow(component, judge, now);
      const status = componentStatus(component, judge, now);
      return judged !== null && isTroubled(status) ? [{ component, judged, status }] : [];
    })
    .sort((a, b) => rank(b.status) - rank(a.status) || a.judged.since - b.judged.since)
    .map(({ component, judged }) => ({ component, judged }));
}

function maintainedOf(components: readonly ComponentView[], judge: Overview["judge"], now: EpochMs): Maintained[] {
  return components
    .flatMap((component) => {
      const [maintenance, judged] = [maintenanceNow(component, judge, now), holdsNow(component, judge, now)];
      return maintenance === null || judged === null ? [] : [{ component, judged, maintenance }];
    })
    .sort((a, b) => rank(statusOf(b.judged.verdict)) - rank(statusOf(a.judged.verdict)));
}

/** Of a row that is unknown though all that is judged of it is up, only the edge is asked (algebra.ts). */
function whyUnknown(components: readonly ComponentView[], judge: Overview["judge"], now: EpochMs): UnknownKind | null {
  if (combinedStatus(components, judge, now) !== "unknown") return null;
  const kinds = components.flatMap((component) => holdsNow(component, judge, now)?.finding.kind ?? []);
  if (kinds.length === 0) return "waiting";
  return kinds.find(isUnknownKind) ?? "edge_only";
}

function isUnknownKind(kind: FindingKind): kind is UnknownKind {
  return FINDINGS[kind] === "unknown";
}

type States = NowRow["states"];

function answers(states: States, now: EpochMs) {
  return states
    .flatMap(({ check }) => check.latest.filter((result) => isFresh(check, result, now)))
    .filter((result) => result.outcome === "ok" || result.outcome === "degraded");
}

function reasonOf(states: States, worst: CheckState): string | null {
  if (worst === "answers" || worst === "waiting" || worst === "not_monitored") return null;
  // Where one vantage sees trouble and another has lost its network, the trouble is the reason.
  const tells = (outcome: Outcome) =>
    worst === "fails" || worst === "unproven"
      ? outcome === "failed"
      : worst === "expired" || outcome === (worst === "degraded" ? "degraded" : "neutral");
  const results = states
    .filter(({ state }) => state === worst)
    .flatMap(({ check }) => check.latest.filter((result) => result.failureType !== null && tells(result.outcome)));
  const newest = results.reduce<(typeof results)[number] | null>(
    (best, result) => (best === null || result.at > best.at ? result : best),
    null,
  );
  return newest?.failureType ?? null;
}

function countStates(states: readonly CheckState[]): Record<CheckState, number> {
  const counts = Object.fromEntries(CHECK_STATES.map((state) => [state, 0])) as Record<CheckState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}

function countStatuses(rows: readonly NowRow[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const row of rows) if (row.judged && row.service.lifecycle.state !== "retired") counts[row.status] += 1;
  return counts;
}

function smallest(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
