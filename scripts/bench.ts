/** `npm run bench [-- NAME...]`: what the product costs, as ratios within one run, beside the bars of the design. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "#db/client.ts";
import { launchPostgres, type RunningPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";
import type { Bench, BenchContext, BenchReport } from "#scripts/bench/bench.ts";
import { front } from "#scripts/bench/front.ts";
import { judge } from "#scripts/bench/judge.ts";
import { lateness } from "#scripts/bench/lateness.ts";
import { lighthouseBench } from "#scripts/bench/lighthouse.ts";
import { lookup } from "#scripts/bench/lookup.ts";
import { probe } from "#scripts/bench/probe.ts";
import { record } from "#scripts/bench/record.ts";
import { replayBench } from "#scripts/bench/replay.ts";
import { aligned } from "#scripts/simulate/report.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";

const BENCHES: Readonly<Record<string, Bench>> = {
  front,
  judge,
  lateness,
  lighthouse: lighthouseBench,
  lookup,
  probe,
  record,
  replay: replayBench,
};

const USAGE = `npm run bench [-- NAME...]   all of them without a name

${Object.entries(BENCHES)
  .map(([name, { about }]) => `  ${name}  ${about}`)
  .join("\n")}

Exit 1 when a bar is missed.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);

function chosen(names: readonly string[]): [string, Bench][] {
  const wanted = names.length === 0 ? Object.keys(BENCHES) : names;
  return wanted.map((name) => {
    const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
    if (!bench) throw new Error(`There is no bench "${name}".\n${USAGE}`);
    return [name, bench];
  });
}

/** Databases of their own, on a server of their own: what the product has measured is not touched. */
function contextOf(server: RunningPostgres, shutdown: Shutdown): BenchContext & { dropAll(): Promise<void> } {
  const made = new Set<string>();
  const asAdmin = async (statement: string) => {
    const admin = connect({ url: server.url, name: "faultline-bench-admin", max: 1 });
    await admin.unsafe(statement);
    await admin.end({ timeout: 5 });
  };
  const drop = (name: string) => asAdmin(`drop database if exists "${name}" with (force)`);
  return {
    say: (line) => console.error(line),
    freshDatabase: async (short) => {
      const name = `faultline_bench_${short}`;
      await drop(name);
      made.add(name);
      await server.ensureDatabase(name);
      await migrateDatabase(server.urlFor(name));
      return server.urlFor(name);
    },
    ownServer: (name) => {
      const home = join(root, `.faultline/bench-${name}`);
      rmSync(home, { recursive: true, force: true });
      const launched = launchPostgres({
        home,
        env: {},
        port: 15_842,
        log: (line) => console.error(`${name}: ${line}`),
      });
      shutdown.own(async () => {
        await (await launched.catch(() => null))?.stop();
        rmSync(home, { recursive: true, force: true });
      });
      return shutdown.until(launched);
    },
    dropAll: async () => {
      for (const name of made) await drop(name);
    },
  };
}

function printed({ title, notes, head, rows }: BenchReport): string[] {
  const table = aligned([head, ...rows.map(({ cells }) => cells)]);
  return [title, ...notes.map((note) => `  ${note}`), "", ...table.map((line) => `  ${line}`), ""];
}

async function run(shutdown: Shutdown): Promise<void> {
  const names = process.argv.slice(2);
  if (names.some((name) => name.startsWith("-"))) {
    print(USAGE);
    return shutdown.stop(names.includes("--help") || names.includes("-h") ? 0 : 1);
  }
  const benches = chosen(names);
  const launched = launchPostgres({
    home: join(root, ".faultline/bench"),
    env: {},
    port: 15_832,
    log: (line) => console.error(`database: ${line}`),
  });
  shutdown.own(async () => (await launched).stop());
  const context = contextOf(await shutdown.until(launched), shutdown);
  shutdown.own(() => context.dropAll());
  let missed = 0;
  for (const [, bench] of benches) {
    const report = await shutdown.until(bench.run(context));
    for (const line of printed(report)) print(line);
    missed += report.rows.filter(({ passes }) => passes === false).length;
  }
  print(missed === 0 ? "PASS: every bar is met" : `FAIL: ${missed} ${missed === 1 ? "bar is" : "bars are"} missed`);
  await shutdown.stop(missed === 0 ? 0 : 1);
}

await runStoppable(() => {}, run);
