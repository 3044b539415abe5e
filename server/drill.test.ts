import { expect, it } from "vitest";
import { clockText } from "#domain/clock.ts";
import { drillOf, timeOf } from "#server/drill.ts";
import { readWebSettings } from "#server/settings.ts";

const clock = { origin: Date.UTC(2025, 9, 20, 6, 40), since: Date.now(), rate: 30, cuts: [] };
const settings = (env: Record<string, string>) =>
  readWebSettings({ DATABASE_URL: "postgres://127.0.0.1/none", ...env });
const of = (id: string) => settings({ FAULTLINE_CLOCK: clockText(clock), FAULTLINE_DRILL: id });

it("a site of a drill goes by the drill's clock and names the day, or the scenario when there was no such day", () => {
  const shown = timeOf(of("2025-10-20-aws-us-east-1"))();
  expect(shown).toBeGreaterThanOrEqual(clock.origin);
  expect(shown).toBeLessThan(clock.origin + 3_600_000);
  expect(drillOf(of("2025-10-20-aws-us-east-1"))).toEqual({ what: "2025-10-20", speed: 30 });
  expect(drillOf(of("chain-halt"))).toEqual({ what: "chain-halt", speed: 30 });
});

it("any other site goes by the machine's clock, and is no drill", () => {
  expect(timeOf(settings({}))).toBe(Date.now);
  expect(drillOf(settings({ FAULTLINE_DRILL: "chain-halt" }))).toBeNull();
});

it("what is no clock is refused by its name", () => {
  expect(() => settings({ FAULTLINE_CLOCK: "noon" })).toThrow("FAULTLINE_CLOCK");
});
