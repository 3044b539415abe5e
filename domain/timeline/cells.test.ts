import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rank } from "#domain/status/algebra.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";
import { cellsOf, runsOf, worstCells } from "#domain/timeline/cells.ts";
import { combineSpans } from "#domain/timeline/service-spans.ts";
import { anyParts } from "#domain/timeline/testing/arbitrary.ts";
import { GOES_ON, KNOWN, type Span } from "#domain/timeline/timeline.ts";
import { END, instantsOf } from "#domain/uptime/testing/arbitrary.ts";

const span = (status: Status, from: number, to: number): Span => ({
  status,
  from,
  to,
  begins: KNOWN,
  ends: GOES_ON,
  knownAt: from,
  why: { kind: "gap" },
});

const anyCells = fc.array(fc.constantFrom(null, ...STATUSES), { minLength: 12, maxLength: 12 });

describe("cells", () => {
  it("show the worst of their unit, be it ever so short", () => {
    const spans = [span("operational", 0, 19), span("major_outage", 19, 21), span("operational", 21, 40)];
    expect(cellsOf(spans, { from: 0, to: 40 }, 10)).toEqual([
      "operational",
      "major_outage",
      "major_outage",
      "operational",
    ]);
  });

  it("are unknown only where nothing of the unit was known, and empty where nothing is told", () => {
    const spans = [span("unknown", 0, 15), span("operational", 15, 25)];
    expect(cellsOf(spans, { from: 0, to: 40 }, 10)).toEqual(["unknown", "operational", "operational", null]);
  });

  it("never paint a gap, let the worst win, and do not depend on the order of the spans", () => {
    fc.assert(
      fc.property(anyParts, fc.integer({ min: 1, max: 9 }), (parts, unit) => {
        const spans = combineSpans(parts, { from: 0, to: END });
        const cells = cellsOf(spans, { from: 0, to: END }, unit);
        expect(cellsOf(spans.toReversed(), { from: 0, to: END }, unit)).toEqual(cells);
        cells.forEach((cell, index) => {
          const instants = instantsOf({ from: index * unit, to: Math.min(END, (index + 1) * unit) });
          const seen = instants.map((at) => spans.find(({ from, to }) => from <= at && at < to)?.status ?? "unknown");
          const known = seen.filter((status) => status !== "unknown");
          const worst = known.reduce<Status | null>((a, b) => (a === null || rank(b) > rank(a) ? b : a), null);
          expect(cell).toBe(worst ?? "unknown");
        });
      }),
    );
  });

  it("of several rows are the worst of them, and never well where one of them is not known", () => {
    expect(worstCells([["operational"], ["unknown"]])).toEqual(["unknown"]);
    expect(worstCells([["unknown"], ["degraded_performance"]])).toEqual(["degraded_performance"]);
    expect(worstCells([[null], ["operational", null]])).toEqual(["operational", null]);
    expect(worstCells([])).toEqual([]);
  });

  it("make runs that give the cells back", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const runs = runsOf(cells);
        const drawn = cells.map((_, cell) => runs.find(({ from, to }) => from <= cell && cell < to)?.status ?? null);
        expect(drawn).toEqual(cells);
        runs.forEach((run, index) => {
          const next = runs[index + 1];
          expect(next === undefined || next.from > run.to || next.status !== run.status).toBe(true);
        });
      }),
    );
  });
});
