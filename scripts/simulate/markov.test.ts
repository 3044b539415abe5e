import { describe, expect, it } from "vitest";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { alarmTable, withAlarm } from "./alarm.ts";
import { bursts, independent } from "./channel.ts";
import { BURSTS, GATE } from "./expected.ts";
import { entryRateOneByOne, entryRateTogether, inARow, stationary, twoRounds, vantageChain } from "./markov.ts";
import { countOutages } from "./outages.ts";
import { seeded } from "./random.ts";

/** As a CUSUM that forgets everything at one answer, "3 in a row" runs through the product's own step function too. */
const THREE_IN_A_ROW = { ...withAlarm(CURRENT_RULES, 15), down: 20, clear: 1 };

describe("the exact chain", () => {
  it("gives the closed form of 3 failures in a row, driven through the product's step function", () => {
    const table = alarmTable(THREE_IN_A_ROW);
    for (const p of [0.001, 0.05, 0.4]) {
      const [chain, closed] = [twoRounds(vantageChain(table, independent(p), 1)), inARow(p, 3)];
      for (const key of ["goodGood", "goodBad", "badGood", "badBad"] as const)
        expect(chain[key] / closed[key]).toBeCloseTo(1, 10);
    }
  });
  it("finds where a chain rests, to full precision for the rarest of states", () => {
    const rare = 1e-18;
    const rest = stationary([
      [1 - rare, rare],
      [0.5, 0.5],
    ]);
    expect((rest[1] ?? 0) / (2 * rare)).toBeCloseTo(1, 12);
  });
  it("with one vantage has nothing that could be shared out: both ways of counting entries agree", () => {
    const joint = inARow(0.05, 3);
    expect(entryRateOneByOne(joint, 1, 1)).toBeCloseTo(joint.goodBad, 15);
    expect(entryRateTogether(joint, 1, 1)).toBeCloseTo(joint.goodBad, 15);
  });
  it("counts fewer entries when vantages report together, as one that clears hides one that alarms", () => {
    const joint = twoRounds(vantageChain(alarmTable(CURRENT_RULES), independent(0.05), 3));
    expect(entryRateTogether(joint, 3, 2)).toBeLessThan(entryRateOneByOne(joint, 3, 2));
  });
  it("agrees with the simulation where events are frequent, gated or not", () => {
    const table = alarmTable(CURRENT_RULES);
    const harsh = bursts({ mean: 0.2, quiet: 0.05, inside: 0.6, rounds: 5 });
    for (const channel of [harsh, { ...harsh, gate: GATE }]) {
      const exact = entryRateOneByOne(twoRounds(vantageChain(table, channel, 1)), 1, 1) * 400_000;
      const { entries } = countOutages(table, channel, 1, 400_000, seeded("harsh"));
      expect(Math.abs(entries - exact)).toBeLessThan(4 * Math.sqrt(exact));
    }
  });
});

describe("the way from a vantage to its targets", () => {
  it("in bursts loses the mean share of rounds in all, and rests in a burst as long as it should", () => {
    const { move, loss } = bursts(BURSTS);
    const rest = stationary(move);
    expect(rest.reduce((sum, share, state) => sum + share * (loss[state] ?? 0), 0)).toBeCloseTo(BURSTS.mean, 12);
    expect(1 / (move[1]?.[0] ?? 0)).toBeCloseTo(BURSTS.rounds, 12);
  });
});
