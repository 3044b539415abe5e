import { type QuietRecord, quietMs, within } from "#domain/attribution/quiet.ts";
import { DAY_MS, MINUTE_MS, MONTH_MIN } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";

/** Where a rate comes from: this instance's record, or an assumption because the record is too short. */
export type RateBasis = "recorded" | "prior";

/** How often a service begins to fail for reasons that are its own: lambda of methods 3.2. */
export interface BackgroundRate {
  /** Onsets per minute. */
  readonly perMinute: number;
  readonly basis: RateBasis;
}

/** design.md 5: until 30 days are recorded, 4 onsets per service and month. */
export const PRIOR_RATE: BackgroundRate = { perMinute: 4 / MONTH_MIN, basis: "prior" };
export const ENOUGH_MS = 30 * DAY_MS;
/** Onsets nearer than outages that are one incident (methods 1.2) are one: components that fall together, above all. */
const SAME_MS = 15 * MINUTE_MS;

/** Whether 30 quiet days were recorded since an instant. */
export function isEnough(quiet: QuietRecord, since: EpochMs): boolean {
  return quietMs(quiet, since) >= ENOUGH_MS;
}

/**
 * lambda = (k + 0.5) / T: k onsets in T quiet minutes of the last 90 days (methods 3.2), or the prior. An onset less than 15
 * min after another one of the service is not counted again.
 *
 * @param onsets when the service began to fail, in any order
 * @param recordedFrom since when this service is probed
 */
export function backgroundRate(onsets: readonly EpochMs[], recordedFrom: EpochMs, quiet: QuietRecord): BackgroundRate {
  if (!isEnough(quiet, recordedFrom)) return PRIOR_RATE;
  const { window, loud } = quiet;
  const from = Math.max(window.from, recordedFrom);
  const distinct = onsets
    .toSorted((a, b) => a - b)
    .filter((at, n, all) => at - (all[n - 1] ?? Number.NEGATIVE_INFINITY) >= SAME_MS);
  const counted = distinct.filter((at) => at >= from && at < window.to && !within(loud, at)).length;
  return { perMinute: (counted + 0.5) / (quietMs(quiet, recordedFrom) / MINUTE_MS), basis: "recorded" };
}

/** Probability that a service has an onset by chance within so many minutes: 1 - exp(-lambda |W|). */
export function chanceWithin({ perMinute }: Pick<BackgroundRate, "perMinute">, minutes: number): number {
  return -Math.expm1(-perMinute * minutes);
}
