import { within } from "#domain/attribution/quiet.ts";
import type { Random } from "#domain/attribution/random.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** All instants and lengths in one unit, whichever it is. */
export interface ShiftTest {
  /** Per service, when it began to fail; in any order. */
  readonly onsets: readonly (readonly number[])[];
  /** The real instant. */
  readonly at: number;
  /** The window round an instant, both ends included; `from` is not above 0. */
  readonly window: Window;
  /** Random instants are drawn from here. */
  readonly record: Window;
  /** Sorted, disjoint: no instant is drawn from here. */
  readonly excluded?: readonly Window[];
  readonly draws: number;
  readonly random: Random;
}

export interface ShiftResult {
  /** Services with an onset in the window round the real instant. */
  readonly k: number;
  /** How many of the random instants had at least as many. */
  readonly reached: number;
  readonly draws: number;
  /** Services with an onset in the window, on average over the random instants. */
  readonly meanByChance: number;
  /** (1 + reached) / (draws + 1): never less than "less than 1 in 10,000" for 9,999 draws. */
  readonly p: number;
}

/** As many as methods 3.3 A draws. */
export const DRAWS = 9_999;
/** Below this the search for a permitted instant would take for ever. */
const LEAST_FREE_SHARE = 0.01;

/**
 * The circular-shift permutation test of methods 3.3 A: the same window at random instants of the record, outside a guard of
 * 2|W| round the real one. It keeps each service's clustering and joint failures. Without the guard the real event would be
 * part of its own null.
 *
 * A draw costs one binary search and a walk over the few onsets in its window, however many services there are.
 *
 * @throws RangeError when nearly nothing of the record may be drawn from
 */
export function circularShift(test: ShiftTest): ShiftResult {
  const { at, window, record, excluded = [], draws, random } = test;
  if (!hasRoom(test)) throw new RangeError("nothing of the record is left to draw from");
  const guard = 2 * (window.to - window.from);
  const hits = hitCounter(test.onsets, window);
  const k = hits(at);
  let reached = 0;
  let sum = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let instant: number;
    do instant = record.from + random() * (record.to - record.from);
    while (Math.abs(instant - at) < guard || within(excluded, instant));
    const found = hits(instant);
    sum += found;
    if (found >= k) reached += 1;
  }
  return { k, reached, draws, meanByChance: draws === 0 ? 0 : sum / draws, p: (1 + reached) / (draws + 1) };
}

/** Whether enough of the record may be drawn from. */
export function hasRoom({ record, window, excluded = [] }: Pick<ShiftTest, "record" | "window" | "excluded">): boolean {
  const length = record.to - record.from;
  let free = length - 4 * (window.to - window.from);
  for (const { from, to } of excluded) free -= Math.max(0, Math.min(to, record.to) - Math.max(from, record.from));
  return length > 0 && free >= LEAST_FREE_SHARE * length;
}

/** Answers how many services have an onset in the window round an instant. */
function hitCounter(onsets: readonly (readonly number[])[], window: Window): (at: number) => number {
  const all = onsets.flatMap((list, service) => list.map((at) => ({ at, service }))).sort((a, b) => a.at - b.at);
  const times = Float64Array.from(all, ({ at }) => at);
  const owners = Int32Array.from(all, ({ service }) => service);
  // Which look last counted a service: saves clearing a set for every draw.
  const countedIn = new Int32Array(onsets.length);
  let look = 0;
  return (at) => {
    look += 1;
    let count = 0;
    const last = at + window.to;
    for (let next = firstNotBefore(times, at + window.from); (times[next] ?? Number.NaN) <= last; next += 1) {
      const owner = owners[next] ?? 0;
      if (countedIn[owner] === look) continue;
      countedIn[owner] = look;
      count += 1;
    }
    return count;
  };
}

function firstNotBefore(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
