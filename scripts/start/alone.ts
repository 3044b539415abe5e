import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { migrateDatabase } from "#db/migrate.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { plainLine } from "#scripts/start/lines.ts";
import { keepPostgres } from "#scripts/start/postgres.ts";
import { supervise } from "#scripts/start/supervise.ts";

/**
 * Runs one of the two processes by itself, on the database of DATABASE_URL or on the embedded one: launched when it is
 * not running, shared when `npm start` has it already.
 */
export async function runAlone(name: "worker" | "web"): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  const print = (line: string) => console.log(line);
  mkdirSync(home, { recursive: true });
  const postgres = await keepPostgres(home, print, () => child.restart());
  if (name === "web") {
    // A site may be started before any worker: its tables must be there all the same.
    await migrateDatabase(postgres.current.url);
    await buildIfNeeded(root, print);
  }
  const child = supervise(
    {
      name,
      command: process.execPath,
      args: ["--import", "tsx", join(root, name === "worker" ? "workers/main.ts" : "server/main.ts")],
      env: () => ({
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        DATABASE_URL: postgres.current.url,
      }),
      onLine: plainLine,
    },
    { print },
  );
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await child.stop();
    await postgres.stop();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
}
