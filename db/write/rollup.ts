import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;

/**
 * Recomputes one vantage's minutes in [from, to) from the raw record, as known at `now`; both must be whole minutes. Running it again gives
 * the same rows, so late results are welcome. Minutes without a single measurement get a row too when a tick was due:
 * `expected` is what makes a gap visible. A tick whose check has not started yet (its stagger) is not expected. Percentiles are over successful answers (percentile_disc: a value that
 * really occurred).
 * @returns how many rows were written.
 */
export async function rollUpMinutes(
  tx: Tx,
  vantageId: number,
  { from, to, now }: { from: EpochMs; to: EpochMs; now: EpochMs },
): Promise<number> {
  if (from % MINUTE_MS !== 0 || to % MINUTE_MS !== 0) throw new Error("rollups cover whole minutes");
  const [start, end] = [new Date(from), new Date(to)];
  const rows = await tx`
    with raw as (
      select check_id, date_bin('1 minute', tick, timestamptz 'epoch') as minute, outcome, failure_type, total_ms
      from measurement where vantage_id = ${vantageId} and tick >= ${start} and tick < ${end}
    ), counted as (
      select check_id, minute, count(*) as n, count(*) filter (where outcome = 'ok') as ok,
        count(*) filter (where outcome = 'degraded') as degraded, count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome = 'neutral') as neutral,
        percentile_disc(0.5) within group (order by total_ms) filter (where outcome in ('ok', 'degraded')) as p50,
        percentile_disc(0.95) within group (order by total_ms) filter (where outcome in ('ok', 'degraded')) as p95,
        max(total_ms) filter (where outcome in ('ok', 'degraded')) as slowest
      from raw group by check_id, minute
    ), types as (
      select check_id, minute, jsonb_object_agg(failure_type, n) as failure_types
      from (select check_id, minute, failure_type, count(*) as n from raw where failure_type is not null group by 1, 2, 3) t
      group by check_id, minute
    ), due as (
      -- Multiples of the interval in [minute, minute + 60 s) that have been started by now.
      select v.check_id, minute, greatest(0,
        least(extract(epoch from minute)::bigint + 59, (${Math.floor(now / 1_000)}::bigint - v.stagger_ms / 1000)) / d.interval_s
          - (extract(epoch from minute)::bigint - 1) / d.interval_s) as ticks
      from check_vantage v
      join check_def d on d.id = v.check_id and d.withdrawn_at is null
      cross join generate_series(${start}::timestamptz, ${end}::timestamptz - interval '1 minute', interval '1 minute') minute
      where v.vantage_id = ${vantageId} and v.reason is null and v.since < minute + interval '1 minute'
    )
    insert into measurement_minute as o (minute, check_id, vantage_id, expected, ok, degraded, failed, neutral,
      failure_types, p50_ms, p95_ms, max_ms)
    select minute, check_id, ${vantageId}, greatest(coalesce(due.ticks, 0), coalesce(c.n, 0)), coalesce(c.ok, 0),
      coalesce(c.degraded, 0), coalesce(c.failed, 0), coalesce(c.neutral, 0), coalesce(t.failure_types, '{}'),
      c.p50, c.p95, c.slowest
    from due full join counted c using (check_id, minute) left join types t using (check_id, minute)
    where coalesce(due.ticks, 0) > 0 or c.n is not null
    on conflict (check_id, vantage_id, minute) do update set expected = excluded.expected, ok = excluded.ok,
      degraded = excluded.degraded, failed = excluded.failed, neutral = excluded.neutral,
      failure_types = excluded.failure_types, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms,
      max_ms = excluded.max_ms
    returning 1`;
  await tx`update worker_heartbeat set rolled_up_to = greatest(coalesce(rolled_up_to, ${end}), ${end})
    where vantage_id = ${vantageId}`;
  return rows.length;
}

/** Where a vantage's rollups end, or null before the first. */
export async function rolledUpTo(tx: Tx, vantageId: number): Promise<EpochMs | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select rolled_up_to as at from worker_heartbeat where vantage_id = ${vantageId}`;
  return row?.at?.getTime() ?? null;
}
