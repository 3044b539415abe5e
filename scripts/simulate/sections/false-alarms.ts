import type { Rules } from "#domain/status/rules.ts";
import { alarmTable, majorityOf, withAlarm } from "../alarm.ts";
import { independent } from "../channel.ts";
import { FALSE_ALARMS, type FalseAlarmRow, LOSSES } from "../expected.ts";
import { entryRateOneByOne, entryRateTogether, inARow, type TwoRounds, twoRounds, vantageChain } from "../markov.ts";
import { type Cell, figure, halfUnit, ROUNDS_PER_YEAR, type Section, verdictOf } from "../report.ts";

/** One vantage under each loss, in the long run. */
function vantagesOf({ h, inARow: r, vantages }: FalseAlarmRow, rules: Rules): TwoRounds[] {
  const losses = LOSSES.map((loss) => Number.parseFloat(loss) / 100);
  if (h === undefined) return losses.map((p) => inARow(p, r ?? 1));
  const table = alarmTable(withAlarm(rules, h));
  return losses.map((p) => twoRounds(vantageChain(table, independent(p), vantages)));
}

const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;

/** False DOWN per target-year under independent loss: exact, so that nothing but rounding may differ. */
export function falseAlarms(rules: Rules): Section {
  const cells: Cell[] = [];
  const shares: number[] = [];
  const rows = FALSE_ALARMS.flatMap((row) => {
    const majority = majorityOf(row.vantages, rules);
    const joint = vantagesOf(row, rules);
    const here = joint.map((of) => ROUNDS_PER_YEAR * entryRateOneByOne(of, row.vantages, majority));
    const together = joint.map((of) => ROUNDS_PER_YEAR * entryRateTogether(of, row.vantages, majority));
    const passes = here.map((value, at) => {
      const expected = row.perYear[at] ?? "";
      return Math.abs(value - Number(expected)) <= halfUnit(expected);
    });
    cells.push(...passes.map((pass, at) => ({ name: `${row.rule}, p = ${LOSSES[at]}`, passes: pass })));
    const lines = [
      [row.rule, "here", ...here.map((value) => figure(value))],
      ["", "methods", ...row.perYear],
      ["", "", ...passes.map(verdictOf)],
    ];
    if (row.vantages > 1) shares.push(...together.map((value, at) => value / (here[at] ?? 1)));
    return row.vantages > 1 ? [...lines, ["", "together", ...together.map((value) => figure(value))]] : lines;
  });
  return {
    title: "1. False DOWN per target-year, independent loss p per round: exact Markov chain",
    notes: [
      "here: the chain of the product's step function, each vantage in its own phase of the round, judged at every result.",
      "together: all vantages report at the same instant (the scheduler lines them up): fewer, for information.",
      "Passes when the difference is no more than rounding: half a unit of the last digit that methods prints.",
    ],
    head: ["rule", "", ...LOSSES],
    rows,
    cells,
    differs: [`with all vantages reporting together, false DOWN of K of n are ${range(shares)} of these (section 1)`],
  };
}
