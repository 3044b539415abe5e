import type { Rules } from "#domain/status/rules.ts";
import { MOST_VANTAGES } from "../alarm.ts";
import { atLeast } from "../channel.ts";
import { FALSE_INTERMITTENT, POWER } from "../expected.ts";
import { noticed } from "../intermittent.ts";
import { seeded } from "../random.ts";
import {
  type Cell,
  figure,
  halfUnit,
  percent,
  ROUNDS_PER_YEAR,
  type Section,
  type Sizes,
  verdictOf,
} from "../report.ts";

const VANTAGES = 3;
const MINUTES = 10;

/** The share of windows with enough failures, were the windows all there is. */
function enough(rules: Rules, vantages: number, share: number): number {
  return atLeast(vantages + rules.intermittentOver, vantages * rules.window, share);
}

/** False entries per year, least and most over the numbers of vantages. */
function falseEntries(rules: Rules): { row: string[]; cells: Cell[] } {
  const windows = ROUNDS_PER_YEAR / rules.window;
  const { loss, least, most } = FALSE_INTERMITTENT;
  const perYear = Array.from({ length: MOST_VANTAGES }, (_, n) => windows * enough(rules, n + 1, loss));
  const found = [Math.min(...perYear), Math.max(...perYear)];
  const cells = [least, most].map((expected, at) => ({
    name: `false intermittent, ${at === 0 ? "least" : "most"}`,
    passes: Math.abs((found[at] ?? 0) - Number(expected)) <= halfUnit(expected),
  }));
  const range = found.map((value) => figure(value, 3)).join(" to ");
  const passes = cells.every((cell) => cell.passes);
  return { row: ["p = 1 %, false a year", "", range, `${least} to ${most}`, "rounding", verdictOf(passes), ""], cells };
}

export function intermittentSection(rules: Rules, { powerRuns: runs }: Sizes): Section {
  const cells: Cell[] = [];
  const rows = POWER.map((expected) => {
    const { share } = expected;
    const found = noticed(
      { share, vantages: VANTAGES, minutes: MINUTES },
      runs,
      rules,
      seeded(`intermittent ${share}`),
    );
    const exact = enough(rules, VANTAGES, share);
    const tolerance = 0.005 + 3 * Math.sqrt((exact * (1 - exact)) / runs);
    const passes = Math.abs(found.counted - expected.noticed) <= tolerance;
    cells.push({ name: `intermittent, f = ${share}`, passes });
    const compared = [percent(found.counted), percent(exact), percent(expected.noticed, 0), `±${percent(tolerance)}`];
    return [`f = ${share.toFixed(2)}`, ...compared, verdictOf(passes), percent(found.said)];
  });
  const quiet = falseEntries(rules);
  return {
    title: `4. DEGRADED(intermittent): noticed within ${MINUTES} minutes with ${VANTAGES} vantages`,
    notes: [
      `${runs} runs a row of stepRound and judgeCheck themselves; exact: the binomial. Passes within rounding and three standard deviations.`,
      "any verdict: the share of runs in which it was said to be anything but up, one vantage's own alarm included.",
      "false a year: disjoint windows of independent loss, closed form, least and most over 1 to 5 vantages.",
    ],
    head: ["share of failing rounds", "here", "exact", "methods", "tolerance", "", "any verdict"],
    rows: [...rows, quiet.row],
    cells: [...cells, ...quiet.cells],
  };
}
