import { ownCatalog } from "#catalog/load.ts";
import { type Bench, type BenchReport, type BenchRow, median } from "#scripts/bench/bench.ts";
import { type CpuMs, seesBackend, total } from "#scripts/bench/cpu.ts";
import { type JudgeBench, openJudgeBench } from "#scripts/bench/judge-court.ts";

const [SHORT_DAYS, LONG_DAYS] = [1, 90];
/** How much more a pass may cost with the long history. */
const BAR = 1.1;
/** Plans are made and code is compiled in the first rounds. */
const WARM_UP = 10;
const ROUNDS = 150;
const IDLE_PASSES = 5;
/** Rounds. */
const TIDY_EVERY = 4;
const FIRST_PASSES = 9;

interface Measured {
  readonly news: CpuMs[];
  readonly idle: CpuMs[];
  readonly hour: CpuMs[];
  readonly first: CpuMs[];
  rounds: number;
}

/** A minute of results and the passes after it. */
async function minute(bench: JudgeBench, measured: Measured): Promise<void> {
  await bench.nextRound();
  const news = await bench.pass();
  measured.rounds += news.rounds;
  measured.news.push(news);
  for (let n = 0; n < IDLE_PASSES; n += 1) {
    const pass = await bench.pass();
    (pass.turnsHour ? measured.hour : measured.idle).push(pass);
  }
}

async function measure(benches: readonly JudgeBench[]): Promise<Measured[]> {
  const measured = benches.map((): Measured => ({ news: [], idle: [], hour: [], first: [], rounds: 0 }));
  const warmUp = benches.map((): Measured => ({ news: [], idle: [], hour: [], first: [], rounds: 0 }));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    // The one and the other in turns, each first as often.
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    for (const index of order) {
      const [bench, into] = [benches[index], (round < WARM_UP ? warmUp : measured)[index]];
      if (bench && into) await minute(bench, into);
      if (round % TIDY_EVERY === 0) await bench?.tidy();
    }
  }
  for (let n = 0; n < FIRST_PASSES; n += 1)
    for (const [index, bench] of benches.entries()) measured[index]?.first.push(await bench.firstPass());
  return measured;
}

const middle = (passes: readonly CpuMs[], of: (cpu: CpuMs) => number) => median(passes.map(of));

/** One kind of pass, and what its history adds. A bar only where there are enough passes to say something. */
function row(name: string, [short, long]: readonly (readonly CpuMs[])[], bar: number | null): BenchRow[] {
  if (!short || !long || short.length === 0 || long.length === 0) return [];
  // Pass against pass of the same moment: what disturbs the machine disturbs both.
  const ratio = median(long.flatMap((pass, n) => (short[n] ? [total(pass) / total(short[n])] : [])));
  const figures = [short, long].map((passes) => {
    const parts = [total, (cpu: CpuMs) => cpu.process, (cpu: CpuMs) => cpu.backend].map((of) => middle(passes, of));
    return `${parts[0]?.toFixed(1)} (${parts[1]?.toFixed(1)} + ${parts[2]?.toFixed(1)})`;
  });
  const passes = bar === null ? null : ratio <= bar;
  const verdict = passes === null ? "" : passes ? "PASS" : "FAIL";
  return [{ cells: [name, ...figures, ratio.toFixed(2), bar === null ? "" : `<= ${bar}`, verdict], passes }];
}

function report(benches: readonly JudgeBench[], measured: readonly Measured[]): BenchReport {
  const [short, long] = benches;
  const [few, many] = measured;
  if (!short || !long || !few || !many) throw new Error("two databases are compared");
  const perUnit = (bench: JudgeBench, { news, rounds }: Measured) =>
    (middle(news, total) * 1_000) / (rounds / news.length) / bench.components;
  const units = [perUnit(short, few), perUnit(long, many)] as const;
  const ratio = units[1] / units[0];
  // The judge passes every 2 s.
  const share = ({ news, idle }: Measured) => (middle(news, total) + 29 * middle(idle, total)) / 600;
  const pick = (key: "news" | "idle" | "hour" | "first") => measured.map((one) => one[key]);
  return {
    title: "Judging: CPU of a pass with little and with much history",
    notes: [
      `${short.checks} checks of ${short.components} components from 3 vantages; ${ROUNDS} rounds, medians`,
      `ms of CPU: all (this process + Postgres' backend${seesBackend(short.backendPid) ? "" : ", which cannot be seen here"})`,
      ...benches.map(
        ({ days, rows }) =>
          `${days} d: ${Object.entries(rows)
            .map(([table, n]) => `${n} ${table}`)
            .join(", ")}`,
      ),
    ],
    head: ["", `${SHORT_DAYS} day`, `${LONG_DAYS} days`, "ratio", "bar", ""],
    rows: [
      ...row("a round of every check", pick("news"), BAR),
      ...row("nothing new", pick("idle"), BAR),
      {
        cells: [
          "per check's round and component, in µs",
          ...units.map((one) => one.toFixed(3)),
          ratio.toFixed(2),
          "",
          "",
        ],
        passes: null,
      },
      {
        cells: [
          "of one core, in %",
          share(few).toFixed(2),
          share(many).toFixed(2),
          (share(many) / share(few)).toFixed(2),
          "",
          "",
        ],
        passes: null,
      },
      ...row("nothing new, at the turn of an hour", pick("hour"), null),
      ...row("a judge's first", pick("first"), null),
    ],
  };
}

export const judge: Bench = {
  about: `judging's CPU with ${LONG_DAYS} days of history against ${SHORT_DAYS}: at most ${BAR} times`,
  run: async ({ freshDatabase, say }) => {
    const until = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    const benches: JudgeBench[] = [];
    try {
      for (const days of [SHORT_DAYS, LONG_DAYS]) {
        const began = performance.now();
        const url = await freshDatabase(`judge_${days}d`);
        benches.push(await openJudgeBench(url, { catalog: ownCatalog, days, until }));
        say(`${days} days of history made up in ${Math.round((performance.now() - began) / 1_000)} s`);
      }
      return report(benches, await measure(benches));
    } finally {
      await Promise.all(benches.map((bench) => bench.close()));
    }
  },
};
