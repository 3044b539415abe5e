import type { EpochMs } from "#domain/time.ts";
import { unit } from "#drill/world/seed.ts";

/**
 * When the world's Bitcoin finds its blocks: exponential gaps with a mean of 600 s, drawn day by day from the day's
 * number, so that any height or instant is found without walking the whole chain. Gaps are cut at 70 minutes: a real one
 * of 90 comes six times a year, and in the world a stale tip shall always be a fault that somebody asked for.
 */
const DAY_MS = 86_400_000;
export const BLOCKS_PER_DAY = 144;
const MAX_GAP = 7; // in means

const days = new Map<number, readonly EpochMs[]>();

function arrivalsOf(day: number): readonly EpochMs[] {
  const known = days.get(day);
  if (known) return known;
  const gaps = Array.from({ length: BLOCKS_PER_DAY }, (_, i) =>
    Math.min(MAX_GAP, -Math.log(1 - unit("bitcoin", day, i))),
  );
  const scale = DAY_MS / gaps.reduce((sum, gap) => sum + gap, 0);
  let elapsed = 0;
  const arrivals = gaps.map((gap) => {
    elapsed += gap * scale;
    return day * DAY_MS + Math.floor(elapsed / 1000) * 1000;
  });
  if (days.size > 64) days.clear();
  days.set(day, arrivals);
  return arrivals;
}

/** How many blocks were found up to an instant, counted from 1970. */
export function arrivedBy(at: EpochMs): number {
  const day = Math.floor(at / DAY_MS);
  const arrivals = arrivalsOf(day);
  let today = 0;
  while (today < arrivals.length && (arrivals[today] ?? Number.POSITIVE_INFINITY) <= at) today++;
  return day * BLOCKS_PER_DAY + today;
}

/** When the nth block was found; the first is number 1. */
export function arrivalOf(nth: number): EpochMs {
  const day = Math.floor((nth - 1) / BLOCKS_PER_DAY);
  return arrivalsOf(day)[(nth - 1) % BLOCKS_PER_DAY] ?? day * DAY_MS;
}
