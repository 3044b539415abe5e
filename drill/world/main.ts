import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalog } from "#catalog/load.ts";
import { startWorld, type World } from "#drill/world/world.ts";

/** The world as a process of its own: `tsx drill/world/main.ts --vantages tokyo,virginia`. */

const { values } = parseArgs({ options: { vantages: { type: "string", default: "local" } } });
const vantages = values.vantages.split(",").flatMap((name) => name.trim() || []);
const home = resolve(process.env.FAULTLINE_HOME ?? ".faultline");
const log = (line: string) => process.stdout.write(`${line}\n`);

const operatorFile = process.env.FAULTLINE_CATALOG;

function giveUp(error: unknown): never {
  process.stderr.write(`world: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(): Promise<World> {
  const readFile = (path: string) => readFileSync(path, "utf8");
  const catalog = loadCatalog({ ...(operatorFile ? { operatorFile } : {}), readFile });
  return startWorld({ catalog, home, vantages, now: Date.now, log });
}

const world = await start().catch(giveUp);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  log("world: stopping");
  world.stop().then(() => process.exit(0), giveUp);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
