import { describe, expect, it } from "vitest";
import { type Plot, placeAfter, readRow, tellCount, tellRow } from "#components/strata/reading.ts";

const plot: Plot = {
  from: Date.parse("2026-11-22T12:33:00Z"),
  unitMs: 60_000,
  total: 120,
  cells: 120,
  of: 63,
  states: { o: "Operational", x: "Down", d: "Degraded" },
  say: {
    count: "{t}, {n} of {of} failing",
    row: "{t}, {name}: {what}",
    nothing: "nothing yet",
    comma: ", ",
    locale: null,
  },
};
const coinbase = readRow("Coinbase", "106o14x", "106~timeout, 3 of 3", true);
const kraken = readRow("Kraken", "110o8d2-", "", true);

describe("the reading under the crosshair", () => {
  it("is exactly what the row holds in that cell, with why", () => {
    expect(tellRow(plot, coinbase, 108)).toBe("14:21 UTC, Coinbase: Down, timeout, 3 of 3");
    expect(tellRow(plot, coinbase, 105)).toBe("14:18 UTC, Coinbase: Operational");
    expect(tellRow(plot, kraken, 119)).toBe("14:32 UTC, Kraken: nothing yet");
  });

  it("counts who fails where no row is meant, of all that are counted", () => {
    expect(tellCount(plot, [coinbase, kraken, { ...coinbase, isCounted: false }], 111)).toBe(
      "14:24 UTC, 2 of 63 failing",
    );
  });

  it("has the day where cells are hours, and only the day where they are days", () => {
    const hours = { ...plot, unitMs: 3_600_000, say: { ...plot.say, locale: "en-GB" } };
    expect(tellRow(hours, coinbase, 0)).toBe("22 Nov 12:33 UTC, Coinbase: Operational");
    const days = { ...hours, unitMs: 86_400_000, say: { ...hours.say, locale: "ja" } };
    expect(tellRow(days, coinbase, 1)).toBe("11月23日, Coinbase: Operational");
  });
});

it("keys move by a unit, by fifteen, to the ends, and from row to row, and never out of the plot", () => {
  const size = { cells: 120, rows: 3 };
  const from = { cell: 100, row: null };
  const cell = (key: string, place = from) => placeAfter(key, place, size)?.cell;
  expect([cell("ArrowLeft"), cell("ArrowRight"), cell("PageDown"), cell("PageUp")]).toEqual([99, 101, 85, 115]);
  expect([cell("Home"), cell("End"), cell("ArrowRight", { cell: 119, row: null })]).toEqual([0, 119, 119]);
  expect(cell("ArrowLeft", { cell: null as never, row: null })).toBe(118);
  expect(placeAfter("ArrowDown", from, size)).toEqual({ cell: 100, row: 0 });
  expect(placeAfter("ArrowDown", { cell: 100, row: 2 }, size)).toEqual({ cell: 100, row: 2 });
  expect(placeAfter("ArrowUp", { cell: 100, row: 0 }, size)).toEqual(from);
  expect(placeAfter("Escape", { cell: 100, row: 1 }, size)).toEqual({ cell: null, row: null });
  expect(placeAfter("a", from, size)).toBeNull();
});
