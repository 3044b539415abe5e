import { type BenchContext, type BenchRow, median } from "#scripts/bench/bench.ts";
import type { LivingRecord } from "#scripts/bench/front-record.ts";
import { type Pages, startPages } from "#server/pages/pages.ts";
import { readWebSettings } from "#server/settings.ts";

const BAR = 1.2;
const WARM_UP = 30;
const CYCLES = 16;
/** What was read of the past is given to whoever asks for 3 s (db/read/timeline.ts): a turn pays for its queries. */
const TURN_MS = 3_100;

/** What the thread that makes pages is asked for, and how it is told. */
const TARGETS = [
  ["/en", "/, 2 h"],
  ["/en?range=24h&all=1", "/, 24 h, every row"],
] as const;

interface Side {
  readonly record: LivingRecord;
  readonly pages: Pages;
}

interface Cost {
  readonly webMs: number;
  readonly backendsMs: number;
}

/**
 * What the front page costs over a long history beside a short one: CPU of the thread that makes it and of its backends,
 * with all its queries, in turns within this process.
 */
export async function measureHistory(
  root: string,
  { long, short }: { readonly long: LivingRecord; readonly short: LivingRecord },
  { say }: BenchContext,
): Promise<BenchRow[]> {
  say(`front: the cost of history, ${CYCLES} turns of ${TURN_MS / 1_000} s`);
  const sides = [long, short].map((record): Side => ({ record, pages: pagesOf(root, record.url, say) }));
  try {
    await Promise.all(sides.map(({ pages }) => pages.ready));
    for (const { pages } of sides)
      for (const [path] of TARGETS) for (let n = 0; n < WARM_UP; n += 1) await pages.render(path);
    const costs = new Map<string, Cost[][]>(TARGETS.map(([path]) => [path, [[], []]]));
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      await new Promise((resolve) => setTimeout(resolve, TURN_MS));
      for (const { record } of sides) await record.catchUp();
      // What the first leaves behind, garbage above all, is counted for the second: each is first as often as the other.
      const order = [...sides.entries()];
      if (cycle % 2 === 1) order.reverse();
      for (const [path] of TARGETS)
        for (const [index, side] of order) costs.get(path)?.[index]?.push(await costOf(side, path));
    }
    return TARGETS.map(([path, name]) => rowOf(name, costs.get(path) ?? []));
  } finally {
    for (const { pages } of sides) await pages.stop();
  }
}

function pagesOf(root: string, url: string, say: (line: string) => void): Pages {
  return startPages({
    entry: new URL("../../server/pages/thread.ts", import.meta.url),
    data: { settings: readWebSettings({ DATABASE_URL: url }), root },
    onRead: () => {},
    onError: say,
  });
}

async function costOf({ record, pages }: Side, path: string): Promise<Cost> {
  const [backends, web] = [await record.backendsMs(), process.cpuUsage()];
  const { answer, seen } = await pages.render(path);
  const { user, system } = process.cpuUsage(web);
  if (answer.status !== 200 || !seen) throw new Error(`${path} was answered with ${answer.status}, seen: ${seen}`);
  const after = await record.backendsMs();
  return {
    webMs: (user + system) / 1_000,
    backendsMs: after === null || backends === null ? 0 : Math.max(0, after - backends),
  };
}

function rowOf(name: string, [long = [], short = []]: readonly Cost[][]): BenchRow {
  const total = ({ webMs, backendsMs }: Cost) => webMs + backendsMs;
  const ratio = median(long.map((cost, turn) => total(cost) / total(short[turn] ?? cost)));
  const told = (costs: readonly Cost[]) =>
    `${median(costs.map(({ webMs }) => webMs)).toFixed(1)} + ${median(costs.map(({ backendsMs }) => backendsMs)).toFixed(1)} ms`;
  return {
    cells: [name, told(short), told(long), ratio.toFixed(2), "", "", "", `<= ${BAR}`, ratio <= BAR ? "PASS" : "FAIL"],
    passes: ratio <= BAR,
  };
}
