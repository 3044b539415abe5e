import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalog } from "#catalog/load.ts";
import type { Catalog } from "#domain/check/service.ts";
import { worldPath } from "#drill/world/paths.ts";
import { pressTimesFrom } from "#drill/world/press/times.ts";
import { runningWorld } from "#drill/world/running.ts";
import { startWorld, type World } from "#drill/world/world.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";

/** The world as a process of its own: `tsx drill/world/main.ts --vantages tokyo,virginia`. */

const { values } = parseArgs({ options: { vantages: { type: "string", default: "local" } } });
const vantages = values.vantages.split(",").flatMap((name) => name.trim() || []);
const home = resolve(process.env.FAULTLINE_HOME ?? ".faultline");
const log = (line: string) => process.stdout.write(`${line}\n`);

const operatorFile = process.env.FAULTLINE_CATALOG;

function giveUp(error: unknown, exitCode = 1): never {
  process.stderr.write(`world: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCode);
}

/** A catalog that does not hold, and another world of this home, are there at the next start, too. */
async function readCatalog(): Promise<Catalog> {
  try {
    const running = await runningWorld(worldPath(home));
    if (running !== null) throw new Error(`a world already runs for ${home} (process ${running})`);
    const readFile = (path: string) => readFileSync(path, "utf8");
    return loadCatalog({ ...(operatorFile ? { operatorFile } : {}), readFile });
  } catch (error) {
    return giveUp(error, EXIT_FINAL);
  }
}

function readTimes(): ReturnType<typeof pressTimesFrom> {
  try {
    return pressTimesFrom(process.env);
  } catch (error) {
    return giveUp(error, EXIT_FINAL);
  }
}

let world: World | null = null;
let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  log("world: stopping");
  // Before it runs there is nothing that would outlive the process.
  if (world === null) process.exit(0);
  world.stop().then(() => process.exit(0), giveUp);
}
for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, stop);
stopWithParent(stop);

const catalog = await readCatalog();
const times = readTimes();
world = await startWorld({ catalog, home, vantages, now: Date.now, log, ...times }).catch((error: unknown) =>
  giveUp(error),
);
