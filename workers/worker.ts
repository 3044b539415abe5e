import { randomUUID } from "node:crypto";
import { errorCode, type Sql } from "#db/client.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { type MeasurementRow, recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { beat, claimVantage, recordRounds, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import { locateChecks, notMonitored } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { WorkerFigures } from "#domain/publish/metrics/worker.ts";
import type { ControlRound, VantageIdentity } from "#domain/vantage.ts";
import type { Clock } from "#workers/clock.ts";
import { startWebhooks, type Webhooks } from "#workers/deliver/webhooks.ts";
import { type Sources, startDuties } from "#workers/duties.ts";
import { createFetch } from "#workers/fetch/fetch.ts";
import { type Exports, keepExports } from "#workers/keep/exports.ts";
import { keepMinutes, keepPartitions, type Retention } from "#workers/keep/keep.ts";
import { startLoop } from "#workers/keep/loop.ts";
import type { Log } from "#workers/log.ts";
import { askControl } from "#workers/probe/control.ts";
import { createLoopLag } from "#workers/probe/loop-lag.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { DEFAULT_LIMITS, type Limits, type Network } from "#workers/probe/probe.ts";
import { createBuffer } from "#workers/record/buffer.ts";
import { createHostGate } from "#workers/schedule/host-gate.ts";
import { hostLimits } from "#workers/schedule/host-limits.ts";
import { createJobs } from "#workers/schedule/jobs.ts";
import { startScheduler } from "#workers/schedule/scheduler.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";

const BEAT_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** From a check's start to its row: both attempts, the pause, the wait for the controls and for the database. */
const LONGEST_RUN_MS = 2 * MINUTE_MS;
/** Running probes may finish for this long after a stop, and the buffer may write for as long. */
const GRACE_MS = 4_000;

export interface WorkerOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly vantage: VantageIdentity;
  readonly network: Network;
  readonly env: (name: string) => string | undefined;
  readonly userAgent: string;
  readonly version: string;
  readonly retention: Retention;
  /** Of each attempt; the usual ones when absent. */
  readonly limits?: Limits;
  /** Feeds, status pages and range files to read; none when absent. */
  readonly sources?: Sources;
  /** Nobody is told anything when absent. */
  readonly webhooks?: Webhooks;
  /** Where months are exported to that are over; nowhere when absent. */
  readonly exports?: Exports;
  readonly log: Log;
  /** Called once when another worker took this vantage over: stop, do not fight. */
  readonly onReplaced: () => void;
}

export interface Worker {
  /** How it does now, from memory. */
  figures(): WorkerFigures;
  stop(): Promise<void>;
}

/** SQLSTATE classes 22 and 23: the row is at fault. 23514 without a partition is not: a partition is missing. */
function isRowFault(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && code !== "23514" && /^2[23]/.test(code);
}

/** The same measurement without what the target wrote: a row refused for its text still says what happened. */
function withoutForeignText(row: MeasurementRow): MeasurementRow {
  return { ...row, measurement: { ...row.measurement, rawCode: null, facts: {} } };
}

/**
 * One vantage at work: announces itself, then probes, records, keeps and beats until stopped. Everything impure comes in
 * through the options. The database must be migrated.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { sql, clock, catalog, vantage, network, env, log } = options;
  const workerId = randomUUID();
  const located = locateChecks(catalog);
  const has = {
    env: (name: string) => env(name) !== undefined,
    probe: (kind: string) => Object.hasOwn(probes, kind),
  };

  const { vantageId, checkIds, lostBefore } = await sql.begin(async (tx) => {
    const now = clock.now();
    const checkIds = await syncCatalog(tx, catalog, now);
    const vantageId = await upsertVantage(tx, vantage, now);
    await ensurePartitions(tx, now);
    const monitored = located.flatMap((check) => {
      const checkId = checkIds.get(check.id);
      return checkId === undefined
        ? []
        : [
            {
              checkId,
              reason: notMonitored(check, has),
              staggerMs: staggerMs(check.id, check.check.intervalS * 1_000),
            },
          ];
    });
    await setMonitored(tx, vantageId, monitored, now);
    const lostBefore = await claimVantage(tx, { vantageId, workerId, version: options.version }, now);
    return { vantageId, checkIds, lostBefore };
  });

  const onLoopError = (name: string) => (error: unknown) =>
    log.warn({ err: error }, `${name} failed; it will be tried again`);
  const partitions = startLoop(clock, HOUR_MS, onLoopError("keeping partitions"), async () => {
    const { made, dropped } = await keepPartitions(sql, clock.now(), options.retention);
    if (made.length > 0 || dropped.length > 0) log.info({ made, dropped }, "partitions");
  });

  const measurements = createBuffer<MeasurementRow>({
    clock,
    write: async (rows) => {
      await sql.begin((tx) => recordMeasurements(tx, rows, clock.now()));
    },
    isRowFault,
    salvage: withoutForeignText,
    onError: (error, rows) => {
      log.warn({ err: error, rows }, "measurements could not be stored yet");
      if (errorCode(error) === "23514") void partitions.runNow();
    },
    maxRows: 20_000,
    batchRows: 500,
    lingerMs: 200,
  });
  const rounds = createBuffer<ControlRound>({
    clock,
    write: (batch) => sql.begin((tx) => recordRounds(tx, vantageId, batch)).then(() => {}),
    isRowFault,
    onError: (error, rows) => log.warn({ err: error, rows }, "control rounds could not be stored yet"),
    maxRows: 1_000,
    batchRows: 100,
    lingerMs: 1_000,
  });

  const slowestMs = Math.max(0, ...located.map(({ check }) => check.intervalS * 1_000));
  const reachBackMs = slowestMs + LONGEST_RUN_MS;
  const loopLag = createLoopLag();
  let wasGated = false;
  const gate = startVantageGate({
    clock,
    askControls: () => Promise.all(catalog.controls.map((control) => askControl(control, network, options.userAgent))),
    onRound: (round) => {
      const failed = round.controls.filter((control) => !control.ok).map((control) => control.slug);
      if (round.gated && !wasGated) log.warn({ failed }, "this vantage has lost its network: its failures are neutral");
      if (!round.gated && wasGated) log.info("this vantage has its network back");
      wasGated = round.gated;
      rounds.add(round);
    },
  });

  const jobs = createJobs({
    checks: located.filter((check) => notMonitored(check, has) === null),
    vantage: vantage.name,
    clock,
    gate,
    loopLag,
    context: {
      network,
      env,
      memory: createMemory(),
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      userAgent: options.userAgent,
      limits: options.limits ?? DEFAULT_LIMITS,
    },
    onMeasurement: (measurement) => {
      const checkId = checkIds.get(measurement.checkId);
      if (checkId !== undefined) measurements.add({ checkId, vantageId, measurement });
    },
  });
  const scheduler = startScheduler(jobs.list, {
    clock,
    gate: createHostGate(clock, hostLimits(catalog, env)),
    onError: (id, error) => log.error({ err: error, check: id }, "a probe broke"),
  });

  const figures = () => ({
    ticksPlanned: scheduler.counts.planned,
    ticksDone: scheduler.counts.done - jobs.counts.notReady,
    ticksSkipped: scheduler.counts.skipped + jobs.counts.notReady,
    rowsBuffered: measurements.buffered,
    rowsLost: lostBefore + measurements.lost,
    loopLagMs: loopLag.recentMaxMs(),
    gated: gate.gated,
  });
  const beatNow = (stopped: boolean) =>
    sql.begin((tx) => beat(tx, { vantageId, workerId }, { ...figures(), stopped }, clock.now()));
  const beats = startLoop(clock, BEAT_MS, onLoopError("the heartbeat"), async () => {
    if (!(await beatNow(false))) options.onReplaced();
  });
  const minutes = startLoop(clock, MINUTE_MS, onLoopError("the minute rollup"), () =>
    keepMinutes(sql, vantageId, clock.now(), reachBackMs),
  );
  const duties = startDuties({
    sql,
    clock,
    log,
    holder: workerId,
    catalog,
    reachBackMs,
    sources: options.sources ?? { clouds: [], pages: [], ranges: [], providers: [] },
    fetch: (signal) =>
      createFetch({ network, monotonic: () => clock.monotonic(), userAgent: options.userAgent, signal }),
  });
  const webhooks =
    options.webhooks === undefined
      ? null
      : startWebhooks({
          ...options.webhooks,
          sql,
          clock,
          log,
          holder: workerId,
          userAgent: options.userAgent,
        });
  const stopping = new AbortController();
  const { exports } = options;
  const exporting =
    exports === undefined
      ? null
      : startLoop(clock, HOUR_MS, onLoopError("exporting months"), async () => {
          const made = await keepExports(sql, clock.now(), exports, stopping.signal);
          if (made.length > 0) log.info({ made, folder: exports.folder }, "months were exported");
        });
  log.info({ vantage: vantage.name, checks: jobs.list.length, of: located.length }, "probing");

  return {
    figures: () => ({ vantage: vantage.name, ...figures() }),
    stop: async () => {
      stopping.abort();
      await scheduler.stop(GRACE_MS);
      await jobs.settled();
      await gate.stop();
      loopLag.stop();
      await Promise.all([measurements.close(GRACE_MS), rounds.close(GRACE_MS)]);
      await Promise.all([beats, minutes, partitions, duties, webhooks, exporting].map((one) => one?.stop()));
      await keepMinutes(sql, vantageId, clock.now(), reachBackMs).catch(onLoopError("the last minute rollup"));
      await beatNow(true).catch(onLoopError("the last heartbeat"));
    },
  };
}
