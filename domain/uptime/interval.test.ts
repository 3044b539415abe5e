import { describe, expect, it } from "vitest";
import { cutsWithin, mergeIntervals, sweep } from "#domain/uptime/interval.ts";

const window = { from: 10, to: 50 };

describe("intervals of time", () => {
  it("merge where they overlap or touch, are cut to the window, and vanish when they are empty or the wrong way round", () => {
    const intervals = [
      { from: 30, to: 35 },
      { from: 0, to: 12 },
      { from: 12, to: 15 },
      { from: 31, to: 32 },
      { from: 20, to: 20 },
      { from: 28, to: 22 },
      { from: 45, to: null },
      { from: 60, to: 70 },
    ];
    expect(mergeIntervals(intervals, window)).toEqual([
      { from: 10, to: 15 },
      { from: 30, to: 35 },
      { from: 45, to: 50 },
    ]);
  });

  it("hold their first instant and not their last", () => {
    const first = { from: 10, to: 20 };
    const second = { from: 20, to: 30 };
    const last = { from: 40, to: null };
    const at = sweep([first, second, last]);
    expect([9, 10, 19, 20, 30, 39, 40, 1e15].map(at)).toEqual([
      undefined,
      first,
      first,
      second,
      undefined,
      undefined,
      last,
      last,
    ]);
  });

  it("cut a window at their edges, each once, and never outside it", () => {
    const intervals = [
      { from: 5, to: 30 },
      { from: 30, to: 50 },
      { from: 20, to: null },
    ];
    expect(cutsWithin(intervals, window)).toEqual([10, 20, 30, 50]);
  });
});
