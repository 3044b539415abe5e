import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { EXPLAINED } from "#domain/failure/explained.ts";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";
import { PROVOCATIONS } from "#workers/probe/testing/provocations/all.ts";
import { type Ground, startGround } from "#workers/probe/testing/provocations/ground.ts";
import { openResources, settledTo } from "#workers/probe/testing/scene.ts";

/** Every failure type there is, provoked. A type that is added without a way to provoke it fails here, and in the types. */

let ground: Ground;
let atRest: Record<string, number>;

beforeAll(async () => {
  ground = await startGround();
  atRest = openResources();
});

afterEach(async () => {
  await ground.clear();
  await settledTo(atRest);
});

afterAll(() => ground.close());

it("every failure type is provoked, and nothing that is none", () => {
  expect(Object.keys(PROVOCATIONS).sort()).toEqual([...FAILURE_TYPES].sort());
  expect(FAILURE_TYPES.filter((type) => Object.keys(PROVOCATIONS[type]).length === 0)).toEqual([]);
});

describe.each(FAILURE_TYPES)("%s", (type) => {
  it.each(Object.entries(PROVOCATIONS[type]))("%s", async (_way, provoke) => {
    const { outcome, failureType } = await provoke(ground);
    expect(failureType).toBe(type);
    expect(EXPLAINED[type].outcomes).toContain(outcome);
  });
});

describe("what is held against a target", () => {
  it.each(FAILURE_TYPES.filter((type) => EXPLAINED[type].outcomes.length > 1))("%s, by degree", async (type) => {
    const seen = new Set<string>();
    for (const provoke of Object.values(PROVOCATIONS[type])) {
      seen.add((await provoke(ground)).outcome);
      await ground.clear();
    }
    expect([...seen].sort()).toEqual([...EXPLAINED[type].outcomes].sort());
  });
});
