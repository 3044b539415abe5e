import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AMPLITUDE, CODES, drawMeasured, drawTold, encodeCells, STRIP } from "#components/strata/drawing.ts";
import { decodeCells } from "#components/strata/reading.ts";
import { STATUSES, type Status } from "#domain/status/status.ts";

const cells = (text: string): (Status | null)[] =>
  [...text].map((letter) => STATUSES.find((status) => CODES[status] === letter) ?? null);
const anyCells = fc.array(fc.constantFrom(null, ...STATUSES), { maxLength: 40 });

describe("a strip of what we measured", () => {
  it("is one path for each state that occurs, and health one unbroken line", () => {
    expect(drawMeasured(cells("ooxxo")).lines).toEqual([
      { className: "s-op", d: "M0 8h2M4 8h1" },
      { className: "s-maj", d: "M2 8h2" },
    ]);
  });

  it("gives what is degraded an edge within its amplitude, for it is too light without one", () => {
    expect(drawMeasured(cells("dd")).lines).toEqual([
      { className: "s-deg", d: "M0 8h2" },
      { className: "s-edge", d: "M0 4.5h2M0 11.5h2" },
    ]);
  });

  it("hatches what is not known, and draws nothing where there is nothing to show", () => {
    const { lines, boxes } = drawMeasured(cells("uu--"));
    expect(lines).toEqual([]);
    expect(boxes).toEqual([{ className: "f-unk", x: "0%", width: "50%", y: 5, height: 6 }]);
  });
});

describe("a strip of what was told", () => {
  it("is outlined, never filled, with a hair between neighbours", () => {
    const { lines, boxes } = drawTold(cells("oodd"));
    expect(lines).toEqual([]);
    expect(boxes).toEqual([
      { className: "o-op", x: "0%", width: "49.88%", y: 5.75, height: 4.5 },
      { className: "o-deg", x: "50%", width: "50%", y: 4.75, height: 6.5 },
    ]);
  });
});

it("the worse it is, the more it swells, and nothing leaves the strip", () => {
  const swelling = (["operational", "degraded_performance", "partial_outage", "major_outage"] as const).map(
    (status) => AMPLITUDE[status],
  );
  expect(swelling).toEqual(swelling.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(anyCells, fc.boolean(), (some, isTold) => {
      const { boxes } = isTold ? drawTold(some) : drawMeasured(some);
      for (const { y, height } of boxes) expect(y >= 0 && height > 0 && y + height <= STRIP).toBe(true);
    }),
  );
});

it("cells can be read again from what stands in the page", () => {
  fc.assert(
    fc.property(anyCells, (some) => {
      expect(decodeCells(encodeCells(some))).toBe(some.map((cell) => (cell === null ? "-" : CODES[cell])).join(""));
    }),
  );
});
