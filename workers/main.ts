import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { clouds, rangeSources } from "#catalog/clouds/providers.ts";
import { loadCatalog } from "#catalog/load.ts";
import { ABANDONED_MS, connect, connectDrizzle, type Sql } from "#db/client.ts";
import { readDatabaseTime } from "#db/read/standing.ts";
import { readSealingKeys } from "#db/sealing.ts";
import { MixedRecordError, NotGrantedError } from "#db/write/vantage.ts";
import { exportsFolder } from "#domain/publish/export/manifest.ts";
import { PUBLIC_TARGETS } from "#domain/publish/webhook/target.ts";
import { createClock } from "#workers/clock.ts";
import { createResolve } from "#workers/deliver/resolve.ts";
import { createSender } from "#workers/deliver/send.ts";
import type { Webhooks } from "#workers/deliver/webhooks.ts";
import { buildNetwork, readWorldFile, userAgent, VERSION } from "#workers/environment.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import { createLog, type Log } from "#workers/log.ts";
import { serveMetrics, type WorkerMetrics } from "#workers/metrics.ts";
import { EXIT_FINAL, stopWithParent } from "#workers/process.ts";
import { readWorkerSettings, type WorkerSettings } from "#workers/settings.ts";
import { prepareDatabase } from "#workers/vantage/open.ts";
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
  let readers: ReturnType<typeof connectDrizzle> | null = null;
  let metrics: WorkerMetrics | null = null;
  let stopping = false;
  const stop = async (why: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    log.info(`stopping: ${why}`);
    await metrics?.close();
    await worker?.stop();
    await Promise.all([sql?.end({ timeout: 5 }), readers?.close()]);
    process.exit(exitCode);
  };
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => void stop("asked to", 0));
  stopWithParent(() => void stop("whoever started this is gone", 0));

  const database = connect({
    url: settings.DATABASE_URL,
    name: `faultline-worker-${settings.FAULTLINE_VANTAGE}`,
    idleInTransactionMs: ABANDONED_MS,
  });
  sql = database;
  const standing = await prepareDatabase(database, settings.DATABASE_URL);
  if (settings.FAULTLINE_SECRET_KEY !== undefined && standing === "owner") {
    readers = connectDrizzle({
      url: settings.DATABASE_URL,
      name: `faultline-webhooks-${settings.FAULTLINE_VANTAGE}`,
      max: 1,
    });
  }
  const webhooks = readers === null ? null : webhooksOf(settings, readers.db);
  if (webhooks === null && standing === "owner")
    log.info("webhooks are off: they need FAULTLINE_SECRET_KEY and FAULTLINE_URL");
  worker = await startWorker({
    sql: database,
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
    ...(webhooks === null ? {} : { webhooks }),
    exports: {
      folder: resolve(settings.FAULTLINE_HOME, exportsFolder(world !== null)),
      version: VERSION,
      licence: settings.FAULTLINE_EXPORT_LICENCE,
      source: settings.FAULTLINE_URL ?? null,
      operator: settings.FAULTLINE_OPERATOR ?? null,
      made_up: world !== null,
    },
    askTime: () => readDatabaseTime(database),
    random: Math.random,
    log,
    onUnfit: (why) => void stop(why, 1),
    onReplaced: () => void stop("another worker has taken this vantage over", EXIT_FINAL),
  });
  metrics = await metricsOf(settings, worker, log);
}

/** The worker's own figures where they are wanted. A port that is taken (by another worker, mostly) stops no probing. */
async function metricsOf(settings: WorkerSettings, { figures }: Worker, log: Log): Promise<WorkerMetrics | null> {
  const { FAULTLINE_METRICS_PORT: port, FAULTLINE_METRICS_HOST: host } = settings;
  if (port === undefined) return null;
  return serveMetrics({ host, port, figures }).catch((error: unknown) => {
    log.warn({ err: error, host, port }, "no figures are told: FAULTLINE_METRICS_PORT cannot be listened on");
    return null;
  });
}

/** How webhooks are sent; null without a key to open their addresses, or an address of our own to link to. */
function webhooksOf(settings: WorkerSettings, db: Webhooks["db"]): Webhooks | null {
  const { FAULTLINE_SECRET_KEY: key, FAULTLINE_URL: site } = settings;
  if (key === undefined || site === undefined) return null;
  const rules = {
    ...PUBLIC_TARGETS,
    ownHosts: [new URL(site).hostname],
    loopbackOnly: settings.FAULTLINE_WEBHOOK_LOOPBACK === "only",
  };
  const resolve = createResolve({ dns: settings.FAULTLINE_DNS });
  return { db, keys: readSealingKeys(key), site, send: createSender({ rules, resolve }), random: Math.random };
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

main().catch((error: unknown) => giveUp(error, isFinal(error) ? EXIT_FINAL : 1));

/** What stays wrong until somebody mends it. */
function isFinal(error: unknown): boolean {
  return error instanceof MixedRecordError || error instanceof NotGrantedError;
}
