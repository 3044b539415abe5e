import type { EpochMs } from "#domain/time.ts";

/**
 * How far a vantage's clock is from the database's. What vantages measured is put together by its instants: rounds are
 * lined up by their ticks, ages of data are told by the clock of the vantage that read them.
 */

/** A question for the time: our clock before it and after its answer, and the time that was answered. */
export interface ClockSample {
  readonly askedAt: EpochMs;
  readonly answeredAt: EpochMs;
  readonly theirs: EpochMs;
}

export interface ClockSkew {
  /** Our clock less the database's, in milliseconds: above zero when ours is ahead. */
  readonly skewMs: number;
  /** It is wrong by no more than this: half of the round trip. */
  readonly errorMs: number;
}

/**
 * A vantage whose clock is further off is refused. At ten seconds data that is fresh begins to look as if it came from the
 * future (domain/check/freshness.ts), and fifteen are half of the shortest round, where rounds would be mixed up.
 */
export const MAX_SKEW_MS = 10_000;

/** Who begins must be nearer than that: a clock just at the limit would else have its vantage end and begin for ever. */
export const MAX_SKEW_AT_START_MS = 8_000;

/** Clocks may differ by less than this, and what is written down takes a while. */
const AHEAD_MS = 60_000;

/**
 * Whether an instant that was written down is in the future: by a clock that was ahead and was set right since, or our own is slow.
 * It would hold until its time has come, and how old it is nobody knows.
 */
export function isAhead(at: EpochMs | null, now: EpochMs): boolean {
  return at !== null && at > now + AHEAD_MS;
}

/**
 * The skew that the best of some samples tells: that with the shortest round trip, halved (Cristian, "Probabilistic clock
 * synchronization", 1989; NTP's clock filter chooses in the same way). Samples whose round trip was negative were taken while
 * our clock was set and tell nothing. Null when none is left.
 */
export function skewOf(samples: readonly ClockSample[]): ClockSkew | null {
  let best: ClockSkew | null = null;
  for (const { askedAt, answeredAt, theirs } of samples) {
    const errorMs = (answeredAt - askedAt) / 2;
    if (errorMs < 0 || (best !== null && errorMs >= best.errorMs)) continue;
    best = { skewMs: askedAt + errorMs - theirs, errorMs };
  }
  return best;
}

/** Whether a clock is certainly too far off. What a slow database leaves open is held against nobody. */
export function isRefused({ skewMs, errorMs }: ClockSkew, limitMs = MAX_SKEW_MS): boolean {
  return Math.abs(skewMs) - errorMs > limitMs;
}

/**
 * The skew of now, from an earlier one: what our clock has gone since beyond what time has really passed, it was set by.
 * `monotonic` are milliseconds of a clock that nobody can set.
 */
export function skewSince(
  { skewMs, errorMs }: ClockSkew,
  then: { readonly now: EpochMs; readonly monotonic: number },
  now: { readonly now: EpochMs; readonly monotonic: number },
): ClockSkew {
  return { skewMs: skewMs + (now.now - then.now) - (now.monotonic - then.monotonic), errorMs };
}
