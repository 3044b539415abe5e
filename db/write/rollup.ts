import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

/** Widths of a bucket: its table, the column that holds its start (UTC), and its length. */
const BUCKETS = {
  minute: { table: "measurement_minute", column: "minute", seconds: 60 },
  hour: { table: "measurement_hour", column: "hour", seconds: 3_600 },
  day: { table: "measurement_day", column: "day", seconds: 86_400 },
} as const;
export type Width = keyof typeof BUCKETS;

/** Length of a bucket in ms. */
export const widthMs = (width: Width): number => BUCKETS[width].seconds * 1_000;

/**
 * Recomputes one vantage's buckets in [from, to) from the raw record, as known at `now`; both must be whole buckets.
 * Running it again gives the same rows, so late results are welcome. Buckets without a single measurement get a row too
 * when a tick was due: `expected` is what makes a gap visible. A tick before the check was monitored (to the minute), or
 * whose check has not started yet (its stagger), is not expected. Percentiles are over the bucket's own successful answers
 * (percentile_disc: a value that really occurred), never over narrower buckets.
 * @returns how many rows were written.
 */
export async function rollUp(
  tx: Tx,
  width: Width,
  vantageId: number,
  { from, to, now }: { from: EpochMs; to: EpochMs; now: EpochMs },
): Promise<number> {
  const { table, column, seconds } = BUCKETS[width];
  if (from % widthMs(width) !== 0 || to % widthMs(width) !== 0) throw new Error(`rollups cover whole ${width}s`);
  const [start, end, step] = [new Date(from), new Date(to), `${seconds} seconds`];
  const rows = await tx`
    with raw as (
      select check_id, date_bin(${step}::interval, tick, timestamptz 'epoch') as bucket, outcome, failure_type, total_ms
      from measurement where vantage_id = ${vantageId} and tick >= ${start} and tick < ${end}
    ), counted as (
      select check_id, bucket, count(*) as n, count(*) filter (where outcome = 'ok') as ok,
        count(*) filter (where outcome = 'degraded') as degraded, count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome = 'neutral') as neutral,
        percentile_disc(0.5) within group (order by total_ms) filter (where outcome in ('ok', 'degraded')) as p50,
        percentile_disc(0.95) within group (order by total_ms) filter (where outcome in ('ok', 'degraded')) as p95,
        max(total_ms) filter (where outcome in ('ok', 'degraded')) as slowest
      from raw group by check_id, bucket
    ), types as (
      select check_id, bucket, jsonb_object_agg(failure_type, n) as failure_types
      from (select check_id, bucket, failure_type, count(*) as n from raw where failure_type is not null group by 1, 2, 3) t
      group by check_id, bucket
    ), due as (
      -- Multiples of the interval in the bucket, from the minute in which the check was first monitored, started by now.
      select v.check_id, bucket, greatest(0,
        least(extract(epoch from bucket)::bigint + ${seconds - 1}::bigint,
          (${Math.floor(now / 1_000)}::bigint - v.stagger_ms / 1000)) / d.interval_s
          - (extract(epoch from greatest(bucket, date_trunc('minute', v.since)))::bigint - 1) / d.interval_s) as ticks
      from check_vantage v
      join check_def d on d.id = v.check_id and d.withdrawn_at is null
      cross join generate_series(${start}::timestamptz, ${end}::timestamptz - ${step}::interval, ${step}::interval) bucket
      where v.vantage_id = ${vantageId} and v.reason is null and v.since < bucket + ${step}::interval
    )
    insert into ${tx(table)} as o (${tx(column)}, check_id, vantage_id, expected, ok, degraded, failed, neutral,
      failure_types, p50_ms, p95_ms, max_ms)
    select bucket, check_id, ${vantageId}, greatest(coalesce(due.ticks, 0), coalesce(c.n, 0)), coalesce(c.ok, 0),
      coalesce(c.degraded, 0), coalesce(c.failed, 0), coalesce(c.neutral, 0), coalesce(t.failure_types, '{}'),
      c.p50, c.p95, c.slowest
    from due full join counted c using (check_id, bucket) left join types t using (check_id, bucket)
    where coalesce(due.ticks, 0) > 0 or c.n is not null
    on conflict (check_id, vantage_id, ${tx(column)}) do update set expected = excluded.expected, ok = excluded.ok,
      degraded = excluded.degraded, failed = excluded.failed, neutral = excluded.neutral,
      failure_types = excluded.failure_types, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms,
      max_ms = excluded.max_ms
    returning 1`;
  return rows.length;
}

/** Recomputes one vantage's minutes in [from, to), as `rollUp` does, and notes how far it has come. @returns rows written. */
export async function rollUpMinutes(
  tx: Tx,
  vantageId: number,
  range: { from: EpochMs; to: EpochMs; now: EpochMs },
): Promise<number> {
  const written = await rollUp(tx, "minute", vantageId, range);
  const end = new Date(range.to);
  await tx`update worker_heartbeat set rolled_up_to = greatest(coalesce(rolled_up_to, ${end}), ${end})
    where vantage_id = ${vantageId}`;
  return written;
}

/** Where a vantage's rollups end, or null before the first. */
export async function rolledUpTo(tx: Tx, vantageId: number): Promise<EpochMs | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select rolled_up_to as at from worker_heartbeat where vantage_id = ${vantageId}`;
  return row?.at?.getTime() ?? null;
}
