import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict, VerdictEntry } from "#domain/status/verdict.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { anyEntries, END, holds, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const entry = (knownAt: number, effectiveAt: number, verdict: Verdict): VerdictEntry => ({
  knownAt,
  effectiveAt,
  verdict,
});

describe("the verdict log of a component", () => {
  it("says nothing before anything is known", () => {
    expect(foldVerdicts([])).toEqual([]);
    expect(foldVerdicts([entry(10, 5, "up")])).toEqual([{ from: 5, to: null, verdict: "up" }]);
  });

  it("lets an outage begin where it began, not where it was noticed", () => {
    expect(foldVerdicts([entry(0, 0, "up"), entry(190, 100, "down"), entry(400, 370, "up")])).toEqual([
      { from: 0, to: 100, verdict: "up" },
      { from: 100, to: 370, verdict: "down" },
      { from: 370, to: null, verdict: "up" },
    ]);
  });

  it("can be read as it was known at an instant, that instant included", () => {
    const log = [entry(0, 0, "up"), entry(190, 100, "down")];
    expect(foldVerdicts(log, 189)).toEqual([{ from: 0, to: null, verdict: "up" }]);
    expect(foldVerdicts(log, 190)).toHaveLength(2);
    expect(foldVerdicts(log, -1)).toEqual([]);
  });

  it("takes back all that a later judgement replaces", () => {
    const log = [entry(0, 0, "up"), entry(10, 10, "down"), entry(20, 20, "degraded"), entry(30, 5, "up")];
    expect(foldVerdicts(log)).toEqual([{ from: 0, to: null, verdict: "up" }]);
  });

  it("takes the last of two that became known at the same instant", () => {
    expect(foldVerdicts([entry(0, 0, "down"), entry(0, 0, "up")])).toEqual([{ from: 0, to: null, verdict: "up" }]);
  });

  it("goes by what was known first, in whatever order the entries come", () => {
    const log = [entry(30, 5, "up"), entry(0, 0, "up"), entry(10, 10, "down")];
    expect(foldVerdicts(log)).toEqual([{ from: 0, to: null, verdict: "up" }]);
    expect(log[0]?.knownAt).toBe(30);
  });

  it("says of every instant what the last entry known about it says", () => {
    fc.assert(
      fc.property(anyEntries, fc.integer({ min: 0, max: END }), (entries, knownBy) => {
        const painted = new Map<number, Verdict>();
        for (const { effectiveAt, verdict } of entries
          .filter(({ knownAt }) => knownAt <= knownBy)
          .toSorted((a, b) => a.knownAt - b.knownAt)) {
          for (const at of instantsOf({ from: effectiveAt, to: END + 1 })) painted.set(at, verdict);
        }
        const spans = foldVerdicts(entries, knownBy);
        for (const at of instantsOf({ from: 0, to: END + 1 })) {
          expect(spans.filter((span) => holds([span], at)).map(({ verdict }) => verdict)).toEqual(
            painted.has(at) ? [painted.get(at)] : [],
          );
        }
      }),
    );
  });

  it("gives contiguous spans: none empty, no neighbours alike, the last and only the last open", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const spans = foldVerdicts(entries);
        expect(spans.length > 0).toBe(entries.length > 0);
        spans.forEach(({ from, to, verdict }, index) => {
          const next = spans[index + 1];
          expect(to).toBe(next?.from ?? null);
          if (to !== null) expect(to).toBeGreaterThan(from);
          expect(next?.verdict).not.toBe(verdict);
        });
      }),
    );
  });
});
