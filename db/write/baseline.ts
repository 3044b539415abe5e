import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What is usual is taken from so many days ... */
const WINDOW_MS = 7 * DAY_MS;
/** ... but not from the minutes that are held against it: a present slowness must not raise its own bar. */
const PRESENT_MS = 10 * MINUTE_MS;
const STALE_AFTER_MS = DAY_MS;
/** A baseline of less than a day of data is a first guess and soon made anew. */
const GUESS_STALE_AFTER_MS = 10 * MINUTE_MS;
/** Of fewer answers a 95th percentile is one or two of them. */
const MIN_SAMPLES = 30;

/**
 * Computes the stale latency baselines anew, those never computed first, then the oldest: at most `limit` pairs of check
 * and vantage. A pair without a success since its last baseline is left alone, so what is gone costs nothing. One with too
 * few samples gets `p95_ms` null: tried, and nothing to say. Pair by pair along the primary key of the raw record.
 * @returns how many pairs were computed; 0 when another worker is at it.
 */
export async function refreshBaselines(tx: Tx, now: EpochMs, limit: number): Promise<number> {
  const [lock] = await tx<
    { free: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtext('faultline baselines')) as free`;
  if (!lock?.free) return 0;
  const [from, to] = [new Date(now - WINDOW_MS), new Date(now - PRESENT_MS)];
  const rows = await tx`
    with stale as (
      select l.check_id, l.vantage_id
      from check_latest l left join latency_baseline b using (check_id, vantage_id)
      where l.ok_at >= ${from} and (b.computed_at is null or (
        l.ok_at >= b.computed_at - ${`${PRESENT_MS} ms`}::interval
        and b.computed_at <= case when b.computed_at - b.oldest_at >= interval '1 day'
          then ${new Date(now - STALE_AFTER_MS)}::timestamptz else ${new Date(now - GUESS_STALE_AFTER_MS)}::timestamptz end))
      order by b.computed_at nulls first, l.check_id, l.vantage_id limit ${limit}
    )
    insert into latency_baseline (check_id, vantage_id, p95_ms, samples, oldest_at, computed_at)
    select s.check_id, s.vantage_id, case when r.samples >= ${MIN_SAMPLES} then r.p95 end, r.samples, r.oldest, ${new Date(now)}
    from stale s cross join lateral (
      select percentile_disc(0.95) within group (order by m.total_ms) as p95, count(*)::int as samples, min(m.tick) as oldest
      from measurement m
      where m.check_id = s.check_id and m.vantage_id = s.vantage_id and m.tick >= ${from} and m.tick < ${to}
        and m.outcome in ('ok', 'degraded')
    ) r
    on conflict (check_id, vantage_id) do update set p95_ms = excluded.p95_ms, samples = excluded.samples,
      oldest_at = excluded.oldest_at, computed_at = excluded.computed_at
    returning 1`;
  return rows.length;
}

/** The usual p95 in ms of every pair that has one, by `check@vantage`. */
export async function readBaselines(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx<{ key: string; p95_ms: number }[]>`
    select c.key || '@' || v.name as key, b.p95_ms from latency_baseline b
    join check_def c on c.id = b.check_id join vantage v on v.id = b.vantage_id where b.p95_ms is not null`;
  return new Map(rows.map(({ key, p95_ms }) => [key, p95_ms]));
}
