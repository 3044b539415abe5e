import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import type { Catalog } from "#domain/check/service.ts";
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
  withoutKeys,
} from "#scripts/start/preflight.ts";
import { runStoppable, type Shutdown } from "#scripts/start/shutdown.ts";
import { type Supervised, supervise } from "#scripts/start/supervise.ts";
import { refuseSecondWorld, startWorldProcess, type WorldProcess } from "#scripts/start/world.ts";

const USAGE = `npm start [-- options]

  --world          probe a made-up world on this machine instead of the internet
  --vantages N     with --world: how many vantages probe it (1 to 9; 1 by default)
  --no-web         probe and record only

PORT (3000) and HOST (127.0.0.1) say where the site listens. Everything else is in README.md.`;

/** How long the children of an `npm start` that was killed may take to leave. */
const PATIENCE_MS = 15_000;

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

async function run(shutdown: Shutdown): Promise<void> {
  const options = readArguments();
  const home = resolve(process.env.FAULTLINE_HOME || join(root, ".faultline"));
  const vantages = options.world
    ? Array.from({ length: options.vantages }, (_, index) => `vantage-${index + 1}`)
    : [checkWorkerSettings().FAULTLINE_VANTAGE];

  // Whatever would not hold is found before anything is started.
  for (const vantage of vantages) checkWorkerSettings({ FAULTLINE_VANTAGE: vantage });
  const webSettings = options.web ? checkWebSettings() : null;
  const catalog = checkCatalog();
  const wasKilled = await shutdown.until(claim(home, "start", (pid) => alreadyRuns(home, pid)));
  const patienceMs = wasKilled ? PATIENCE_MS : 0;
  for (const vantage of vantages) {
    await shutdown.until(claim(home, `vantage-${vantage}`, (pid) => vantageTaken(vantage, pid)));
  }
  if (webSettings) await shutdown.until(checkPort(webSettings, patienceMs));
  if (options.world) await shutdown.until(refuseSecondWorld(home, patienceMs));

  const children: Supervised[] = [];
  const restartAll = () => {
    for (const child of children) child.restart();
  };
  const onFinal = () => void shutdown.stop(1);
  const postgres = await keepPostgres(home, print, restartAll, shutdown);

  // The world's record is kept apart: made-up measurements must never stand among real ones.
  if (options.world && postgres.current.owned) {
    await shutdown.until(postgres.current.ensureDatabase("faultline_world"));
  }
  const databaseUrl = () =>
    options.world && postgres.current.owned ? postgres.current.urlFor("faultline_world") : postgres.current.url;
  await shutdown.until(prepareDatabase(databaseUrl(), catalog));
  print(`database: ready, ${catalog.services.length} services in the catalog`);
  if (options.web) await shutdown.until(buildIfNeeded(root, print, shutdown));

  let world: WorldProcess | null = null;
  if (options.world) {
    // The world plays the internet: it has no use for a database.
    const { DATABASE_URL: _, ...env } = withoutKeys(catalog);
    world = startWorldProcess({ root, home, vantages, env: () => env, print, onMoved: restartAll, onFinal });
    shutdown.own(world.stop);
    await shutdown.until(world.ready);
  }
  const worldFile = world === null ? {} : { FAULTLINE_WORLD: world.file };
  const child = (name: string, script: string, env: NodeJS.ProcessEnv, extra: Record<string, string> = {}) =>
    supervise(
      {
        name,
        command: process.execPath,
        args: ["--import", "tsx", join(root, script)],
        env: () => ({
          ...env,
          NODE_ENV: "production",
          NEXT_TELEMETRY_DISABLED: "1",
          DATABASE_URL: databaseUrl(),
          ...worldFile,
          ...extra,
        }),
        onLine: plainLine,
      },
      { print, onFinal },
    );
  shutdown.own(async () => void (await Promise.all(children.map((one) => one.stop()))));
  for (const vantage of vantages) {
    const name = options.world ? vantage : "worker";
    children.push(child(name, "workers/main.ts", process.env, { FAULTLINE_VANTAGE: vantage }));
  }
  if (options.web) children.push(child("web", "server/main.ts", webEnvironment(catalog)));
  print("Ctrl-C stops everything.");
}

async function prepareDatabase(url: string, catalog: Catalog): Promise<void> {
  await migrateDatabase(url);
  const sql = connect({ url, name: "faultline-start", max: 1 });
  try {
    await sql.begin((tx) => syncCatalog(tx, catalog, Date.now()));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function alreadyRuns(home: string, pid: number): string {
  return `npm start already runs in ${home} (process ${pid}). Stop it first, or give this one a home of its own: FAULTLINE_HOME`;
}

await runStoppable(print, run);
