import { readFileSync } from "node:fs";
import { loadCatalog } from "#catalog/load.ts";
import { connect } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { createClock } from "#workers/clock.ts";
import { buildNetwork, readWorldFile, userAgent, VERSION } from "#workers/environment.ts";
import { createLog } from "#workers/log.ts";
import { readWorkerSettings } from "#workers/settings.ts";
import { startWorker } from "#workers/worker.ts";

/** The composition root of the worker process: the only place that reads its environment and builds its clock and clients. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const log = createLog(`worker ${settings.FAULTLINE_VANTAGE}`, settings.FAULTLINE_LOG_LEVEL);
  const world = settings.FAULTLINE_WORLD === undefined ? null : readWorldFile(settings.FAULTLINE_WORLD);
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
    network: buildNetwork(
      {
        dns: settings.FAULTLINE_DNS,
        sourceAddress: settings.FAULTLINE_SOURCE_ADDRESS,
        vantage: settings.FAULTLINE_VANTAGE,
      },
      world,
    ),
    env: (name) => world?.env[name] ?? (process.env[name] || undefined),
    userAgent: userAgent(settings.FAULTLINE_CONTACT),
    version: VERSION,
    retention: { rawDays: settings.FAULTLINE_KEEP_RAW_DAYS, minutesDays: settings.FAULTLINE_KEEP_MINUTES_DAYS },
    log,
    onReplaced: () => void stop("another worker has taken this vantage over", 3),
  });
  process.on("SIGTERM", () => void stop("asked to", 0));
  process.on("SIGINT", () => void stop("asked to", 0));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
