import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availability } from "#domain/uptime/availability.ts";
import { foldVerdicts, type VerdictSpan } from "#domain/uptime/spans.ts";
import { stateSeconds } from "#domain/uptime/state-seconds.ts";
import { anyEntries, anyMarks, END } from "#domain/uptime/testing/arbitrary.ts";
import { worstWindows } from "#domain/uptime/worst-window.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Where a test begins: an instant of our days, at which a double holds few digits behind the millisecond. */
const START = Date.UTC(2026, 10, 22);

/** Up since START, but for these outages. */
function upBut(...outages: readonly (readonly [from: number, length: number])[]): VerdictSpan[] {
  const entries = outages.flatMap(([from, length]) => [
    { knownAt: START + from, effectiveAt: START + from, verdict: "down" as const },
    { knownAt: START + from + length, effectiveAt: START + from + length, verdict: "up" as const },
  ]);
  return foldVerdicts([{ knownAt: START, effectiveAt: START, verdict: "up" }, ...entries]);
}

const range = { from: START, to: START + 30 * DAY };

describe("the worst window", () => {
  it("tells one long outage from many short ones of the same length together", () => {
    const long = worstWindows(upBut([10 * DAY, 12 * HOUR]), range, [MINUTE, HOUR, DAY, 30 * DAY]);
    const blips = Array.from({ length: 24 }, (_, day) => [day * DAY, 30 * MINUTE] as const);
    const short = worstWindows(upBut(...blips), range, [MINUTE, HOUR, DAY, 30 * DAY]);
    expect(long.map((worst) => worst.availability)).toEqual([0, 0, 0.5, 1 - 12 / 720]);
    expect(short.map((worst) => worst.availability)).toEqual([0, 0.5, 1 - 0.5 / 24, 1 - 12 / 720]);
  });

  it("says where it begins: the earliest of equals", () => {
    const [worst] = worstWindows(upBut([3 * DAY, HOUR], [9 * DAY, HOUR]), range, [2 * HOUR]);
    expect(worst).toEqual({ lengthMs: 2 * HOUR, from: START + 3 * DAY - HOUR, availability: 0.5 });
  });

  it("is flawless when nothing failed, and has no figure without data or room", () => {
    expect(worstWindows(upBut(), range, [HOUR])).toEqual([{ lengthMs: HOUR, from: START, availability: 1 }]);
    const none = { from: null, availability: null };
    expect(worstWindows([], range, [HOUR])).toEqual([{ lengthMs: HOUR, ...none }]);
    expect(worstWindows(upBut(), range, [31 * DAY])).toEqual([{ lengthMs: 31 * DAY, ...none }]);
  });

  it("does not take a failure for a window of which less than half is known", () => {
    // A minute down, then nothing is known: of an hour, at least 30 minutes must be, and 29 of those were up.
    const spans: VerdictSpan[] = [
      { from: START, to: START + DAY, verdict: "up" },
      { from: START + DAY, to: START + DAY + MINUTE, verdict: "down" },
      { from: START + DAY + MINUTE, to: null, verdict: "unknown" },
    ];
    const [worst] = worstWindows(spans, { from: START, to: START + 2 * DAY }, [HOUR]);
    expect(worst?.availability).toBeCloseTo(29 / 30, 9);
    expect(worst?.from).toBe(START + DAY + MINUTE - HOUR / 2);
  });

  it("counts degraded by its weight, and leaves out what is declared", () => {
    const spans: VerdictSpan[] = [{ from: START, to: null, verdict: "degraded" }];
    expect(worstWindows(spans, range, [HOUR])[0]?.availability).toBe(1);
    expect(worstWindows(spans, range, [HOUR], { degradedWeight: 0.25 })[0]?.availability).toBe(0.75);
    const marks = { maintenance: [{ from: START + DAY, to: START + DAY + HOUR }] };
    expect(worstWindows(upBut([DAY, HOUR]), range, [HOUR], marks)[0]?.availability).toBe(1);
  });

  it("refuses lengths that are none", () => {
    expect(() => worstWindows([], range, [0])).toThrow(RangeError);
    expect(() => worstWindows([], range, [Number.NaN])).toThrow(RangeError);
  });

  it("is no better than any window that begins on a millisecond, and is a window that exists", () => {
    const weight = fc.constantFrom(0, 0.3, 1);
    fc.assert(
      fc.property(anyEntries, anyMarks, fc.integer({ min: 1, max: END }), weight, (entries, marks, lengthMs, w) => {
        const spans = foldVerdicts(entries);
        const figure = (from: number) => {
          const seconds = stateSeconds(spans, { from, to: from + lengthMs }, marks);
          return availability(seconds, { degradedWeight: w });
        };
        const all = Array.from({ length: END - lengthMs + 1 }, (_, from) => figure(from));
        const fit = all.filter(({ coverage }) => coverage >= 0.5).flatMap(({ availability: share }) => share ?? []);
        const options = { ...marks, degradedWeight: w };
        const worst = worstWindows(spans, { from: 0, to: END }, [lengthMs], options)[0];
        if (fit.length > 0) expect(worst?.availability).toBeLessThanOrEqual(Math.min(...fit) + 1e-9);
        if (worst?.from === null || worst?.from === undefined) return;
        expect(figure(worst.from).availability).toBeCloseTo(worst.availability ?? -1, 9);
        expect(figure(worst.from).coverage).toBeGreaterThan(0.5 - 1e-3);
      }),
      { numRuns: 500 },
    );
  });

  it("of a year with 20,000 outages is found by looking at edges, not at every millisecond", () => {
    const outages = Array.from({ length: 20_000 }, (_, n) => [n * 26 * MINUTE, n === 9999 ? 60_000 : 30_000] as const);
    const year = { from: START, to: START + 365 * DAY };
    const [two, most, whole] = worstWindows(upBut(...outages), year, [2 * MINUTE, 25 * MINUTE, 26 * MINUTE]);
    expect(two).toEqual({ lengthMs: 2 * MINUTE, from: START + 9999 * 26 * MINUTE - MINUTE, availability: 0.5 });
    expect(most?.availability).toBe(1 - 1 / 25);
    expect(whole?.availability).toBe(1 - 1 / 26);
  });
});
