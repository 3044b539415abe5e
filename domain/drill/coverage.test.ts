import { expect, it } from "vitest";
import { coverageOf, type RecordedTick } from "#domain/drill/coverage.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 9, 20, 7);
const at = (minute: number) => T + minute * MINUTE;
const day = { from: at(0), to: at(60), cuts: [], disturbances: [] };
const due = { intervalsMs: [MINUTE], vantages: 1, speed: 1 };

/** One result a minute, from one minute up to another. */
function each(from: number, to: number, count = 1, neutral = 0): RecordedTick[] {
  return Array.from({ length: to - from }, (_, index) => ({
    ...{ intervalMs: MINUTE, tick: at(from + index), count, neutral },
  }));
}

it("what was recorded at every tick of every check and vantage is all that was due", () => {
  expect(coverageOf(day, due, each(0, 60))).toBe(1);
  const two = { ...due, intervalsMs: [MINUTE, 5 * MINUTE], vantages: 2 };
  const slow = Array.from({ length: 12 }, (_, index) => ({
    ...{ intervalMs: 5 * MINUTE, tick: at(5 * index), count: 2, neutral: 0 },
  }));
  expect(coverageOf(day, two, [...each(0, 60, 2), ...slow])).toBe(1);
  expect(coverageOf(day, two, each(0, 60, 2))).toBeCloseTo(120 / 144);
});

it("a worker that hangs half of the time, and a vantage that never spoke, is half of what was due", () => {
  expect(coverageOf(day, due, each(0, 30))).toBe(0.5);
  expect(coverageOf(day, { ...due, vantages: 2 }, each(0, 60))).toBe(0.5);
  expect(coverageOf(day, due, [])).toBe(0);
});

it("samples that say nothing of their target are no looks, however many there are", () => {
  expect(coverageOf(day, due, [...each(0, 2), ...each(2, 60, 1, 1)])).toBeCloseTo(2 / 60);
  expect(coverageOf(day, { ...due, vantages: 2 }, each(0, 60, 2, 1))).toBe(0.5);
});

it("what was recorded before it began, or beside the ticks, makes up for nothing", () => {
  const beside = [...each(-40, 0), { intervalMs: MINUTE, tick: at(10) + 7_000, count: 30, neutral: 0 }];
  expect(coverageOf(day, due, beside)).toBe(0);
});

it("what is cut out is not due, nor the round that is under way when the clock jumps", () => {
  const cut = { ...day, cuts: [{ from: at(20) + 30_000, to: at(40) + 30_000 }] };
  expect(coverageOf(cut, due, [...each(0, 20), ...each(41, 60)])).toBe(1);
  expect(coverageOf(cut, due, each(41, 60))).toBeCloseTo(19 / 39);
});

it("a disturbance of ours is nothing to be held against us, until its runs have timed out in real time", () => {
  const disturbed = { ...day, disturbances: [{ target: "vantage:vantage-1", from: at(10), to: at(20) }] };
  expect(coverageOf(disturbed, { ...due, speed: 60 }, [...each(0, 10), ...each(26, 60)])).toBe(1);
  const cutOff = [...each(0, 10), ...each(10, 26, 1, 1), ...each(26, 60)];
  expect(coverageOf(disturbed, { ...due, speed: 60 }, cutOff)).toBe(1);
  expect(coverageOf(disturbed, { ...due, speed: 10 }, [...each(0, 10), ...each(26, 60)])).toBeLessThan(1);
});
