import type { EpochMs } from "#domain/time.ts";

/** A stretch of time, from included, to excluded; a `to` of null has not ended yet. One that ends before it begins is empty. */
export interface Interval {
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

/** The stretch that a figure is about: from included, to excluded. */
export interface Window {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Throws a RangeError for a window that is not finite or ends before it begins: its figures would be nonsense. */
export function checkWindow({ from, to }: Window): void {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to < from) {
    throw new RangeError(`no window: from ${from} to ${to}`);
  }
}

/** The same time as sorted intervals that neither overlap nor touch, within the window. */
export function mergeIntervals(intervals: readonly Interval[], window: Window): Window[] {
  const merged: { from: EpochMs; to: EpochMs }[] = [];
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(interval.from, window.from);
    const to = Math.min(interval.to ?? window.to, window.to);
    if (to <= from) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/**
 * Asks sorted, disjoint intervals which of them holds an instant. The instants must not go backwards: so a whole sweep
 * costs one pass.
 */
export function sweep<T extends Interval>(intervals: readonly T[]): (at: EpochMs) => T | undefined {
  let next = 0;
  return (at) => {
    while (next < intervals.length && (intervals[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const found = intervals[next];
    return found !== undefined && found.from <= at ? found : undefined;
  };
}

/** The distinct instants at which any of the intervals begins or ends within the window, and its two ends, ascending. */
export function cutsWithin(intervals: readonly Interval[], window: Window): EpochMs[] {
  const cuts = new Set([window.from, window.to]);
  for (const { from, to } of intervals) {
    if (from > window.from && from < window.to) cuts.add(from);
    if (to !== null && to > window.from && to < window.to) cuts.add(to);
  }
  return [...cuts].sort((a, b) => a - b);
}
