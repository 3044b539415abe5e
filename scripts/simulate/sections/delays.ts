import type { Rules } from "#domain/status/rules.ts";
import { INTERVAL_MS } from "#domain/status/testing/rounds.ts";
import { type AlarmTable, alarmTable, withAlarm } from "../alarm.ts";
import { type Delays, delaysOf, delayToAlarms, delayToDown } from "../delays.ts";
import { DELAYS } from "../expected.ts";
import { seeded } from "../random.ts";
import { type Cell, percent, type Section, type Sizes, verdictOf } from "../report.ts";
import { Watch } from "../watch.ts";

/** Methods does not say how many runs it made; its figures scatter about the exact ones by less than this. */
const THEIR_ERROR = { mean: 0.03, p95: 0.05 };

type Expected = (typeof DELAYS)[number];

interface Measured {
  /** Until a majority have alarmed at least once: what methods measured. */
  readonly alarms: Delays;
  readonly down: Delays;
  /** As `down`, with all vantages asking at the same point of the round. */
  readonly downTogether: Delays;
}

function measured(table: AlarmTable, { rule, share, vantages }: Expected, runs: number): Measured {
  const watch = new Watch(table, vantages);
  const onset = { share, vantages, intervalS: INTERVAL_MS / 1_000, phases: "own" } as const;
  const together = { ...onset, phases: "shared" } as const;
  const random = (what: string) => seeded(`${rule} ${share} ${what}`);
  const [first, second, third] = [random("alarms"), random("down"), random("together")];
  return {
    alarms: delaysOf(() => delayToAlarms(table, onset, first), runs),
    down: delaysOf(() => delayToDown(watch, onset, second), runs),
    downTogether: delaysOf(() => delayToDown(watch, together, third), runs),
  };
}

/** Mean and p95 against methods: its error, and three standard deviations of our own. The tail is at most exponential. */
function compared({ meanS, p95S, sdS }: Delays, expected: Expected, runs: number) {
  const ofMean = (3 * sdS) / Math.sqrt(runs);
  const ofP95 = ofMean * Math.sqrt(0.95 / 0.05);
  return {
    mean: Math.abs(meanS - expected.meanS) <= THEIR_ERROR.mean * expected.meanS + ofMean,
    p95: Math.abs(p95S - expected.p95S) <= THEIR_ERROR.p95 * expected.p95S + ofP95,
  };
}

const both = ({ meanS, p95S }: Pick<Delays, "meanS" | "p95S">) => `${meanS.toFixed(0)} / ${p95S.toFixed(0)}`;

export function delaySection(rules: Rules, { delays: runs }: Sizes): Section {
  const cells: Cell[] = [];
  const differs: string[] = [];
  const rows = DELAYS.map((expected) => {
    const { alarms, down, downTogether } = measured(alarmTable(withAlarm(rules, expected.h)), expected, runs);
    const { mean, p95 } = compared(alarms, expected, runs);
    const name = `delay ${expected.rule}, f = ${expected.share.toFixed(1)}`;
    cells.push({ name: `${name}, mean`, passes: mean }, { name: `${name}, p95`, passes: p95 });
    const verdict = compared(down, expected, runs);
    const same = verdict.mean && verdict.p95;
    if (!same) differs.push(`${name}: DOWN after ${both(down)} s, methods ${both(expected)} s (section 3)`);
    const ratios = [alarms.meanS / expected.meanS, alarms.p95S / expected.p95S].map((ratio) => ratio.toFixed(3));
    const start = [expected.rule, expected.share.toFixed(1), both(alarms), both(expected), ratios.join(" / ")];
    return [...start, `${verdictOf(mean)} / ${verdictOf(p95)}`, both(down), same ? "" : "differs", both(downTogether)];
  });
  return {
    title: "3. Seconds from onset to verdict, without the request's own time: mean / p95",
    notes: [
      `${runs} runs a cell; f: share of rounds that fail, independently at each vantage. Passes within ${percent(THEIR_ERROR.mean, 0)} (mean) and ${percent(THEIR_ERROR.p95, 0)} (p95)`,
      "of methods, which does not say how many runs it made, plus three standard deviations of ours.",
      "here: until a majority have alarmed once each, which is what methods computed. DOWN: until the product says down, which",
      "needs a majority bad at the same time: the same while hardly anything clears, later when few rounds fail.",
      "together: all vantages ask at the same point of the round, as the scheduler has it.",
    ],
    head: ["rule", "f", "here", "methods", "ratio", "", "DOWN", "", "DOWN, together"],
    rows,
    cells,
    differs,
  };
}
