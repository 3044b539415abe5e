import { expect, it } from "vitest";
import { ownCatalog } from "#catalog/load.ts";
import { castOf, intervalsOf } from "#drill/cast.ts";
import { scenario } from "#drill/scenarios/exchange-alone.ts";

const checksAt = (speed: number) =>
  castOf(ownCatalog, scenario, speed).services.flatMap(({ components }) => components.flatMap(({ checks }) => checks));

it("only checks that decide take part, of the scenario's components alone", () => {
  const { services } = castOf(ownCatalog, { ...scenario, unaffected: [] }, 1);
  expect(services.map(({ slug, components }) => [slug, components.map(({ slug }) => slug)])).toEqual([
    ["gemini", ["api"]],
  ]);
  expect(checksAt(1).every(({ tier, intervalS }) => tier !== "aux" && intervalS <= 300)).toBe(true);
});

it("no check is asked more often than once in a real second, and none more often than usual", () => {
  const usual = checksAt(1).map(({ intervalS }) => intervalS);
  expect(Math.min(...usual)).toBe(30);
  expect(checksAt(60).map(({ intervalS }) => intervalS)).toEqual(usual.map((interval) => Math.max(60, interval)));
});

it("an answer that was under way for some real seconds is no staler for the clock's speed", () => {
  const limits = (speed: number) => checksAt(speed).flatMap(({ freshness }) => freshness?.critS ?? []);
  expect(limits(1).length).toBeGreaterThan(5);
  expect(limits(61)).toEqual(limits(1).map((limit) => limit + 180));
});

it("a component is as slow as the slowest of its checks", () => {
  expect(intervalsOf(castOf(ownCatalog, scenario, 60)).get("gemini/api")).toBe(120_000);
});

it("a component that nothing probes is refused by name", () => {
  const typo = { ...scenario, unaffected: ["krakken/api"] };
  expect(() => castOf(ownCatalog, typo, 60)).toThrow("exchange-alone names what nothing probes: krakken/api");
});
