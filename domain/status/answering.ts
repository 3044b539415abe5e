import { isAhead, isRefused, MAX_SKEW_AT_START_MS, MAX_SKEW_MS } from "#domain/clock-skew.ts";
import type { Maintenance } from "#domain/cloud/maintenance.ts";
import { statusOf } from "#domain/status/algebra.ts";
import { isQuorumComponent } from "#domain/status/docket.ts";
import type { CheckView, ComponentView, JudgeView, LatestResult, VantageView } from "#domain/status/overview.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { type ComponentStanding, isDeciding, serviceStatus } from "#domain/status/service-status.ts";
import type { Status } from "#domain/status/status.ts";
import { isBad, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * What the newest results of a check say, before any judging: `answers`, `degraded`, `fails`; `neutral` (they say nothing
 * about the target), `unproven` (it fails, but has never answered since it was added or changed: perhaps our address is
 * wrong), `expired` (the newest is older than three intervals), `waiting` (none yet), `not_monitored` (by no vantage).
 */
export const CHECK_STATES = [
  "fails",
  "degraded",
  "unproven",
  "neutral",
  "expired",
  "waiting",
  "answers",
  "not_monitored",
] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/**
 * A result counts for three intervals (design: "a result expires after 3 intervals"). One from the future does not count
 * either, or a clock that was set back would keep it fresh for as long as it was wrong; one interval is for clocks that
 * differ a little.
 */
export function isFresh(check: CheckView, result: LatestResult, now: EpochMs): boolean {
  const ageMs = now - result.tick;
  const intervalMs = check.spec.intervalS * 1_000;
  return ageMs < 3 * intervalMs && ageMs >= -intervalMs;
}

/** @returns whether any vantage runs the check. */
export function isMonitored(check: CheckView): boolean {
  return check.coverage.some((entry) => entry.reason === null);
}

/** The state of a check over all vantages: trouble at one of them is not hidden by health at another. */
export function checkState(check: CheckView, now: EpochMs): CheckState {
  if (!isMonitored(check)) return "not_monitored";
  if (check.latest.length === 0) return "waiting";
  const fresh = check.latest.filter((result) => isFresh(check, result, now));
  if (fresh.length === 0) return "expired";
  const says = (outcome: string) => fresh.some((result) => result.outcome === outcome);
  if (says("failed")) return check.provenAt === null ? "unproven" : "fails";
  if (says("degraded")) return "degraded";
  if (says("ok")) return "answers";
  return "neutral";
}

/** How often most checks are asked. */
const ROUND_S = 60;

/** The judge passes every few seconds. One that has not for longer than this is not at work. */
const JUDGED_WITHIN_MS = 90_000;

/**
 * Whether the judge is at work: what it said last is the present state only then. A pass of the future tells that our own clock is
 * slow: how old that pass is nobody knows then.
 */
export function isJudging(judge: JudgeView | null, now: EpochMs): boolean {
  return judge !== null && now - judge.passedAt <= JUDGED_WITHIN_MS && !isAhead(judge.passedAt, now);
}

/**
 * What holds of a component now: its verdict, or that nobody knows: while the judge is not at work, and while what it goes
 * on finding was taken back (a good answer is none of what was, and of what nobody knows there is a better reason).
 * @returns null where nothing decides, or nothing has been judged yet.
 */
export function holdsNow({ judged, retracted }: ComponentView, judge: JudgeView | null, now: EpochMs): Judged | null {
  if (judged === null) return null;
  if (!isJudging(judge, now)) return nobodyKnows("no_vantage", judge?.passedAt ?? judged.knownAt);
  return retracted && isBad(judged.verdict) ? nobodyKnows("retracted", judged.since) : judged;
}

function nobodyKnows(kind: "no_vantage" | "retracted", since: EpochMs): Judged {
  return {
    verdict: "unknown",
    finding: { kind },
    since,
    lastGood: null,
    lastBad: null,
    vantages: [],
    usable: 0,
    failureTypes: [],
  };
}

/**
 * The maintenance that its vendor has declared for a component and that is under way. It is laid over any verdict, which is
 * kept beside it; where there is none, or the judge is not at work, nothing is known and nothing is laid over that.
 */
export function maintenanceNow(component: ComponentView, judge: JudgeView | null, now: EpochMs): Maintenance | null {
  const { judged, maintenance } = component;
  if (judged === null || maintenance === null || !isJudging(judge, now)) return null;
  return now < maintenance.endsAt ? maintenance : null;
}

/** Never green without a verdict. */
export function componentStatus(component: ComponentView, judge: JudgeView | null, now: EpochMs): Status {
  const judged = holdsNow(component, judge, now);
  if (judged === null) return "unknown";
  return maintenanceNow(component, judge, now) === null ? statusOf(judged.verdict) : "under_maintenance";
}

/** The status of several components together: a service's, or those of one layer of it. */
export function combinedStatus(components: readonly ComponentView[], judge: JudgeView | null, now: EpochMs): Status {
  const standings = components.map(
    (component): ComponentStanding => ({
      weight: component.weight,
      verdict: holdsNow(component, judge, now)?.verdict ?? null,
      maintained: maintenanceNow(component, judge, now) !== null,
      quorum: isQuorumComponent(component),
      checks: component.checks.map((check) => ({ spec: check.spec, monitored: isMonitored(check) })),
    }),
  );
  return serviceStatus(standings, CURRENT_RULES);
}

/** The component that tells whether a chain makes blocks: its newest head decides there. */
export function isBlockProduction(component: ComponentView): boolean {
  return component.layer === "chain" && decidingChecks(component).some(({ spec }) => spec.signal === "chain_head");
}

function decidingChecks({ checks }: ComponentView): readonly CheckView[] {
  return checks.filter((check) => isDeciding({ spec: check.spec, monitored: isMonitored(check) }, CURRENT_RULES));
}

/** Whether any of a component's checks decides its verdict. */
export function isJudged(component: ComponentView): boolean {
  return decidingChecks(component).length > 0;
}

/** Whether a component has a verdict, or will have one: what stands in pictures and sentences of what is judged. */
export function hasVerdict(component: ComponentView): boolean {
  return component.judged !== null || isJudged(component);
}

/** How often a component is looked at, in seconds: what is shorter than that can pass unseen. */
export function roundSeconds(component: ComponentView): number {
  const intervals = decidingChecks(component).map(({ spec }) => spec.intervalS);
  return intervals.length === 0 ? ROUND_S : Math.min(...intervals);
}

/** A worker that has not been heard of for this long is not reporting. Its beat comes every 5 s. */
const SILENT_AFTER_MS = 30_000;

/** How long a clock that was found to be wrong is taken to be. A worker that starts again and again finds out twice a minute. */
const SKEW_COUNTS_MS = 180_000;

/**
 * `reporting`; `refused` (its clock is wrong: nothing of it is stored); `starting` (no round of controls yet); `offline` (its controls fail: it has lost its own network);
 * `silent` (no heartbeat, or one of the future: by our own clock nobody can tell); `stopped` (in good order).
 */
export type VantageState = "reporting" | "refused" | "starting" | "offline" | "silent" | "stopped";

/** Of a worker at work, or of one that tried to begin after the last that was. */
function skewLimitMs({ beatAt, stoppedAt }: VantageView, comparedAt: EpochMs): number {
  return comparedAt > Math.max(beatAt ?? 0, stoppedAt ?? 0) + SILENT_AFTER_MS ? MAX_SKEW_AT_START_MS : MAX_SKEW_MS;
}

export function vantageState(vantage: VantageView, now: EpochMs): VantageState {
  const { clock } = vantage;
  if (clock !== null && isRefused(clock, skewLimitMs(vantage, clock.at)) && now - clock.at < SKEW_COUNTS_MS)
    return "refused";
  if (vantage.stoppedAt !== null) return "stopped";
  if (vantage.beatAt === null || now - vantage.beatAt > SILENT_AFTER_MS) return "silent";
  if (isAhead(vantage.beatAt, now)) return "silent";
  if (vantage.round === null || (vantage.startedAt !== null && vantage.round.at < vantage.startedAt)) return "starting";
  return vantage.round.gated ? "offline" : "reporting";
}
