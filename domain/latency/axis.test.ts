import { expect, it } from "vitest";
import { latencyAxis } from "#domain/latency/axis.ts";

it.each([
  [[210], 240],
  [[40, 63, 71], 80],
  [[1_900], 2_000],
  [[], 4],
  [[0.2], 4],
])("an axis for %j goes to %d in four steps, from 0", (values, top) => {
  const axis = latencyAxis(values);
  expect(axis.top).toBe(top);
  expect(axis.ticks).toEqual([0, top / 4, top / 2, (3 * top) / 4, top]);
  expect(axis.above).toBe(0);
});

it("one slow answer in two hundred is cut off and counted, two are not", () => {
  const calm = Array.from({ length: 199 }, () => 50);
  expect(latencyAxis([...calm, 9_000])).toMatchObject({ top: 60, above: 1 });
  expect(latencyAxis([...calm.slice(1), 9_000, 9_000])).toMatchObject({ top: 10_000, above: 0 });
});

it("never cuts off where there are few values", () => {
  expect(latencyAxis([50, 50, 9_000]).above).toBe(0);
});

it("holds nine in ten of what is marked beside the values, and counts the rest", () => {
  const marks = [70, 70, 70, 70, 70, 70, 70, 70, 110, 9_000];
  expect(latencyAxis([40, 63, 71], marks)).toMatchObject({ top: 120, above: 1 });
});
