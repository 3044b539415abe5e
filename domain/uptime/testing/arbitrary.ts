import fc from "fast-check";
import { VERDICTS, type VerdictEntry } from "#domain/status/verdict.ts";
import type { Interval, Window } from "#domain/uptime/interval.ts";
import type { Marks } from "#domain/uptime/state-pieces.ts";

/** Time is a few dozen milliseconds here, so that a test can look at every one of them and edges often meet. */
export const END = 60;

const instant = fc.integer({ min: 0, max: END });

export const anyEntries: fc.Arbitrary<VerdictEntry[]> = fc.array(
  fc.record({ knownAt: instant, effectiveAt: instant, verdict: fc.constantFrom(...VERDICTS) }),
  { maxLength: 12 },
);

const anyInterval: fc.Arbitrary<Interval> = fc.record({ from: instant, to: fc.option(instant, { freq: 8 }) });

export const anyMarks: fc.Arbitrary<Required<Marks>> = fc.record({
  excluded: fc.array(anyInterval, { maxLength: 4 }),
  maintenance: fc.array(anyInterval, { maxLength: 4 }),
});

export const anyWindow: fc.Arbitrary<Window> = fc
  .tuple(instant, instant)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

/** Every millisecond of a window. */
export function instantsOf({ from, to }: Window): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** Whether one of the intervals holds the instant. */
export function holds(intervals: readonly Interval[], at: number): boolean {
  return intervals.some(({ from, to }) => from <= at && (to === null || at < to));
}
