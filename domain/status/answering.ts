import type { CheckView, ComponentView, LatestResult, ServiceView, VantageView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** Published component and service status: Statuspage's words and our `unknown`. */
export type Status =
  | "operational"
  | "under_maintenance"
  | "unknown"
  | "degraded_performance"
  | "partial_outage"
  | "major_outage";

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

/**
 * Whether a check counts, in the headline as in a status: a core one does, and an optional one where somebody gave it
 * its key (without it, it is not monitored); aux ones are shown and never decide.
 */
export function counts({ spec }: CheckView): boolean {
  return spec.tier === "core" || spec.tier === "optional";
}

/** Checks that can decide: they count, are fast enough (design: slower than 300 s never decides) and monitored somewhere. */
function deciding(component: ComponentView): readonly CheckView[] {
  return component.checks.filter((check) => counts(check) && check.spec.intervalS <= 300 && isMonitored(check));
}

/**
 * Until the judge rules, only one thing may be said of a component: that everything that counts answers now. Anything
 * else is `unknown`: a single failed measurement is evidence, not a verdict.
 */
export function componentStatus(component: ComponentView, now: EpochMs): Status {
  const checks = deciding(component);
  return checks.length > 0 && checks.every((check) => checkState(check, now) === "answers") ? "operational" : "unknown";
}

/** Monitored components of a service decide; a retired service is not judged. */
export function serviceStatus(service: ServiceView, now: EpochMs): Status {
  if (service.lifecycle.state === "retired") return "unknown";
  const monitored = service.components.filter((component) => component.checks.some(isMonitored));
  const decided = monitored.filter((component) => deciding(component).length > 0);
  return decided.length > 0 && decided.every((component) => componentStatus(component, now) === "operational")
    ? "operational"
    : "unknown";
}

/** A worker that has not been heard of for this long is not reporting. Its beat comes every 5 s. */
const SILENT_AFTER_MS = 30_000;

/**
 * `reporting`; `starting` (no round of controls yet); `offline` (its controls fail: it has lost its own network);
 * `silent` (no heartbeat); `stopped` (in good order).
 */
export type VantageState = "reporting" | "starting" | "offline" | "silent" | "stopped";

export function vantageState(vantage: VantageView, now: EpochMs): VantageState {
  if (vantage.stoppedAt !== null) return "stopped";
  if (vantage.beatAt === null || now - vantage.beatAt > SILENT_AFTER_MS) return "silent";
  if (vantage.round === null || (vantage.startedAt !== null && vantage.round.at < vantage.startedAt)) return "starting";
  return vantage.round.gated ? "offline" : "reporting";
}
