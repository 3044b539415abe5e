import { connect } from "#db/client.ts";
import type { RunningPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { machineMs, usedByFamily } from "#scripts/bench/cpu.ts";
import { type Load, startLoadWorker } from "#scripts/bench/load-worker.ts";
import type { TargetPlace } from "#scripts/bench/probe-target.ts";

/** The extra round of the start is over by then, and what it needed compiled and planned. */
const WARM_UP_MS = 14_000;
/** For so long at most it takes to judge thousands of components for the first time, which is done once in a worker's life. */
const FIRST_VERDICTS_MS = 120_000;
const LOOK_MS = 500;
/** The last check of the last tick starts before the next tick, or half an interval late, or not at all; then its answer, and the buffer. */
const TAIL_MS = 2_000;
const TIMER_MS = 10;

/** How a worker did under a load, by its own record. */
export interface LatenessRun {
  readonly load: Load;
  /** Ticks that should have been recorded of the time measured, and those that were. */
  readonly expected: number;
  readonly recorded: number;
  /** Of those recorded: that were answered and say so. */
  readonly ok: number;
  /** Ms from the instant at which a check was due to its start. */
  readonly lateness: Quantiles;
  /** The same of a bare timer in an idle process meanwhile: what the machine adds. */
  readonly timer: Quantiles;
  /** Seconds of CPU for 1,000 recorded checks: of the worker, all threads, and of Postgres, all processes; null where the system does not tell. */
  readonly cpu: { readonly worker: number; readonly postgres: number | null };
  /** Of one core, the worker. */
  readonly share: number;
  /** Of all cores, everything that ran on the machine. */
  readonly busy: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/**
 * Runs a worker under a load against a database of its own, from its start to its end.
 * @param ticks how many of each check are measured
 * @returns null when the load is so high that the worker does not get so far that everything is judged
 */
export async function runLoad(
  server: RunningPostgres,
  target: TargetPlace,
  load: Load,
  ticks: number,
): Promise<LatenessRun | null> {
  const database = `faultline_bench_${load.scheme}_${load.checks}`;
  await server.ensureDatabase(database);
  const url = server.urlFor(database);
  await migrateDatabase(url);
  const worker = await startLoadWorker(url, load, target);
  if (!(await isJudged(url))) {
    await worker.stop();
    return null;
  }
  const everyMs = load.intervalS * 1_000;
  const from = Math.ceil((Date.now() + WARM_UP_MS) / everyMs) * everyMs;
  const to = from + ticks * everyMs;
  const used = async () => ({
    at: Date.now(),
    worker: await worker.cpuMs(),
    machine: machineMs(),
    postgres: server.pid === null ? null : usedByFamily(server.pid),
  });

  await sleep(from - Date.now());
  const before = await used();
  const timer = watchTimer();
  await sleep(to - Date.now());
  const after = await used();
  const timerLateness = timer.stop();
  await sleep(to + everyMs / 2 + TAIL_MS - Date.now());
  await worker.stop();

  const record = await readRecord(url, { from, to, cpuFrom: before.at, cpuTo: after.at });
  const thousands = record.during / 1_000;
  const workerMs = after.worker - before.worker;
  const postgresMs = before.postgres === null || after.postgres === null ? null : after.postgres - before.postgres;
  return {
    load,
    expected: load.checks * ticks,
    recorded: record.recorded,
    ok: record.ok,
    lateness: record.lateness,
    timer: timerLateness,
    cpu: {
      worker: workerMs / 1_000 / thousands,
      postgres: postgresMs === null ? null : postgresMs / 1_000 / thousands,
    },
    share: workerMs / (after.at - before.at),
    busy: (after.machine.busy - before.machine.busy) / (after.machine.all - before.machine.all),
  };
}

/** Waits until everything has a verdict from its own results. @returns false when that does not come */
async function isJudged(url: string): Promise<boolean> {
  const sql = connect({ url, name: "faultline-bench", max: 1 });
  try {
    const giveUp = Date.now() + FIRST_VERDICTS_MS;
    while (Date.now() < giveUp) {
      const [row] = await sql<{ open: number; all: number }[]>`
        select count(*)::int as all, count(*) filter (where v.verdict is distinct from 'up')::int as open
        from component c left join component_verdict v on v.component_id = c.id`;
      if (row !== undefined && row.all > 0 && row.open === 0) return true;
      await sleep(LOOK_MS);
    }
    return false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

interface Span {
  /** Ticks, the last one excluded. */
  readonly from: number;
  readonly to: number;
  /** When the CPU was looked at. */
  readonly cpuFrom: number;
  readonly cpuTo: number;
}

interface RecordRow {
  readonly recorded: number;
  readonly ok: number;
  readonly late: readonly [number, number, number] | null;
  readonly during: number;
}

const NOTHING_STARTED = [Number.NaN, Number.NaN, Number.NaN] as const;

/** The record itself says when each check was due, and when it was started. */
async function readRecord(url: string, { from, to, cpuFrom, cpuTo }: Span) {
  const sql = connect({ url, name: "faultline-bench", max: 1 });
  try {
    const [row] = await sql<RecordRow[]>`
      with run as (
        select m.tick, m.started_at, m.outcome,
          extract(epoch from m.started_at - m.tick)::float8 * 1000 - c.stagger_ms as late
        from measurement m join check_vantage c using (check_id, vantage_id))
      select
        count(*) filter (where tick >= ${new Date(from)} and tick < ${new Date(to)})::int as recorded,
        count(*) filter (where tick >= ${new Date(from)} and tick < ${new Date(to)} and outcome = 'ok')::int as ok,
        percentile_disc(array[0.5, 0.99, 1]) within group (order by late)
          filter (where tick >= ${new Date(from)} and tick < ${new Date(to)}) as late,
        count(*) filter (where started_at >= ${new Date(cpuFrom)} and started_at < ${new Date(cpuTo)})::int as during
      from run`;
    if (row === undefined) throw new Error("nothing was recorded");
    const [p50, p99, max] = row.late ?? NOTHING_STARTED;
    return { ...row, lateness: { p50, p99, max } };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function watchTimer(): { stop(): Quantiles } {
  const late: number[] = [];
  let timer: NodeJS.Timeout;
  const plan = () => {
    const due = performance.now() + TIMER_MS;
    timer = setTimeout(() => {
      late.push(Math.max(0, performance.now() - due));
      plan();
    }, TIMER_MS);
  };
  plan();
  return {
    stop: () => {
      clearTimeout(timer);
      late.sort((a, b) => a - b);
      const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? Number.NaN;
      return { p50: at(0.5), p99: at(0.99), max: at(1) };
    },
  };
}
