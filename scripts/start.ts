import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCatalog } from "#catalog/load.ts";
import { connect } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { buildIfNeeded } from "#scripts/start/build.ts";
import { plainLine } from "#scripts/start/lines.ts";
import { keepPostgres } from "#scripts/start/postgres.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";
import { startWorldProcess, type WorldProcess } from "#scripts/start/world.ts";

const USAGE = `npm start [-- options]

  --world          probe a made-up world on this machine instead of the internet
  --vantages N     with --world: how many vantages probe it (1 to 9; 1 by default)
  --no-web         probe and record only

PORT (3000) and HOST (127.0.0.1) say where the site listens. Everything else is in README.md.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const print = (line: string) => console.log(line);

function readArguments() {
  const { values } = parseArgs({
    options: {
      world: { type: "boolean", default: false },
      vantages: { type: "string" },
      "no-web": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    process.exit(0);
  }
  if (values.vantages !== undefined && !values.world) throw new Error("--vantages needs --world");
  const vantages = Number(values.vantages ?? 1);
  if (!Number.isInteger(vantages) || vantages < 1 || vantages > 9) throw new Error("--vantages takes 1 to 9");
  return { world: values.world, vantages, web: !values["no-web"] };
}

async function main(): Promise<void> {
  const options = readArguments();
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  mkdirSync(home, { recursive: true });
  // A catalog that does not hold is found before anything is started.
  const catalog = loadCatalog({
    ...(process.env.FAULTLINE_CATALOG ? { operatorFile: process.env.FAULTLINE_CATALOG } : {}),
    readFile: (path) => readFileSync(path, "utf8"),
  });

  const children: Supervised[] = [];
  let world: WorldProcess | null = null;
  const restartAll = () => {
    for (const child of children) child.restart();
  };
  const postgres = await keepPostgres(home, print, restartAll);

  let stopping = false;
  const stop = async (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    print("stopping");
    await Promise.all(children.map((child) => child.stop()));
    await world?.stop();
    await postgres.stop();
    print("stopped");
    process.exit(exitCode);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));

  try {
    // The world's record is kept apart: made-up measurements must never stand among real ones.
    if (options.world && postgres.current.owned) await postgres.current.ensureDatabase("faultline_world");
    const databaseUrl = () =>
      options.world && postgres.current.owned ? postgres.current.urlFor("faultline_world") : postgres.current.url;
    await migrateDatabase(databaseUrl());
    const sql = connect({ url: databaseUrl(), name: "faultline-start", max: 1 });
    await sql.begin((tx) => syncCatalog(tx, catalog, Date.now()));
    await sql.end({ timeout: 5 });
    print(`database: ready, ${catalog.services.length} services in the catalog`);
    if (options.web) await buildIfNeeded(root, print);

    const names = options.world
      ? Array.from({ length: options.vantages }, (_, index) => `vantage-${index + 1}`)
      : [undefined];
    if (options.world) {
      const vantages = names.filter((name) => name !== undefined);
      world = await startWorldProcess({ root, home, vantages, print, onMoved: restartAll });
    }
    const env = (extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv => ({
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: databaseUrl(),
      ...(world === null ? {} : { FAULTLINE_WORLD: world.file }),
      ...extra,
    });
    const child = (name: string, script: string, extra: Record<string, string | undefined> = {}) =>
      supervise(
        {
          name,
          command: process.execPath,
          args: ["--import", "tsx", join(root, script)],
          env: () => env(extra),
          onLine: plainLine,
        },
        { print },
      );
    for (const name of names) {
      children.push(child(name ?? "worker", "workers/main.ts", name === undefined ? {} : { FAULTLINE_VANTAGE: name }));
    }
    if (options.web) children.push(child("web", "server/main.ts"));
    print("Ctrl-C stops everything.");
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
