import { randomUUID } from "node:crypto";
import { errorCode, isRefusedRow, type Sql } from "#db/client.ts";
import { readCatalogDigest } from "#db/read/catalog.ts";
import { readStanding } from "#db/read/standing.ts";
import type { MeasurementRow } from "#db/write/measurement-columns.ts";
import { createRecorder } from "#db/write/measurements.ts";
import { beat, noteLost, noteSkew, recordRounds, shareAddress } from "#db/write/vantage.ts";
import { locateChecks, notMonitored } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { isRefused } from "#domain/clock-skew.ts";
import { leftAlone } from "#domain/politeness/left-alone.ts";
import { ALONE } from "#domain/politeness/share.ts";
import type { WorkerFigures } from "#domain/publish/metrics/worker.ts";
import type { EpochMs } from "#domain/time.ts";
import type { ControlRound, VantageIdentity } from "#domain/vantage.ts";
import type { Clock } from "#workers/clock.ts";
import type { Webhooks } from "#workers/deliver/webhooks.ts";
import { type Sources, startDuties } from "#workers/duties.ts";
import { createFetch } from "#workers/fetch/fetch.ts";
import type { Exports } from "#workers/keep/exports.ts";
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
import { createManners } from "#workers/schedule/manners.ts";
import { startScheduler } from "#workers/schedule/scheduler.ts";
import { startVantageGate } from "#workers/vantage/gate.ts";
import { openVantage } from "#workers/vantage/open.ts";
import { skewMessage } from "#workers/vantage/skew-message.ts";
import { createTimekeeper } from "#workers/vantage/timekeeper.ts";
import { createVenueClocks } from "#workers/vantage/venue-clocks.ts";

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
  /** What time the database has, to compare the clock with; not compared when absent, as in a drill. */
  readonly askTime?: () => Promise<EpochMs>;
  /** In [0, 1): spreads back-offs. */
  readonly random?: () => number;
  readonly log: Log;
  /** Called once when another worker took this vantage over: stop, do not fight. */
  readonly onReplaced: () => void;
  /** Called when this worker should be stopped and started anew: its clock is wrong, or the catalog has changed. */
  readonly onUnfit?: (why: string) => void;
}

export interface Worker {
  /** How it does now, from memory. */
  figures(): WorkerFigures;
  stop(): Promise<void>;
}

/** SQLSTATE classes 22 and 23, and what row security refuses: the row is at fault. 23514 without a partition is not: a partition is missing. */
function isRowFault(error: unknown): boolean {
  if (isRefusedRow(error)) return true;
  const code = errorCode(error);
  return code !== undefined && code !== "23514" && /^2[23]/.test(code);
}

/** The same measurement without what the target wrote: a row refused for its text still says what happened. */
function withoutForeignText(row: MeasurementRow): MeasurementRow {
  return { ...row, measurement: { ...row.measurement, rawCode: null, certExpiresAt: null, facts: {} } };
}

/**
 * One vantage at work: announces itself, then probes, records, keeps and beats until stopped. Everything impure comes in
 * through the options. The database must be migrated. Where it is somebody else's, this worker has no duties: it probes what
 * the database's catalog says, and writes as its own vantage alone.
 * @throws SkewedClockError @throws MixedRecordError @throws NotGrantedError
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { sql, clock, vantage, network, env, log, askTime, onUnfit = () => {} } = options;
  const workerId = randomUUID();
  const has = {
    env: (name: string) => env(name) !== undefined,
    probe: (kind: string) => Object.hasOwn(probes, kind),
  };
  const isOwner = (await readStanding(sql)) === "owner";
  const timekeeper = askTime === undefined ? null : createTimekeeper(clock, askTime);
  const { vantageId, catalog, checkIds, catalogDigest, lostBefore } = await openVantage({
    sql,
    clock,
    standing: isOwner ? "owner" : "guest",
    catalog: options.catalog,
    vantage,
    worker: { workerId, version: options.version },
    skew: (await timekeeper?.measure()) ?? null,
    has,
  });
  const located = locateChecks(catalog);

  const onLoopError = (name: string) => (error: unknown) =>
    log.warn({ err: error }, `${name} failed; it will be tried again`);
  let refused = 0;
  const clockChecks =
    timekeeper === null
      ? null
      : startLoop(clock, MINUTE_MS, onLoopError("comparing clocks"), async () => {
          const skew = await timekeeper.measure();
          if (skew === null) return;
          await sql.begin((tx) => noteSkew(tx, vantageId, skew, clock.now() - skew.skewMs));
          if (isRefused(skew)) onUnfit(skewMessage(skew.skewMs, "database"));
        });
  const venues = createVenueClocks(clock, log);
  /** What is measured by a wrong clock is not stored. Whether it is wrong is found out at once. */
  const isTimely = () => {
    if (timekeeper === null) return true;
    if (timekeeper.isRight()) return venues.isRight();
    void clockChecks?.runNow();
    return false;
  };
  const partitions = isOwner
    ? startLoop(clock, HOUR_MS, onLoopError("keeping partitions"), async () => {
        if (!isTimely()) return;
        const { made, dropped } = await keepPartitions(sql, clock.now(), options.retention);
        if (made.length > 0 || dropped.length > 0) log.info({ made, dropped }, "partitions");
      })
    : null;
  let share = ALONE;
  const neighbours = startLoop(clock, MINUTE_MS, onLoopError("asking who shares this address"), async () => {
    share = await sql.begin((tx) => shareAddress(tx, vantageId, network.localAddress ?? null, clock.now()));
  });

  const record = createRecorder(sql);
  const measurements = createBuffer<MeasurementRow>({
    clock,
    write: async (rows) => {
      await record(rows, clock.now());
    },
    isRowFault,
    salvage: withoutForeignText,
    onError: (error, rows) => {
      log.warn({ err: error, rows }, "measurements could not be stored yet");
      if (errorCode(error) === "23514") void partitions?.runNow();
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
      if (isTimely()) rounds.add(round);
    },
  });

  const manners = createManners(clock, options.random ?? Math.random);
  const jobs = createJobs({
    checks: located.filter((check) => notMonitored(check, has) === null),
    vantage: vantage.name,
    clock,
    gate,
    loopLag,
    manners,
    context: {
      network,
      env,
      memory: createMemory(),
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      userAgent: options.userAgent,
      limits: options.limits ?? DEFAULT_LIMITS,
      leftAlone: leftAlone(catalog),
    },
    onMeasurement: (measurement) => {
      venues.hear(measurement);
      const checkId = checkIds.get(measurement.checkId);
      if (!isTimely()) refused += 1;
      else if (checkId !== undefined) measurements.add({ checkId, vantageId, measurement });
    },
  });
  const scheduler = startScheduler(jobs.list, {
    clock,
    gate: createHostGate(
      clock,
      hostLimits(catalog, env, () => share),
    ),
    onError: (id, error) => log.error({ err: error, check: id }, "a probe broke"),
  });

  const figures = () => ({
    ticksPlanned: scheduler.counts.planned,
    ticksDone: scheduler.counts.done - jobs.counts.notReady,
    ticksSkipped: scheduler.counts.skipped + jobs.counts.notReady,
    ticksLate: scheduler.counts.late,
    latenessMs: scheduler.counts.latenessMs,
    measured: jobs.counts.measured,
    inserts: measurements.writes,
    rowsBuffered: measurements.buffered,
    rowsLost: lostBefore + measurements.lost + refused,
    loopLagMs: loopLag.recentMaxMs(),
    gated: gate.gated,
    hostsHeld: manners.held(),
  });
  const beatNow = (stopped: boolean) =>
    sql.begin((tx) => beat(tx, { vantageId, workerId }, { ...figures(), stopped }, clock.now()));
  const beats = startLoop(clock, BEAT_MS, onLoopError("the heartbeat"), async () => {
    if (isTimely() && !(await beatNow(false))) options.onReplaced();
  });
  const rollUp = async () => {
    if (isTimely()) await keepMinutes(sql, vantageId, clock.now(), reachBackMs);
  };
  const minutes = startLoop(clock, MINUTE_MS, onLoopError("the minute rollup"), rollUp);
  const stopping = new AbortController();
  const duties = isOwner
    ? startDuties({
        ...options,
        catalog,
        holder: workerId,
        reachBackMs,
        sources: options.sources ?? { clouds: [], pages: [], ranges: [], providers: [] },
        fetch: (signal) =>
          createFetch({ network, monotonic: () => clock.monotonic(), userAgent: options.userAgent, signal }),
        isTimely,
        gate,
        signal: stopping.signal,
      })
    : startLoop(clock, MINUTE_MS, onLoopError("looking for a new catalog"), async () => {
        const newest = await sql.begin((tx) => readCatalogDigest(tx));
        if (newest !== catalogDigest) onUnfit("the catalog has changed");
      });
  if (!isOwner) log.info("this role may probe and record; the duties of all are left to others");
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
      const loops = [beats, minutes, partitions, clockChecks, neighbours, duties];
      await Promise.all(loops.map((one) => one?.stop()));
      await rollUp().catch(onLoopError("the last minute rollup"));
      const last = () =>
        isTimely() ? beatNow(true) : sql.begin((tx) => noteLost(tx, vantageId, workerId, figures().rowsLost));
      await last().catch(onLoopError("the last heartbeat"));
    },
  };
}
