import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { componentsOf } from "#domain/drill/scenario.ts";
import { castOf } from "#drill/cast.ts";
import { carryOut, stepsOf } from "#drill/play.ts";
import { scenarios } from "#drill/scenarios/scenarios.ts";
import { openTestWorld, type TestWorld, testClock } from "#drill/testing/world.ts";

const MINUTE = 60_000;
/** Two outages of a component that are nearer are one incident (methods 1.2). */
const APART_MS = 15 * MINUTE;

it("every scenario's file is listed, under its name, and every title is in both languages", () => {
  const names = readdirSync(new URL(".", import.meta.url)).filter((name) => /^(?:\d{4}|[a-z]+-[a-z]+\.)/.test(name));
  const files = names.filter((name) => !/^on-day|\.test\.ts$/.test(name)).map((name) => name.replace(/\.ts$/, ""));
  expect(scenarios.map(({ id }) => id).sort()).toEqual(files.sort());
  for (const { id, title } of scenarios) expect(title, id).toMatchObject({ en: /./, ja: /./ });
});

describe.each(scenarios)("$id", (scenario) => {
  const clock = testClock(scenario.from);
  let test: TestWorld;
  beforeAll(async () => {
    test = await openTestWorld({ catalog: castOf(ownCatalog, scenario, 60), now: clock.now, vantages: ["vantage-1"] });
  });
  afterAll(() => test?.stop());

  it("has fifteen services or more that stay well, and none of them fails", () => {
    expect(new Set(scenario.unaffected.map((key) => key.split("/")[0])).size).toBeGreaterThanOrEqual(15);
    const failing = scenario.outages.flatMap(({ components }) => components);
    expect(scenario.unaffected.filter((key) => failing.includes(key))).toEqual([]);
    expect(componentsOf(scenario).length).toBe(new Set([...failing, ...scenario.unaffected]).size);
  });

  it("its windows lie within it and can be told apart, and long enough before its end for a verdict", () => {
    for (const { components, from, to } of scenario.outages) {
      expect(from).toBeGreaterThan(scenario.from);
      expect(to).toBeGreaterThan(from + APART_MS);
      expect(to).toBeLessThanOrEqual(scenario.to);
      const others = scenario.outages.filter((other) => other.from > from);
      for (const other of others.filter((one) => one.components.some((key) => components.includes(key))))
        expect(other.from).toBeGreaterThan(to + APART_MS);
    }
  });

  it("is cut only where everything is well", () => {
    for (const cut of scenario.cuts)
      for (const { from, to } of [...scenario.outages, ...scenario.disturbances])
        expect(from >= cut.to || to <= cut.from - APART_MS).toBe(true);
  });

  it("the world carries out its orders, and they hit nothing but what they say", async () => {
    for (const step of stepsOf(scenario)) {
      clock.advance(step.at - clock.now());
      expect(await carryOut(step, test.world), `${step.target} ${step.fault}`).toBeNull();
    }
    expect(test.world.status().orders).toEqual([]);
  });
});
