import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { groupedBy } from "#domain/grouped.ts";
import {
  LATENCY_RANGES,
  type LatencyBucket,
  type LatencyRange,
  type LatencySeries,
  latencyWindow,
  type PhaseBucket,
  type PhaseSeries,
  type TotalSeries,
} from "#domain/latency/series.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/**
 * How long one check's answers took. Up to a day from the raw record, which alone has phases: of one check it is bounded
 * (2,880 rows per vantage at most) and stands together in the primary key. Longer from hours and days.
 * @param check three parts: `infura/polygon/head`
 */
export async function readLatency(
  db: Drizzle,
  { check, range }: { readonly check: string; readonly range: LatencyRange },
  now: EpochMs,
): Promise<LatencySeries> {
  const { kind, bucketMs, tableMs } = LATENCY_RANGES[range];
  const window = latencyWindow(range, now);
  const series = { check, window, bucketMs };
  return kind === "phases"
    ? { kind, ...series, ...(await readPhases(db, check, window, { bucketMs, tableMs })) }
    : { kind, ...series, lines: await readTotals(db, check, window, range === "7d" ? "hour" : "day") };
}

/** The vantages that a check is or was asked from, one index probe each. */
const asked = (check: string) => sql`
  select d.id as check_id, v.id as vantage_id, v.name
  from check_def d join check_vantage c on c.check_id = d.id join vantage v on v.id = c.vantage_id
  where d.key = ${check} and d.withdrawn_at is null`;

/**
 * The median of how long one check's answers took over all vantages, in ms, from the raw record: that of a window is in no
 * median of its parts. Null without an answer. Of one check even a week is bounded, as above.
 */
export async function readMedian(db: Drizzle, check: string, { from, to }: Window): Promise<number | null> {
  const [row] = await db.execute<{ p50: number | null }>(sql`
    select ${percentile(0.5, "total_ms")} as p50
    from (${asked(check)}) a cross join lateral (
      select outcome, total_ms from measurement
      where check_id = a.check_id and vantage_id = a.vantage_id and tick >= ${iso(from)} and tick < ${iso(to)}
    ) m`);
  return row?.p50 ?? null;
}

type PhaseRow = {
  at: number | null;
  /** Of the table, or (0) of the chart; both of the whole. */
  coarse: number;
  vantages: string[];
  answered: number;
  failed: number;
  neutral: number;
  p50: number | null;
  p95: number | null;
  dns: number | null;
  connect: number | null;
  tls: number | null;
  wait: number | null;
  download: number | null;
};

/** Values that really occurred, of answers alone, as in the rollups (percentile_disc). */
const percentile = (share: number, column: string) =>
  sql.raw(`percentile_disc(${share}) within group (order by ${column}) filter (where outcome in ('ok', 'degraded'))`);

async function readPhases(
  db: Drizzle,
  check: string,
  { from, to }: Window,
  { bucketMs, tableMs }: { readonly bucketMs: number; readonly tableMs: number },
): Promise<Pick<PhaseSeries, "buckets" | "table" | "whole" | "vantages">> {
  const rows = await db.execute<PhaseRow>(sql`
    with raw as (
      select date_bin(${`${bucketMs} ms`}::interval, m.tick, timestamptz 'epoch') as bucket,
        date_bin(${`${tableMs} ms`}::interval, m.tick, timestamptz 'epoch') as span, a.name, m.*
      from (${asked(check)}) a cross join lateral (
        select tick, outcome, dns_ms, connect_ms, tls_ms, wait_ms, download_ms, total_ms from measurement
        where check_id = a.check_id and vantage_id = a.vantage_id and tick >= ${iso(from)} and tick < ${iso(to)}
      ) m
    )
    select ${ms("coalesce(bucket, span)")} as at, grouping(bucket) as coarse, array_agg(distinct name order by name) as vantages,
      (count(*) filter (where outcome in ('ok', 'degraded')))::int as answered,
      (count(*) filter (where outcome = 'failed'))::int as failed,
      (count(*) filter (where outcome = 'neutral'))::int as neutral,
      ${percentile(0.5, "total_ms")} as p50, ${percentile(0.95, "total_ms")} as p95, ${percentile(0.5, "dns_ms")} as dns,
      ${percentile(0.5, "connect_ms")} as connect, ${percentile(0.5, "tls_ms")} as tls,
      ${percentile(0.5, "wait_ms")} as wait, ${percentile(0.5, "download_ms")} as download
    from raw group by grouping sets ((bucket), (span), ()) having count(*) > 0 order by at`);
  const whole = rows.find(({ at }) => at === null);
  return {
    buckets: rows.filter(({ coarse }) => coarse === 0).flatMap(bucketOf),
    table: rows.filter(({ coarse }) => coarse === 1).flatMap(bucketOf),
    whole: whole === undefined ? null : countsOf(whole),
    vantages: whole?.vantages ?? [],
  };
}

function bucketOf({
  at,
  coarse: _,
  vantages: __,
  dns,
  connect,
  tls,
  wait,
  download,
  ...rest
}: PhaseRow): PhaseBucket[] {
  return at === null ? [] : [{ at, ...rest, phases: { dns, connect, tls, wait, download } }];
}

function countsOf({ answered, failed, neutral, p50, p95 }: PhaseRow): PhaseSeries["whole"] {
  return { answered, failed, neutral, p50, p95 };
}

type TotalRow = Record<keyof LatencyBucket, number> & { name: string; p50: number | null; p95: number | null };

async function readTotals(
  db: Drizzle,
  check: string,
  { from, to }: Window,
  grain: "hour" | "day",
): Promise<TotalSeries["lines"]> {
  const [table, column] = [sql.raw(`measurement_${grain}`), sql.raw(grain)];
  const rows = await db.execute<TotalRow>(sql`
    select a.name, ${ms("b.bucket")} as at, b.answered, b.failed, b.neutral, b.p50, b.p95
    from (${asked(check)}) a cross join lateral (
      select ${column} as bucket, ok + degraded as answered, failed, neutral, p50_ms as p50, p95_ms as p95 from ${table}
      where check_id = a.check_id and vantage_id = a.vantage_id and ${column} >= ${iso(from)} and ${column} < ${iso(to)}
    ) b order by a.name, b.bucket`);
  const lines = groupedBy(
    rows,
    ({ name }) => name,
    ({ name: _, ...bucket }): LatencyBucket => bucket,
  );
  return [...lines].map(([vantage, buckets]) => ({ vantage, buckets }));
}
