import { describe, expect, it } from "vitest";
import { segmentsOf } from "#components/charts/day-segments.ts";
import { emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";

const DAY = 86_400;
const bar = (seconds: Partial<StateSeconds>, downAs: "part" | "down" = "down") =>
  segmentsOf({ ...emptySeconds, ...seconds }, downAs).map(({ state, height }) => [state, height]);

describe("the bar of a day", () => {
  it("is low and whole when all was well, and hatched when nothing was measured", () => {
    expect(bar({ up: DAY })).toEqual([["up", 8]]);
    expect(bar({ unknown: DAY })).toEqual([["unknown", 10]]);
    expect(bar({})).toEqual([]);
  });

  it("is as high as its worst state and filled by shares: a short outage is no red day", () => {
    expect(bar({ up: DAY - 720, down: 720 })).toEqual([
      ["up", 22],
      ["down", 2],
    ]);
    expect(bar({ up: DAY / 2, down: DAY / 2 })).toEqual([
      ["up", 12],
      ["down", 12],
    ]);
    expect(bar({ down: DAY })).toEqual([["down", 24]]);
    expect(bar({ up: DAY - 720, down: 720 }, "part")).toEqual([
      ["up", 18],
      ["part", 2],
    ]);
  });

  it("never loses a state that was bad, and never leaves its height", () => {
    const segments = segmentsOf({ up: 1, degraded: 1, down: 1, maintenance: 1, unknown: 3 * DAY }, "down");
    expect(segments.map(({ state }) => state)).toEqual(["up", "unknown", "maintenance", "degraded", "down"]);
    expect(segments.every(({ height }) => height >= 2)).toBe(true);
    expect(segments.reduce((sum, { height }) => sum + height, 0)).toBe(24);
    expect(segments.at(-1)?.y).toBe(22);
  });

  it("leaves gaps that are too short to be seen to the coverage", () => {
    expect(bar({ up: DAY * 0.96, unknown: DAY * 0.04 })).toEqual([["up", 8]]);
    expect(bar({ up: DAY * 0.9, unknown: DAY * 0.1 })).toEqual([
      ["up", 8],
      ["unknown", 2],
    ]);
  });
});
