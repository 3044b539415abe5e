import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { migrateDatabase } from "#db/migrate.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { claim } from "#scripts/start/claim.ts";
import { plainLine } from "#scripts/start/lines.ts";
import { keepPostgres } from "#scripts/start/postgres.ts";
import {
  checkCatalog,
  checkPort,
  checkWebSettings,
  checkWorkerSettings,
  vantageTaken,
  webEnvironment,
} from "#scripts/start/preflight.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const print = (line: string) => console.log(line);

/**
 * Runs one of the two processes by itself, on the database of DATABASE_URL or on the embedded one: launched when it is
 * not running, shared when `npm start` has it already.
 */
export function runAlone(name: "worker" | "web"): Promise<void> {
  return runStoppable(print, (shutdown) => run(name, shutdown));
}

async function run(name: "worker" | "web", shutdown: Shutdown): Promise<void> {
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  const catalog = checkCatalog();
  if (name === "web") await shutdown.until(checkPort(checkWebSettings(), 0));
  else {
    const { FAULTLINE_VANTAGE: vantage } = checkWorkerSettings();
    await shutdown.until(claim(home, `vantage-${vantage}`, (pid) => vantageTaken(vantage, pid)));
  }

  const children: Supervised[] = [];
  const restart = () => {
    for (const child of children) child.restart();
  };
  const postgres = await keepPostgres(home, print, restart, shutdown);
  if (name === "web") {
    // A site may be started before any worker: its tables must be there all the same.
    await shutdown.until(migrateDatabase(postgres.current.url));
    await shutdown.until(buildIfNeeded(root, print, shutdown));
  }
  const child = supervise(
    {
      name,
      command: process.execPath,
      args: ["--import", "tsx", join(root, name === "worker" ? "workers/main.ts" : "server/main.ts")],
      env: () => ({
        ...(name === "worker" ? { ...process.env, NODE_ENV: "production" } : webEnvironment(catalog)),
        DATABASE_URL: postgres.current.url,
      }),
      onLine: plainLine,
    },
    { print, onFinal: () => void shutdown.stop(1) },
  );
  shutdown.own(() => child.stop());
  children.push(child);
}
