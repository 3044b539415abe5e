import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepScorecard } from "#scripts/drill/keep.ts";
import { exampleScorecard } from "#scripts/shots/scorecard.ts";
import { scorecardSchema } from "#server/scorecard.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-keep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a scorecard that is kept can be read again, in a folder that was not there", () => {
  const card = exampleScorecard();
  const path = keepScorecard(join(folder, "drill"), card);
  expect(path).toBe(join(folder, "drill", `${card.scenario.id}.json`));
  expect(scorecardSchema.parse(JSON.parse(readFileSync(path, "utf8")))).toEqual(card);
});

it("whoever reads the one before while the next is kept reads it whole, and no draft is left", () => {
  const card = exampleScorecard();
  const path = keepScorecard(folder, card);
  const reader = openSync(path, "r");
  keepScorecard(folder, { ...card, failures: ["the next"] });
  expect(JSON.parse(readFileSync(reader, "utf8"))).toMatchObject({ failures: card.failures });
  closeSync(reader);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ failures: ["the next"] });
  expect(readdirSync(folder)).toEqual([`${card.scenario.id}.json`]);
});

it("what is no scorecard is not kept, and the one before stays", () => {
  const card = exampleScorecard();
  const path = keepScorecard(folder, card);
  const broken = { ...card, samples: { ...card.samples, recorded: -1 } };
  expect(() => keepScorecard(folder, broken)).toThrow();
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(card)));
});
