import { expect, it } from "vitest";
import { isBracketed } from "#domain/incident/bracket.ts";

const START = Date.parse("2026-10-20T07:11:42Z");

it("an onset is said as a bracket from more than two minutes on, and without a good answer before it never", () => {
  expect(isBracketed(START, START - 120_001)).toBe(true);
  expect(isBracketed(START, START - 120_000)).toBe(false);
  expect(isBracketed(START, null)).toBe(false);
});
