import { describe, expect, it } from "vitest";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { alarmTable } from "./alarm.ts";
import { delaysOf, delayToAlarms, delayToDown } from "./delays.ts";
import { seeded } from "./random.ts";
import { Watch } from "./watch.ts";

const table = alarmTable(CURRENT_RULES);
const onset = { share: 1, intervalS: 30, phases: "own" } as const;

describe("the delay from onset to verdict", () => {
  it("when everything fails is never less than 90 s for one vantage nor more than 120 s", () => {
    const watch = new Watch(table, 1);
    const random = seeded("one");
    for (let run = 0; run < 2_000; run += 1) {
      const delay = delayToDown(watch, { ...onset, vantages: 1 }, random);
      expect(delay).toBeGreaterThanOrEqual(90);
      expect(delay).toBeLessThan(120);
    }
  });
  it("when everything fails is between 60 s and 90 s for two of three, however it is counted", () => {
    const watch = new Watch(table, 3);
    const random = seeded("three");
    const draws = [
      () => delayToDown(watch, { ...onset, vantages: 3 }, random),
      () => delayToDown(watch, { ...onset, vantages: 3, phases: "shared" }, random),
      () => delayToAlarms(table, { ...onset, vantages: 3 }, random),
    ];
    for (const draw of draws) {
      for (let run = 0; run < 1_000; run += 1) {
        const delay = draw();
        expect(delay).toBeGreaterThanOrEqual(60);
        expect(delay).toBeLessThan(90);
      }
    }
  });
  it("is the half round that the phase costs plus whole rounds", () => {
    const random = seeded("mean");
    const watch = new Watch(table, 3);
    const { meanS } = delaysOf(() => delayToDown(watch, { ...onset, vantages: 3 }, random), 20_000);
    expect(meanS).toBeCloseTo(75, 0);
  });
});
