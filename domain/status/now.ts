import type { Layer } from "#domain/check/service.ts";
import type { Outcome } from "#domain/failure/failure.ts";
import {
  CHECK_STATES,
  type CheckState,
  checkState,
  counts as countsFor,
  isFresh,
  vantageState,
} from "#domain/status/answering.ts";
import type { CheckView, ComponentView, Overview, ServiceView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** One line of the page: a service as seen in one layer. */
export interface NowRow {
  readonly service: ServiceView;
  readonly layer: Layer;
  readonly components: readonly ComponentView[];
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

/** What the one sentence above the page has to say. */
export type Situation =
  | { readonly kind: "noData" }
  | { readonly kind: "nothingYet" }
  | { readonly kind: "offline"; readonly vantages: number }
  /** `since`: the last heartbeat of any vantage. */
  | { readonly kind: "silent"; readonly since: EpochMs }
  /** Fewer than half of the checks that are due have a fresh result that says anything of its target. */
  | { readonly kind: "mostlyUnknown"; readonly judged: number; readonly due: number; readonly failing: number }
  | { readonly kind: "allAnswer"; readonly checks: number }
  | { readonly kind: "someFail"; readonly names: readonly string[]; readonly failing: number; readonly of: number };

export interface NowView {
  readonly situation: Situation;
  readonly rows: readonly NowRow[];
  /** Every mark on the page. */
  readonly counts: Readonly<Record<CheckState, number>>;
  /** Of these, the checks that the headline counts. */
  readonly counted: Readonly<Record<CheckState, number>>;
  readonly reporting: number;
  readonly world: boolean;
  /** Received / expected over all vantages in the last full hour; null when nothing was expected. */
  readonly coverage: number | null;
}

/** Makes the page of now from the current state. Aux and disabled checks are shown in rows and never reach the headline. */
export function viewNow(overview: Overview, now: EpochMs): NowView {
  const rows = overview.services.flatMap((service) =>
    (["access", "chain"] as const).flatMap((layer) => viewRow(service, layer, now)),
  );
  const states = overview.vantages.map((vantage) => vantageState(vantage, now));
  const expected = overview.vantages.reduce((sum, vantage) => sum + vantage.lastHour.expected, 0);
  const received = overview.vantages.reduce((sum, vantage) => sum + vantage.lastHour.received, 0);
  const counted = rows.flatMap((row) =>
    row.states.filter(({ check }) => countsFor(check)).map(({ state }) => ({ state, name: row.service.name })),
  );
  return {
    situation: situationOf(overview, counted, now),
    rows,
    counted: countStates(counted.map(({ state }) => state)),
    counts: countStates(rows.flatMap((row) => row.states.map(({ state }) => state))),
    reporting: states.filter((state) => state === "reporting").length,
    world: overview.vantages.some((vantage) => vantage.world),
    coverage: expected === 0 ? null : received / expected,
  };
}

function viewRow(service: ServiceView, layer: Layer, now: EpochMs): NowRow[] {
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

interface Counted {
  readonly state: CheckState;
  /** Of the service. */
  readonly name: string;
}

function situationOf({ vantages }: Overview, counted: readonly Counted[], now: EpochMs): Situation {
  const states = vantages.map((vantage) => vantageState(vantage, now));
  const live = states.filter((state) => state !== "silent" && state !== "stopped");
  if (live.length === 0) {
    const since = Math.max(0, ...vantages.map((vantage) => vantage.beatAt ?? 0));
    return since === 0 ? { kind: "noData" } : { kind: "silent", since };
  }
  if (live.every((state) => state === "offline")) return { kind: "offline", vantages: live.length };
  const due = counted.filter(({ state }) => state !== "not_monitored");
  if (due.length === 0) return { kind: "noData" };
  const judged = due.filter(({ state }) => state === "answers" || state === "degraded" || state === "fails");
  const failing = judged.filter(({ state }) => state === "fails");
  if (2 * judged.length < due.length) {
    // What was never measured is on its way after a start: nothing is lost yet.
    const waiting = due.filter(({ state }) => state === "waiting");
    if (failing.length === 0 && 2 * waiting.length > due.length) return { kind: "nothingYet" };
    return { kind: "mostlyUnknown", judged: judged.length, due: due.length, failing: failing.length };
  }
  if (failing.length === 0) return { kind: "allAnswer", checks: judged.length };
  return {
    kind: "someFail",
    names: [...new Set(failing.map(({ name }) => name))],
    failing: failing.length,
    of: judged.length,
  };
}

function countStates(states: readonly CheckState[]): Record<CheckState, number> {
  const counts = Object.fromEntries(CHECK_STATES.map((state) => [state, 0])) as Record<CheckState, number>;
  for (const state of states) counts[state] += 1;
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
