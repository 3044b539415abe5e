import type { EpochMs } from "#domain/time.ts";

/** An onset that is known better than this is said as an instant. */
const WIDE_MS = 120_000;

/**
 * Whether an onset is said as a bracket: the last good answer before the first bad one was long ago.
 *
 * @param lastGood null when there was none
 */
export function isBracketed(startedAt: EpochMs, lastGood: EpochMs | null): lastGood is EpochMs {
  return lastGood !== null && startedAt - lastGood > WIDE_MS;
}
