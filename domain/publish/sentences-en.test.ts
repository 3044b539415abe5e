import { describe, expect, it } from "vitest";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";
import { en } from "#domain/publish/sentences-en.ts";

describe("failures", () => {
  it("says something of its own for each failure type, in the present and in the past", () => {
    for (const tense of ["now", "past"] as const) {
      const said = FAILURE_TYPES.map((type) => en.failures[type][tense]);
      expect(new Set(said).size).toBe(said.length);
      for (const clause of said) expect(clause).not.toMatch(/[{|}.]/);
    }
    for (const type of FAILURE_TYPES) expect(en.failures[type].now).not.toBe(en.failures[type].past);
  });
});

describe("durations", () => {
  it.each([
    [0, "under 1 s"],
    [6_200, "6.2 s"],
    [9_990, "10 s"],
    [12_000, "12 s"],
    [90_000, "90 s"],
    [240_000, "4 min"],
    [38 * 60_000, "38 min"],
    [59.7 * 60_000, "1 h"],
    [200 * 60_000, "3 h 20 min"],
    [1_439.8 * 60_000, "1 d"],
    [52 * 3_600_000, "2 d 4 h"],
  ])("%i ms is %s", (ms, expected) => {
    expect(en.duration(ms)).toBe(expected);
  });
});
