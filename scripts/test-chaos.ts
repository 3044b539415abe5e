/** `npm run test:chaos`: the product is killed, stopped, starved and misled under load; nothing committed may be lost or doubled. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Bar, Chaos, Part } from "#scripts/chaos/chaos.ts";
import { clock } from "#scripts/chaos/clocks.ts";
import { disk } from "#scripts/chaos/disk.ts";
import { brief, database, everything, processes } from "#scripts/chaos/kills.ts";
import { slow } from "#scripts/chaos/slow.ts";
import { openStage } from "#scripts/chaos/stage.ts";
import { stopped } from "#scripts/chaos/stops.ts";
import { seeded } from "#scripts/simulate/random.ts";
import { aligned } from "#scripts/simulate/report.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { runStoppable, type Shutdown, Stopped } from "#scripts/start/shutdown.ts";

const PARTS: Readonly<Record<string, Part>> = { database, processes, everything, stopped, slow, disk, clock };
const TIMES = 10;

const USAGE = `npm run test:chaos [-- options] [PART...]   all parts without a name

${Object.entries(PARTS)
  .map(([name, { about }]) => `  ${name}  ${about}`)
  .join("\n")}

  --seed N   the same moments again, as far as the machine is the same (by default another each time; it is printed)
  --times N  how often each victim is killed (${TIMES})
  --brief    one kill of each instead, as in npm test

Exit 1 when something was lost or doubled, or did not come back. The report is kept in .faultline/chaos: REPORT, or
BRIEF; beside it what the product printed in each part.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, ".faultline/chaos");
const report: string[] = [];

/** Prints a line and keeps it for the report. */
function tell(line: string): void {
  console.log(line);
  report.push(line);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string" },
      times: { type: "string" },
      brief: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}".\n${USAGE}`);
  const times = values.brief ? 1 : Number(values.times ?? TIMES);
  if (!Number.isInteger(times) || times < 1) throw new Error("--times takes a number from 1 on");
  const wanted = Object.entries(PARTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  return {
    parts: values.brief ? ([["brief", brief]] as const) : wanted,
    times,
    file: join(folder, values.brief ? "BRIEF" : "REPORT"),
    seed: values.seed ?? String(Date.now() % 1_000_000),
    help: values.help,
  };
}

/** @returns what was held against a bar; a part that broke off has missed one. */
async function play(
  name: string,
  part: Part,
  seed: string,
  times: number,
  shutdown: Shutdown,
): Promise<readonly Bar[]> {
  const ends: (() => Promise<void>)[] = [];
  const own = (end: () => Promise<void>) => void ends.push(end);
  const endAll = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  shutdown.own(endAll);
  const say = (line: string) => tell(`  ${new Date().toISOString().slice(11, 23)}  ${line}`);
  const open: Chaos["open"] = async (options) => {
    const begun = Date.now();
    const stage = await openStage(options);
    own(async () => {
      await stage.close();
      writeFileSync(join(folder, `${name}.log`), `${stage.lines().join("\n")}\n`);
    });
    say(`the product is at work, ${((Date.now() - begun) / 1_000).toFixed(1)} s after npm start`);
    return stage;
  };
  tell(`\n${name}: ${part.about}`);
  try {
    const { figures, bars } = await shutdown.until(
      part.run({ random: seeded(`${seed} ${name}`), times, say, own, open }),
    );
    for (const line of aligned(figures)) tell(`  ${line}`);
    for (const { name: bar, passes, found } of bars) tell(`  ${passes ? "PASS" : "FAIL"}  ${bar}: ${found}`);
    return bars;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    const found = error instanceof Error ? error.message : String(error);
    tell(`  FAIL  ${found}`);
    return [{ name, passes: false, found }];
  } finally {
    await endAll();
  }
}

async function run(shutdown: Shutdown): Promise<void> {
  const { parts, times, seed, file, help } = readArguments();
  if (help) {
    console.log(USAGE);
    return shutdown.stop(0);
  }
  if (process.platform !== "linux") throw new Error("Processes are found in /proc, which only Linux has.");
  mkdirSync(folder, { recursive: true });
  await buildIfNeeded(root, console.log, shutdown);
  tell(`chaos of ${new Date().toISOString()}, seed ${seed}, ${times} ${times === 1 ? "time" : "times"} each`);
  tell(`${cpus().length} cores, Node ${process.version}`);
  const bars: Bar[] = [];
  for (const [name, part] of parts) bars.push(...(await play(name, part, seed, times, shutdown)));
  const missed = bars.filter(({ passes }) => !passes).length;
  tell(
    `\n${missed === 0 ? `PASS: ${bars.length} of ${bars.length}` : `FAIL: ${missed} of ${bars.length}`}, seed ${seed}`,
  );
  writeFileSync(file, `${report.join("\n")}\n`);
  console.log(`report: ${file}`);
  await shutdown.stop(missed === 0 ? 0 : 1);
}

await runStoppable(() => {}, run);
