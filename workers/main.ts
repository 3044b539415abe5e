import { readFileSync } from "node:fs";
import { loadCatalog } from "#catalog/load.ts";
import { connect } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { createClock } from "#workers/clock.ts";
import { createLog } from "#workers/log.ts";
import { internetNetwork, worldNetwork } from "#workers/probe/network.ts";
import { readWorkerSettings, type WorkerSettings } from "#workers/settings.ts";
import { startWorker } from "#workers/worker.ts";
import { type WorldFile, worldFileSchema } from "#workers/world-file.ts";
import packageJson from "../package.json" with { type: "json" };

/** The composition root of the worker process: the only place that reads its environment and builds its clock and clients. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const log = createLog(`worker ${settings.FAULTLINE_VANTAGE}`, settings.FAULTLINE_LOG_LEVEL);
  const world = readWorld(settings.FAULTLINE_WORLD);
  const catalog = loadCatalog({
    ...(settings.FAULTLINE_CATALOG === undefined ? {} : { operatorFile: settings.FAULTLINE_CATALOG }),
    readFile: (path) => readFileSync(path, "utf8"),
  });
  await migrateDatabase(settings.DATABASE_URL);
  const sql = connect({ url: settings.DATABASE_URL, name: `faultline-worker-${settings.FAULTLINE_VANTAGE}` });

  let stopping = false;
  const stop = async (why: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping: ${why}`);
    await worker.stop();
    await sql.end({ timeout: 5 });
    process.exit(exitCode);
  };
  const worker = await startWorker({
    sql,
    clock: createClock(),
    catalog,
    vantage: {
      name: settings.FAULTLINE_VANTAGE,
      provider: settings.FAULTLINE_VANTAGE_PROVIDER ?? null,
      region: settings.FAULTLINE_VANTAGE_REGION ?? null,
      country: settings.FAULTLINE_VANTAGE_COUNTRY ?? null,
      world: world !== null,
    },
    network: buildNetwork(settings, world),
    env: (name) => world?.env[name] ?? (process.env[name] || undefined),
    userAgent: userAgent(settings.FAULTLINE_CONTACT),
    version: packageJson.version,
    retention: { rawDays: settings.FAULTLINE_KEEP_RAW_DAYS, minutesDays: settings.FAULTLINE_KEEP_MINUTES_DAYS },
    log,
    onReplaced: () => void stop("another worker has taken this vantage over", 3),
  });
  process.on("SIGTERM", () => void stop("asked to", 0));
  process.on("SIGINT", () => void stop("asked to", 0));
}

function readWorld(path: string | undefined): WorldFile | null {
  if (path === undefined) return null;
  const parsed = worldFileSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is not a world file: ${parsed.error.message}`);
  return parsed.data;
}

function buildNetwork(settings: WorkerSettings, world: WorldFile | null) {
  const localAddress = settings.FAULTLINE_SOURCE_ADDRESS;
  if (world !== null) return worldNetwork(world, localAddress ?? world.vantages[settings.FAULTLINE_VANTAGE]);
  const servers = settings.FAULTLINE_DNS?.split(",").map((server) => server.trim());
  return internetNetwork({ servers, localAddress });
}

/** Says who asks and whom to write to, so that the probed can have it stopped. */
function userAgent(contact: string | undefined): string {
  return `Faultline/${packageJson.version} (status record; contact: ${contact ?? "not stated by this instance"})`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
