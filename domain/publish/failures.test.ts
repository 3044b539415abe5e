import { describe, expect, it } from "vitest";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";
import { en } from "#domain/publish/sentences-en.ts";
import { ja } from "#domain/publish/sentences-ja.ts";

describe.each([
  ["English", en.failures],
  ["Japanese", ja.failures],
])("failures in %s", (_, failures) => {
  it("each type says something of its own, in the present and in the past", () => {
    for (const tense of ["now", "past"] as const) {
      const said = FAILURE_TYPES.map((type) => failures[type][tense]);
      expect(new Set(said).size).toBe(said.length);
      for (const clause of said) expect(clause).not.toMatch(/[{|}.。]|^\s|\s$/);
    }
    for (const type of FAILURE_TYPES) expect(failures[type].now).not.toBe(failures[type].past);
  });
});
