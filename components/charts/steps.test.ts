import { expect, it } from "vitest";
import { placeAt, stepTo } from "#components/charts/steps.ts";

it.each([
  ["ArrowLeft", 5, 4],
  ["ArrowRight", 5, 6],
  ["PageUp", 20, 6],
  ["PageDown", 5, 19],
  ["ArrowRight", 29, 29],
  ["PageUp", 5, 0],
  ["Home", 5, 0],
  ["End", 5, 29],
  ["Tab", 5, null],
])("%s leads from %d to %s, and never off the axis", (key, from, to) => {
  expect(stepTo(key, from, 30, 14)).toBe(to);
});

it("a pointer beside the axis is at its end", () => {
  const box = { left: 100, width: 300 };
  expect([100, 109, 110, 399, 400, 50].map((x) => placeAt(x, box, 30))).toEqual([0, 0, 1, 29, 29, 0]);
});
