import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** The parts of a request, in the order in which they happen (domain/measurement.ts `Timings`). */
export const PHASES = ["dns", "connect", "tls", "wait", "download"] as const;
export type Phase = (typeof PHASES)[number];

/** Rounds of a check by what they say of it; `neutral` ones say nothing, and a round without a result is in none. */
export interface RoundCounts {
  readonly answered: number;
  readonly failed: number;
  readonly neutral: number;
}

/** One stretch of time. Percentiles are of all time a request took, in ms; null without an answer. */
export interface LatencyBucket extends RoundCounts {
  readonly at: EpochMs;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** With the median of each part by itself, so that their sum need not be the median of the whole; null for what no answer had. */
export interface PhaseBucket extends LatencyBucket {
  readonly phases: Readonly<Record<Phase, number | null>>;
}

interface Series {
  /** Three parts: `infura/polygon/head`. */
  readonly check: string;
  /** Whole buckets. */
  readonly window: Window;
  readonly bucketMs: number;
}

/** A check over all vantages together, from the raw record. Buckets without a result are left out; oldest first. */
export interface PhaseSeries extends Series {
  readonly kind: "phases";
  readonly buckets: readonly PhaseBucket[];
  /** The same in a few longer buckets, for a table: their percentiles are their own. */
  readonly table: readonly PhaseBucket[];
  /** Over the window as one; null when there is no result in it. */
  readonly whole: Omit<LatencyBucket, "at"> | null;
  readonly vantages: readonly string[];
}

/** A check at each vantage by itself, from rollups: percentiles of different buckets or vantages cannot be joined. */
export interface TotalSeries extends Series {
  readonly kind: "totals";
  readonly lines: readonly { readonly vantage: string; readonly buckets: readonly LatencyBucket[] }[];
}

export type LatencySeries = PhaseSeries | TotalSeries;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * What a chart of latency is made of, by how much time it shows. By phase it goes back one day at most, for phases stand in
 * the raw record alone (docs/decisions/0005-latency.md).
 */
export const LATENCY_RANGES = {
  "2h": { kind: "phases", bucketMs: MINUTE_MS, buckets: 120, tableMs: 10 * MINUTE_MS },
  "24h": { kind: "phases", bucketMs: 5 * MINUTE_MS, buckets: 288, tableMs: HOUR_MS },
  "7d": { kind: "totals", bucketMs: HOUR_MS, buckets: 168, tableMs: HOUR_MS },
  "90d": { kind: "totals", bucketMs: DAY_MS, buckets: 90, tableMs: DAY_MS },
} as const;
export type LatencyRange = keyof typeof LATENCY_RANGES;

/** The whole buckets of a range, the one that is not over yet included. */
export function latencyWindow(range: LatencyRange, now: EpochMs): Window {
  const { bucketMs, buckets } = LATENCY_RANGES[range];
  const to = (Math.floor(now / bucketMs) + 1) * bucketMs;
  return { from: to - buckets * bucketMs, to };
}

/** A value for each bucket of the window, undefined where there is none: missing is a gap. */
export function slots<T extends LatencyBucket>(buckets: readonly T[], { window, bucketMs }: Series): (T | undefined)[] {
  const all: (T | undefined)[] = Array.from({ length: Math.round((window.to - window.from) / bucketMs) });
  for (const bucket of buckets) {
    const index = Math.floor((bucket.at - window.from) / bucketMs);
    if (index >= 0 && index < all.length) all[index] = bucket;
  }
  return all;
}

/** Since when there were failures and not one answer, up to the newest bucket; null when the last word was another. */
export function silentSince(buckets: readonly LatencyBucket[]): EpochMs | null {
  let since: EpochMs | null = null;
  for (const { at, answered, failed } of buckets) {
    if (answered > 0) since = null;
    else if (failed > 0) since ??= at;
  }
  return since;
}
