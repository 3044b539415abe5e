import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DetectorState, stepDetector } from "#domain/status/detector.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { answeredBefore, INTERVAL_MS, OK, roundAt } from "#domain/status/testing/rounds.ts";
import {
  alarmTable,
  GATED,
  INPUTS,
  MOST_VANTAGES,
  majorityOf,
  place,
  productRound,
  project,
  withAlarm,
} from "./alarm.ts";

const INDEX = 100;
const last = roundAt(INDEX - 1, OK).tick;
const instant = fc.integer({ min: last - 40 * INTERVAL_MS, max: last });
const recent = fc.integer({ min: last - (CURRENT_RULES.window - 2) * INTERVAL_MS, max: last });
const maybe = fc.option(instant);

/** Everything a detector keeps for the sentence, at random; its last round is no longer ago than the window. */
const bookkeeping = fc.record({
  tick: fc.integer({ min: INDEX - CURRENT_RULES.window, max: INDEX - 1 }).map((n) => roundAt(n, OK).tick),
  at: instant,
  // After a longer time that said nothing the product begins anew.
  toldAt: recent,
  neutralRun: fc.nat(15),
  lastNeutral: fc.constantFrom(null, "neutral.rate_limited" as const),
  good: fc.boolean(),
  onset: maybe,
  lastGood: maybe,
  lastOk: maybe,
  okSince: maybe,
  cleanSince: maybe,
  lastClean: maybe,
  fails: fc.array(instant, { maxLength: 25 }),
  types: fc.dictionary(fc.constantFrom("tcp.refused", "http.error"), fc.nat(9)),
  latencies: fc.array(fc.tuple(instant, fc.nat(9_000)), { maxLength: 25 }),
  chainStands: fc.boolean(),
  gated: fc.boolean(),
});

describe("the table of the product's step function", () => {
  const table = alarmTable(CURRENT_RULES);

  it("moves s, bad and c as the product does, whatever else the product remembers", () => {
    const place3 = fc.tuple(
      fc.nat(table.states.length - 1),
      fc.constantFrom(...INPUTS),
      fc.integer({ min: 1, max: MOST_VANTAGES }),
    );
    fc.assert(
      fc.property(place3, bookkeeping, ([state, input, usable], memory) => {
        const before: DetectorState = { ...answeredBefore("v").state, ...memory, ...(table.states[state] as object) };
        const after = stepDetector(before, productRound(INDEX, input), CURRENT_RULES, usable, INTERVAL_MS);
        expect(table.states[table.next[place(state, input, usable)] ?? -1]).toEqual(project(after));
      }),
      { numRuns: 2_000 },
    );
  });
  it("begins without any trouble, leaves no state without a way on and lets a gate move nothing", () => {
    expect(table.states[0]).toEqual({ s: 0, bad: false, c: 0 });
    for (const state of table.states.keys()) {
      expect(table.next[place(state, GATED, 1)]).toBe(state);
      for (const input of INPUTS) expect(table.next[place(state, input, 1)]).toBeLessThan(table.states.length);
    }
  });
  it("lets one vantage alone be surer than several, unless the rules say otherwise", () => {
    const failures = (n: number, usable: number, of = table) => {
      let state = 0;
      for (let round = 0; round < n; round += 1) state = of.next[place(state, 1, usable)] ?? 0;
      return of.states[state]?.bad;
    };
    expect([failures(3, 1), failures(4, 1), failures(2, 2), failures(3, 2)]).toEqual([false, true, false, true]);
    expect(failures(3, 1, alarmTable(withAlarm(CURRENT_RULES, 15)))).toBe(true);
  });
  it("asks the product for the majority", () => {
    expect([1, 2, 3, 4, 5].map((n) => majorityOf(n, CURRENT_RULES))).toEqual([1, 2, 2, 3, 3]);
  });
});
