import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeCheck, stepRound } from "#domain/status/check-verdict.ts";
import { CURRENT_RULES } from "#domain/status/rules.ts";
import { answeredBefore, CHECK } from "#domain/status/testing/rounds.ts";
import { alarmTable, INPUTS, productRound, withAlarm } from "./alarm.ts";
import { Watch } from "./watch.ts";

/** Which arrivals find it down, by the product: each result stepped and judged as it comes. */
function byTheProduct(arrivals: readonly (readonly number[])[], rules = CURRENT_RULES) {
  let views = (arrivals[0] ?? []).map((_, n) => answeredBefore(`v${n}`));
  return arrivals.flatMap((inputs, index) =>
    inputs.map((input, n) => {
      const round = productRound(index, INPUTS[input] ?? 0);
      const name = `v${n}`;
      views = stepRound(views, new Map([[name, round]]), CHECK, rules);
      const { verdict, usable } = judgeCheck(CHECK, views, round.at, rules);
      return usable === 0 ? null : verdict === "down";
    }),
  );
}

const ALARM_15 = withAlarm(CURRENT_RULES, 15);

function byTheWatch(arrivals: readonly (readonly number[])[], rules = CURRENT_RULES) {
  const watch = new Watch(alarmTable(rules), arrivals[0]?.length ?? 0);
  return arrivals.flatMap((inputs) =>
    inputs.map((input, n) => {
      watch.arrive(n, INPUTS[input] ?? 0);
      return watch.down;
    }),
  );
}

/** Failures are as likely as answers, and gates come and go: most traces hold several outages. */
const traces = fc.integer({ min: 1, max: 5 }).chain((vantages) => {
  const input = fc.constantFrom(0, 0, 0, 1, 1, 1, 1, 2);
  return fc.array(fc.array(input, { minLength: vantages, maxLength: vantages }), { minLength: 1, maxLength: 60 });
});

describe("the Monte Carlo's watch", () => {
  it("finds a target down exactly when stepRound and judgeCheck do, whatever fails and is gated", () => {
    fc.assert(
      fc.property(traces, (arrivals) => {
        expect(byTheWatch(arrivals)).toEqual(byTheProduct(arrivals));
      }),
    );
  });
  it("does so under rules with another alarm", () => {
    fc.assert(
      fc.property(traces, (arrivals) => {
        expect(byTheWatch(arrivals, ALARM_15)).toEqual(byTheProduct(arrivals, ALARM_15));
      }),
      { numRuns: 30 },
    );
  });
  it("knows nothing of its past after a reset", () => {
    const watch = new Watch(alarmTable(CURRENT_RULES), 1);
    for (let n = 0; n < 4; n += 1) watch.arrive(0, 1);
    expect(watch.down).toBe(true);
    watch.reset();
    expect(watch.down).toBe(false);
  });
});
