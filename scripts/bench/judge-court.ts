import { randomUUID } from "node:crypto";
import { connect, type Sql } from "#db/client.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import type { MeasurementRow } from "#db/write/measurement-columns.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { beat, claimVantage, recordRounds, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import { type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import type { Facts, Measurement } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";
import { type CpuMs, cpuOf } from "#scripts/bench/cpu.ts";
import { writeSeed } from "#scripts/seed/write.ts";
import { createJudge, type Judge } from "#workers/judge/judge.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const VANTAGES = ["vantage-1", "vantage-2", "vantage-3"];
/** The raw record of the last hours is as dense as a worker's; of the days before, a row for each half hour. */
const DENSE_HOURS = 3;
const SPARSE_S = 1_800;
/** Days whose raw record is kept by default. */
const RAW_DAYS = 30;

/** The whole catalog with a history, and a judge on a clock that the bench moves. */
export interface JudgeBench {
  readonly days: number;
  readonly checks: number;
  readonly components: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly backendPid: number;
  /** Stores the next minute's results: each check from each vantage. @returns their number. */
  nextRound(): Promise<number>;
  /** One pass, two seconds after the last one or the round. */
  pass(): Promise<CpuMs & { readonly rounds: number; readonly turnsHour: boolean }>;
  /** Does what autovacuum does each minute, which the bench's clock outruns. */
  tidy(): Promise<void>;
  /** The first pass of a judge that remembers nothing. */
  firstPass(): Promise<CpuMs>;
  close(): Promise<void>;
}

/** Makes a history of so many days up to `until`, a full hour. */
export async function openJudgeBench(
  url: string,
  { catalog, days, until }: { readonly catalog: Catalog; readonly days: number; readonly until: EpochMs },
): Promise<JudgeBench> {
  const sql = connect({ url, name: "faultline-bench" });
  await writeSeed(sql, catalog, {
    days,
    seed: 1,
    until,
    minutesDays: 1,
    again: false,
    now: until,
    writer: randomUUID(),
  });
  const active = locateChecks(catalog).filter(
    ({ service, check }) => service.lifecycle.state !== "retired" && check.tier !== "disabled",
  );
  const ids = await settle(sql, catalog, active, until);
  await fillRaw(sql, until, Math.min(days, RAW_DAYS));
  await sql`vacuum analyze`;
  return start(sql, url, { catalog, days, until, active, ids });
}

interface Ids {
  readonly checks: ReadonlyMap<string, number>;
  readonly vantages: ReadonlyMap<string, number>;
}

/** The vantages, and what each of them runs: everything, whether or not there is a key or a probe for it. */
async function settle(sql: Sql, catalog: Catalog, active: readonly LocatedCheck[], now: EpochMs): Promise<Ids> {
  return sql.begin(async (tx) => {
    const checks = await syncCatalog(tx, catalog, now);
    const monitored = active.flatMap(({ id, check }) => {
      const checkId = checks.get(id);
      return checkId === undefined
        ? []
        : [{ checkId, reason: null, staggerMs: staggerMs(id, check.intervalS * 1_000) }];
    });
    const vantages = new Map<string, number>();
    for (const name of VANTAGES) {
      const identity = { name, provider: "bench", region: null, country: null, world: true };
      const vantageId = await upsertVantage(tx, identity, now);
      await setMonitored(tx, vantageId, monitored, now);
      await claimVantage(tx, { vantageId, workerId: name, version: "bench" }, now);
      vantages.set(name, vantageId);
    }
    return { checks, vantages };
  });
}

/** The raw record up to `until`, and what is usual of each check. */
async function fillRaw(sql: Sql, until: EpochMs, days: number): Promise<void> {
  await sql.begin(async (tx) => {
    for (let day = days; day >= 0; day -= 1) await ensurePartitions(tx, until - day * DAY_MS, day === 0 ? 7 : 0);
  });
  const dense = until - DENSE_HOURS * HOUR_MS;
  await insertRaw(sql, { from: until - days * DAY_MS, to: dense, everyS: SPARSE_S });
  await insertRaw(sql, { from: dense, to: until, everyS: 60 });
  await sql`
    insert into latency_baseline (check_id, vantage_id, p95_ms, samples, oldest_at, computed_at)
    select check_id, vantage_id, 250, 10000, ${new Date(until - 7 * DAY_MS)}, ${new Date(until)} from check_vantage
    where reason is null`;
}

async function insertRaw(
  sql: Sql,
  { from, to, everyS }: { readonly from: EpochMs; readonly to: EpochMs; readonly everyS: number },
): Promise<void> {
  await sql`
    insert into measurement (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, http_status, http_version,
      address, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts)
    select t, c.check_id, c.vantage_id, t + c.stagger_ms * interval '1 millisecond', 'ok', null, null, 200, '1.1',
      '127.0.0.1', 900, 5, 20, 25, 60, 2, 112, 1,
      jsonb_build_object('head_number', extract(epoch from t)::bigint / 12, 'head_age_s', 4)
    from check_vantage c join vantage v on v.id = c.vantage_id and v.name = any(${VANTAGES})
    cross join generate_series(${new Date(from)}::timestamptz, ${new Date(to - 1)}::timestamptz,
      ${everyS} * interval '1 second') t
    where c.reason is null`;
}

async function start(
  bulk: Sql,
  url: string,
  {
    catalog,
    days,
    until,
    active,
    ids,
  }: {
    readonly catalog: Catalog;
    readonly days: number;
    readonly until: EpochMs;
    readonly active: readonly LocatedCheck[];
    readonly ids: Ids;
  },
): Promise<JudgeBench> {
  // One connection, so that one backend does all the judge's work.
  const judging = connect({ url, name: "faultline-bench-judge", max: 1 });
  const [backend] = await judging<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const backendPid = backend?.pid ?? 0;
  let minute = until;
  let now = until;
  let passedAt = until;
  const judgeAs = (holder: string) =>
    createJudge({ sql: judging, now: () => now, monotonic: () => performance.now(), holder, chains: catalog.chains });
  let judge: Judge = judgeAs(randomUUID());
  const beatAll = async () => {
    for (const [name, vantageId] of ids.vantages)
      await bulk.begin(async (tx) => {
        const counts = { ticksPlanned: 0, ticksDone: 0, ticksSkipped: 0, rowsBuffered: 0, rowsLost: 0, loopLagMs: 0 };
        await beat(tx, { vantageId, workerId: name }, { ...counts, gated: false, stopped: false }, now);
        await recordRounds(tx, vantageId, [{ at: now, controls: [], gated: false }]);
      });
  };

  return {
    days,
    checks: active.length,
    components: new Set(active.map(({ service, component }) => `${service.slug}/${component.slug}`)).size,
    rows: await countRows(bulk),
    backendPid,
    nextRound: async () => {
      minute += MINUTE_MS;
      now = minute + 50_000;
      const chains = new Map(catalog.chains.map((chain) => [chain.slug, chain]));
      const rows = active.flatMap((located): MeasurementRow[] =>
        VANTAGES.map((vantage) => ({
          checkId: ids.checks.get(located.id) ?? 0,
          vantageId: ids.vantages.get(vantage) ?? 0,
          measurement: resultOf(located, vantage, minute, chains.get(located.check.chain ?? "")?.blockTimeS ?? 12),
        })),
      );
      await bulk.begin((tx) => recordMeasurements(tx, rows, now));
      await beatAll();
      return rows.length;
    },
    pass: async () => {
      now += 2_000;
      const turnsHour = Math.floor(passedAt / HOUR_MS) !== Math.floor(now / HOUR_MS);
      passedAt = now;
      let rounds = 0;
      const cpu = await cpuOf(backendPid, async () => {
        rounds = (await judge.pass())?.rounds ?? 0;
      });
      return { ...cpu, rounds, turnsHour };
    },
    tidy: async () => {
      await bulk`vacuum (analyze) vantage_round, check_latest, detector, chain_state, component_verdict, judge_progress, lease, worker_heartbeat`;
    },
    firstPass: async () => {
      await judge.release();
      now += 2_000;
      judge = judgeAs(randomUUID());
      return cpuOf(backendPid, () => judge.pass());
    },
    close: async () => {
      await Promise.all([bulk.end({ timeout: 5 }), judging.end({ timeout: 5 })]);
    },
  };
}

/** Most answer; one check in forty fails for a quarter of an hour in each one, so that there is always something to tell. */
function resultOf({ id, check }: LocatedCheck, vantage: string, tick: EpochMs, blockTimeS: number): Measurement {
  const at = tick + staggerMs(id, 30_000);
  const quarter = Math.floor(tick / (15 * MINUTE_MS));
  const fails = staggerMs(`${id} ${quarter}`, 40) === 0;
  const jitter = staggerMs(`${id} ${vantage} ${tick}`, 100);
  const height = Math.floor(at / (blockTimeS * 1_000));
  const facts: Facts = check.chain
    ? { head_number: height, head_age_s: (at / 1_000) % blockTimeS, head_hash: `0x${height.toString(16)}` }
    : { clock_offset_s: jitter / 1_000 };
  return {
    checkId: id,
    vantage,
    tick,
    at,
    outcome: fails ? "failed" : "ok",
    failureType: fails ? "tcp.refused" : null,
    phase: fails ? "connection" : null,
    rawCode: fails ? "ECONNREFUSED" : null,
    httpStatus: fails ? null : 200,
    httpVersion: "1.1",
    address: "127.0.0.1",
    certExpiresAt: null,
    bodyBytes: 900,
    timings: { dnsMs: 5, connectMs: 20, tlsMs: 25, waitMs: 60, downloadMs: 2, totalMs: 112 + jitter },
    facts: fails ? {} : facts,
    attempts: fails ? 2 : 1,
  };
}

async function countRows(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, string>[]>`
    select (select count(*) from measurement) as measurement, (select count(*) from verdict_log) as verdict_log,
      (select count(*) from incident) as incident, (select count(*) from component_hour) as component_hour,
      (select count(*) from measurement_hour) as measurement_hour,
      (select count(*) from pg_inherits where inhparent = 'measurement'::regclass) as partitions`;
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, n]) => [name, Number(n)]));
}
