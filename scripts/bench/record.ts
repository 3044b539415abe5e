import { once } from "node:events";
import { connect, type Sql } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { COLUMNS, type MeasurementRow } from "#db/write/measurement-columns.ts";
import { createRecorder, recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Bench, type BenchContext, type BenchReport, type BenchRow, median } from "#scripts/bench/bench.ts";
import { cpuOf, seesBackend, total } from "#scripts/bench/cpu.ts";
import { catalogOf } from "#scripts/bench/load-worker.ts";
import { staggerMs } from "#workers/schedule/ticks.ts";

/** Rows for each second of CPU, beside those of the bare insert. */
const BAR = 0.8;
const CHECKS = 10_000;
/** As the worker's buffer writes them. */
const BATCH_ROWS = 500;
const BATCHES = 8;
const ROUNDS = 15;
/** Plans are made, code is compiled, pages are filled, and every check has a newest result after the first rounds. */
const WARM_UP = 3;
const INTERVAL_MS = 10_000;
/** So long ago the first of all measurements was made. */
const MEASURED_FOR_MS = 3_600_000;

type Write = (rows: readonly MeasurementRow[], now: EpochMs) => Promise<unknown>;

const NAMES = COLUMNS.map(({ name }) => name).join(", ");
/** The bare insert, of arrays written and taken apart as recording does it. */
const INSERT_LEAN = `insert into measurement (${NAMES}) select ${COLUMNS.map(({ made }) => made).join(", ")}
  from (select ${COLUMNS.map(({ name, sent }, n) => `unnest($${n + 1}::${sent}[]) as ${name}`).join(", ")}) as sent`;

/** Each with a vantage of its own, so that all write the same rows into the same table and its indexes. */
const WAYS: Readonly<Record<string, (sql: Sql) => Write>> = {
  "bare unnest insert": (sql) => (rows) => insertBare(sql, rows),
  recording: createRecorder,
  "recording, careful": (sql) => (rows, now) => sql.begin((tx) => recordMeasurements(tx, rows, now)),
  "bare insert, lean arrays": (sql) => (rows) =>
    sql.unsafe(
      INSERT_LEAN,
      COLUMNS.map(({ array }) => array(rows)),
      { prepare: true },
    ),
  "bare COPY": (sql) => (rows) => copyBare(sql, rows),
};
const [REFERENCE, OURS] = ["bare unnest insert", "recording"] as const;

/** What recording costs beside an insert that only keeps the rows. */
export const record: Bench = {
  about: `recording beside a bare unnest insert of the same rows, at least ${BAR} times as many`,
  run: async ({ freshDatabase, say }) => {
    // One connection, so that one backend does all the work.
    const sql = connect({ url: await freshDatabase("record"), name: "faultline-bench", max: 1 });
    try {
      return await measure(sql, say);
    } finally {
      await sql.end({ timeout: 5 });
    }
  },
};

interface Speed {
  readonly perCpu: number;
  readonly perSecond: number;
}

async function measure(sql: Sql, say: BenchContext["say"]): Promise<BenchReport> {
  const now = Date.now();
  const ids = await sql.begin(async (tx) => {
    await ensurePartitions(tx, now);
    const catalog = catalogOf({ scheme: "http", checks: CHECKS, intervalS: INTERVAL_MS / 1_000 });
    return syncCatalog(tx, catalog, now - MEASURED_FOR_MS);
  });
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const backendPid = backend?.pid ?? 0;
  const checks = [...ids]
    .map(([id, checkId]) => ({ id, checkId, at: staggerMs(id, INTERVAL_MS) }))
    .sort((one, other) => one.at - other.at);
  const speeds = new Map(Object.keys(WAYS).map((name) => [name, [] as Speed[]]));
  const writes = Object.entries(WAYS).map(([name, open]) => [name, open(sql)] as const);
  let batch = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    if (round === WARM_UP) say("record: measuring");
    // In turns, each first as often.
    const ways = writes.map((_, index) => writes[(index + round) % writes.length]);
    for (const way of ways) {
      if (way === undefined) continue;
      const [name, write] = way;
      const vantageId = 1 + Object.keys(WAYS).indexOf(name);
      const batches = Array.from({ length: BATCHES }, (_, n) => rowsOf(checks, batch + n, vantageId, now));
      const speed = await speedOf(backendPid, batches.flat().length, async () => {
        for (const rows of batches) await write(rows, now);
      });
      if (round >= WARM_UP) speeds.get(name)?.push(speed);
    }
    batch += BATCHES;
  }
  return reportOf(speeds, backendPid);
}

async function speedOf(backendPid: number, rows: number, task: () => Promise<unknown>): Promise<Speed> {
  const begun = performance.now();
  const cpu = await cpuOf(backendPid, task);
  return { perCpu: (rows / total(cpu)) * 1_000, perSecond: (rows / (performance.now() - begun)) * 1_000 };
}

/** The next checks in the order in which they are due, at their ticks. */
function rowsOf(
  checks: readonly { readonly id: string; readonly checkId: number }[],
  batch: number,
  vantageId: number,
  now: EpochMs,
): MeasurementRow[] {
  return Array.from({ length: BATCH_ROWS }, (_, n) => {
    const position = batch * BATCH_ROWS + n;
    const check = checks[position % checks.length];
    const tick = now - MEASURED_FOR_MS + Math.floor(position / checks.length) * INTERVAL_MS;
    const spread = position % 100;
    return {
      checkId: check?.checkId ?? 0,
      vantageId,
      measurement: {
        checkId: check?.id ?? "",
        vantage: "bench",
        tick,
        at: tick + spread,
        outcome: "ok",
        failureType: null,
        phase: null,
        rawCode: null,
        httpStatus: 200,
        httpVersion: "1.1",
        address: "127.0.0.1",
        certExpiresAt: now + 86_400_000,
        bodyBytes: 900,
        timings: { dnsMs: 5, connectMs: 20, tlsMs: 25, waitMs: 60, downloadMs: 2, totalMs: 112 + spread },
        facts: { clock_offset_s: spread / 1_000 },
        attempts: 1,
      },
    };
  });
}

/** One statement that keeps the rows and does nothing else, with the driver's own arrays. */
async function insertBare(sql: Sql, rows: readonly MeasurementRow[]): Promise<void> {
  const m = rows.map((row) => row.measurement);
  await sql`
    insert into measurement (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status,
      http_version, address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms,
      attempts, facts)
    select tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version, address,
      cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts::jsonb
    from unnest(
      ${instants(m.map((x) => x.tick))}::timestamptz[], ${rows.map((r) => r.checkId)}::bigint[],
      ${rows.map((r) => r.vantageId)}::bigint[], ${instants(m.map((x) => x.at))}::timestamptz[],
      ${m.map((x) => x.outcome)}::text[], ${m.map((x) => x.failureType)}::text[], ${m.map((x) => x.phase)}::text[],
      ${m.map((x) => x.rawCode)}::text[], ${m.map((x) => x.httpStatus)}::smallint[],
      ${m.map((x) => x.httpVersion)}::text[], ${m.map((x) => x.address)}::inet[],
      ${instants(m.map((x) => x.certExpiresAt))}::timestamptz[], ${m.map((x) => x.bodyBytes)}::int[],
      ${m.map((x) => x.timings.dnsMs)}::real[], ${m.map((x) => x.timings.connectMs)}::real[],
      ${m.map((x) => x.timings.tlsMs)}::real[], ${m.map((x) => x.timings.waitMs)}::real[],
      ${m.map((x) => x.timings.downloadMs)}::real[], ${m.map((x) => x.timings.totalMs)}::real[],
      ${m.map((x) => x.attempts)}::smallint[], ${m.map((x) => JSON.stringify(x.facts))}::text[]
    ) as r (tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version,
      address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts)`;
}

const COPIED = `tick, check_id, vantage_id, started_at, outcome, failure_type, phase, raw_code, http_status, http_version,
  address, cert_expires_at, body_bytes, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms, attempts, facts`;

/** The same rows as COPY's text; nothing in them has to be escaped. */
async function copyBare(sql: Sql, rows: readonly MeasurementRow[]): Promise<void> {
  const iso = (at: EpochMs | null) => (at === null ? null : new Date(at).toISOString());
  const lines = rows.map(({ checkId, vantageId, measurement: m }) => {
    const t = m.timings;
    const values = [
      ...[iso(m.tick), checkId, vantageId, iso(m.at), m.outcome, m.failureType, m.phase, m.rawCode, m.httpStatus],
      ...[m.httpVersion, m.address, iso(m.certExpiresAt), m.bodyBytes],
      ...[t.dnsMs, t.connectMs, t.tlsMs, t.waitMs, t.downloadMs, t.totalMs],
      ...[m.attempts, JSON.stringify(m.facts)],
    ];
    return `${values.map((value) => value ?? "\\N").join("\t")}\n`;
  });
  const stream = await sql.unsafe(`copy measurement (${COPIED}) from stdin`).writable();
  const done = once(stream, "finish");
  stream.end(lines.join(""));
  await done;
}

function reportOf(speeds: ReadonlyMap<string, readonly Speed[]>, backendPid: number): BenchReport {
  const reference = speeds.get(REFERENCE) ?? [];
  const rows = [...speeds].map(([name, own]): BenchRow => {
    const ratio = (of: (speed: Speed) => number) =>
      median(own.map((speed, round) => of(speed) / of(reference[round] ?? speed)));
    const ratios = [ratio(({ perCpu }) => perCpu), ratio(({ perSecond }) => perSecond)];
    const passes = name === OURS ? Math.min(...ratios) >= BAR : null;
    const figures = [median(own.map(({ perCpu }) => perCpu)), median(own.map(({ perSecond }) => perSecond))];
    const cells = [
      name,
      ...figures.map((value) => Math.round(value).toLocaleString("en")),
      ...ratios.map((value) => value.toFixed(2)),
      passes === null ? "" : `>= ${BAR}`,
      passes === null ? "" : passes ? "PASS" : "FAIL",
    ];
    return { cells, passes };
  });
  return {
    title: `record: batches of ${BATCH_ROWS} rows of ${CHECKS.toLocaleString("en")} checks, ${ROUNDS} rounds in turns, medians`,
    notes: [
      "recording: raw rows, the newest result of each check, first successes, a word to the site; one transaction",
      "careful: as a worker does it after a lost answer, at a check's first success, and when the clock was set back; no bar",
      "bare: the raw rows alone, into the same partition with its indexes; unnest with the driver's arrays, as one would write it",
      "lean: with the arrays that recording writes, so that only what it stores besides is left of the difference; no bar",
      `CPU of this process and of Postgres' backend${seesBackend(backendPid) ? "" : ", which cannot be seen here"}; the lower ratio counts`,
    ],
    head: ["", "rows per CPU s", "rows per s", "ratio by CPU", "ratio by time", "bar", ""],
    rows,
  };
}
