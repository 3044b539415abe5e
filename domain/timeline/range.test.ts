import { expect, it } from "vitest";
import { RANGE_NAMES, RANGES, ticksIn, windowOf } from "#domain/timeline/range.ts";

const NOW = Date.parse("2026-03-11T14:32:05Z");
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

it("a range is whole units, and the last of them is the one of now", () => {
  for (const range of RANGE_NAMES) {
    const { from, to } = windowOf(range, NOW);
    const { cells, unitMs } = RANGES[range];
    expect((to - from) / unitMs, range).toBe(cells);
    expect(to > NOW && to - unitMs <= NOW, range).toBe(true);
  }
  expect(iso(windowOf("2h", NOW).from)).toBe("2026-03-11T12:33");
  // On the hour as just after it.
  expect(iso(windowOf("7d", Date.parse("2026-03-11T14:00:00Z")).to)).toBe("2026-03-11T15:00");
});

it("ticks are round instants of UTC; those of two weeks are Mondays", () => {
  expect(ticksIn(windowOf("2h", NOW), RANGES["2h"].tickMs).map(iso)).toEqual([
    "2026-03-11T12:45",
    "2026-03-11T13:00",
    "2026-03-11T13:15",
    "2026-03-11T13:30",
    "2026-03-11T13:45",
    "2026-03-11T14:00",
    "2026-03-11T14:15",
    "2026-03-11T14:30",
  ]);
  const fortnights = ticksIn(windowOf("90d", NOW), RANGES["90d"].tickMs);
  expect(fortnights.length).toBeGreaterThan(5);
  expect(new Set(fortnights.map((at) => new Date(at).getUTCDay()))).toEqual(new Set([1]));
});
