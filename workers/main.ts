import { readFileSync } from "node:fs";
import { clouds, rangeSources } from "#catalog/clouds/providers.ts";
import { loadCatalog } from "#catalog/load.ts";
import { connect, type Sql } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { MixedRecordError } from "#db/write/vantage.ts";
import { createClock } from "#workers/clock.ts";
import { buildNetwork, readWorldFile, userAgent, VERSION } from "#workers/environment.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import { createLog } from "#workers/log.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";
import { readWorkerSettings } from "#workers/settings.ts";
import { startWorker, type Worker } from "#workers/worker.ts";

/** The composition root of the worker process: the only place that reads its environment and builds its clock and clients. */
async function main(): Promise<void> {
  const settings = orFinal(() => readWorkerSettings(process.env));
  const log = createLog(`worker ${settings.FAULTLINE_VANTAGE}`, settings.FAULTLINE_LOG_LEVEL);
  const world = settings.FAULTLINE_WORLD === undefined ? null : readWorldFile(settings.FAULTLINE_WORLD);
  const catalog = orFinal(() =>
    loadCatalog({
      ...(settings.FAULTLINE_CATALOG === undefined ? {} : { operatorFile: settings.FAULTLINE_CATALOG }),
      readFile: (path) => readFileSync(path, "utf8"),
    }),
  );

  let sql: Sql | null = null;
  let worker: Worker | null = null;
  let stopping = false;
  const stop = async (why: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping: ${why}`);
    await worker?.stop();
    await sql?.end({ timeout: 5 });
    process.exit(exitCode);
  };
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => void stop("asked to", 0));
  stopWithParent(() => void stop("whoever started this is gone", 0));

  await migrateDatabase(settings.DATABASE_URL);
  sql = connect({ url: settings.DATABASE_URL, name: `faultline-worker-${settings.FAULTLINE_VANTAGE}` });
  worker = await startWorker({
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
    userAgent: userAgent(settings.FAULTLINE_CONTACT, settings.FAULTLINE_URL),
    version: VERSION,
    retention: {
      rawDays: settings.FAULTLINE_KEEP_RAW_DAYS,
      minutesDays: settings.FAULTLINE_KEEP_MINUTES_DAYS,
      evidenceDays: settings.FAULTLINE_KEEP_EVIDENCE_DAYS,
    },
    sources: {
      clouds: cloudSources(clouds),
      pages: pageSources(catalog.services),
      ranges: rangeSources,
      providers: clouds,
    },
    log,
    onReplaced: () => void stop("another worker has taken this vantage over", EXIT_FINAL),
  });
}

/** Settings and catalogs stay wrong however often they are read. */
function orFinal<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return giveUp(error, EXIT_FINAL);
  }
}

function giveUp(error: unknown, exitCode: number): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(exitCode);
}

main().catch((error: unknown) => giveUp(error, error instanceof MixedRecordError ? EXIT_FINAL : 1));
