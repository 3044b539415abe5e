import type { Rules } from "#domain/status/rules.ts";
import { type AlarmTable, alarmTable, majorityOf, withAlarm } from "../alarm.ts";
import { bursts, type Channel, independent } from "../channel.ts";
import { BURSTS, GATE, GATE_COST, LOSS_ROWS, type LossRow } from "../expected.ts";
import { entryRateOneByOne, twoRounds, vantageChain } from "../markov.ts";
import { type Counted, countOutages } from "../outages.ts";
import { seeded } from "../random.ts";
import { type Cell, figure, percent, ROUNDS_PER_YEAR, type Section, type Sizes, verdictOf } from "../report.ts";

/** With several vantages outages are rare: to have some to count takes more rounds. */
const MORE_FOR_SEVERAL = 5;

interface Compared {
  readonly row: readonly string[];
  readonly cells: readonly Cell[];
}

/** The product's own rules where they have this alarm for so many vantages; else rules that name it. */
function tableOf({ h, vantages }: LossRow, rules: Rules): AlarmTable {
  const own = vantages === 1 ? rules.alarmAlone : rules.alarm;
  return alarmTable(own === h ? rules : withAlarm(rules, h));
}

function simulated(row: LossRow, channel: Channel, rules: Rules, sizes: Sizes): Counted {
  const more = row.vantages > 1 && channel.gate === null ? MORE_FOR_SEVERAL : 1;
  const rounds = Math.round((more * sizes.vantageRounds) / row.vantages);
  return countOutages(
    tableOf(row, rules),
    channel,
    row.vantages,
    rounds,
    seeded(`${row.rule} ${channel.gate !== null}`),
  );
}

/** Three standard deviations of a count, as a share of it. */
const threeSigma = (...counts: number[]) => 3 * Math.sqrt(counts.reduce((sum, count) => sum + 1 / count, 0));

/** Simulated against methods, which simulated too, and against the exact chain. */
function ungated(row: LossRow, rules: Rules, sizes: Sizes): Compared {
  const channel = row.loss === undefined ? bursts(BURSTS) : independent(row.loss);
  const { rounds, entries } = simulated(row, channel, rules, sizes);
  const joint = twoRounds(vantageChain(tableOf(row, rules), channel, row.vantages));
  const exact = entryRateOneByOne(joint, row.vantages, majorityOf(row.vantages, rules)) * ROUNDS_PER_YEAR;
  const years = rounds / ROUNDS_PER_YEAR;
  const chainHolds = Math.abs(entries - exact * years) <= 3 * Math.sqrt(exact * years) + 1;
  const shown = [row.rule, "no", figure(rounds / 1e6, 3), String(entries), figure(entries / years), figure(exact)];
  if (row.perYear === null) {
    // Methods saw none: that must not be a surprise at the exact rate.
    const passes = chainHolds && Math.exp((-exact * (row.rounds ?? 0)) / ROUNDS_PER_YEAR) > 0.05;
    return { row: [...shown, "0 seen", "", "", verdictOf(passes)], cells: [{ name: row.rule, passes }] };
  }
  const theirs = row.rounds === null ? [] : [(row.perYear * row.rounds) / ROUNDS_PER_YEAR];
  const tolerance = threeSigma(exact * years, ...theirs);
  const ratio = entries / years / row.perYear;
  const passes = chainHolds && Math.abs(ratio - 1) <= tolerance;
  const compared = [String(Number(figure(row.perYear))), ratio.toFixed(3), `±${percent(tolerance)}`, verdictOf(passes)];
  return { row: [...shown, ...compared], cells: [{ name: row.rule, passes }] };
}

/** With the control gate: none. */
function gated(row: LossRow, rules: Rules, sizes: Sizes): Compared {
  const channel = { ...bursts(BURSTS), gate: GATE };
  const { rounds, entries, gatedShare } = simulated(row, channel, rules, sizes);
  const bound = `< ${figure((3 * ROUNDS_PER_YEAR) / rounds, 2)}`;
  // A burst gates three rounds in a row: the count of bursts, not of rounds, is what varies.
  const burstsSeen = (GATE_COST * rounds * row.vantages) / BURSTS.rounds;
  const costHolds = Math.abs(gatedShare / GATE_COST - 1) <= 2 * threeSigma(burstsSeen) + 0.5 / 44;
  const shown = [row.rule, percent(gatedShare, 2), figure(rounds / 1e6, 3), String(entries), bound];
  return {
    row: [...shown, "", "0 seen", "", "", verdictOf(entries === 0 && costHolds)],
    cells: [
      { name: `${row.rule}, gated`, passes: entries === 0 },
      { name: `${row.rule}, cost of the gate`, passes: costHolds },
    ],
  };
}

export function burstSection(rules: Rules, sizes: Sizes): Section {
  const inBursts = LOSS_ROWS.filter(({ loss }) => loss === undefined);
  const all = [
    ...LOSS_ROWS.map((row) => ungated(row, rules, sizes)),
    ...inBursts.map((row) => gated(row, rules, sizes)),
  ];
  return {
    title: "2. False DOWN per target-year, vantage-side bursts: Monte Carlo",
    notes: [
      `Gilbert-Elliott: mean loss ${percent(BURSTS.mean)}, bursts of 90 s on average, ${percent(BURSTS.inside, 0)} lost inside, ${percent(BURSTS.quiet)} between.`,
      "The two independent rows check the simulation against the exact chain at losses where events are frequent.",
      `gate: ${GATE.controls} controls share the vantage's bursts, ${GATE.failing} failing gate the round; the share is of rounds lost (methods: ${percent(GATE_COST, 2)}).`,
      "Passes within three standard deviations of both counts (methods' from the rounds it gives), also of the exact chain; gated: none.",
      "< : no event seen; the 95 % bound by the rule of three.",
    ],
    head: ["rule", "gate", "M rounds", "events", "per year", "exact", "methods", "ratio", "tolerance", ""],
    rows: all.map(({ row }) => row),
    cells: all.flatMap(({ cells }) => cells),
  };
}
