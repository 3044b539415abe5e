import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";
import type { Sample } from "#domain/status/evidence.ts";
import type { NewSample } from "#domain/status/pass-rounds.ts";
import type { EpochMs } from "#domain/time.ts";

/** How far back a check that was never judged is looked at: what is older decides nothing now. */
const FIRST_LOOK_MS = 15 * 60_000;
/** A tick may be this much older than the one before it: the extra round at a worker's start is off the grid. */
const OFF_GRID_MS = 16 * 60_000;
/** Clocks of vantages may differ by this much; a detector further ahead has believed a wrong clock, and is not believed. */
const FUTURE_SLACK_MS = 60_000;
/** A round of controls speaks about what was measured within this of it. */
const CONTROLS_MS = 30_000;
/** Of one check at one vantage in one pass; the next pass goes on. */
const MOST_ROWS = 200;

export interface SampleRow {
  key: string;
  vantage: string;
  tick: Date;
  started_at: Date;
  outcome: string;
  failure_type: string | null;
  phase: string | null;
  http_status: number | null;
  total_ms: number;
  facts: Facts;
  gated: boolean;
}

export function sampleOf(row: SampleRow): Sample {
  return {
    tick: row.tick.getTime(),
    at: row.started_at.getTime(),
    outcome: row.outcome as Outcome,
    failureType: row.failure_type as FailureType | null,
    phase: row.phase as Phase | null,
    httpStatus: row.http_status,
    totalMs: row.total_ms,
    facts: row.facts,
  };
}

export function newSampleOf(row: SampleRow): NewSample {
  return { checkId: row.key, vantage: row.vantage, sample: sampleOf(row), gated: row.gated };
}

/**
 * Every stored result that its detector has not seen. Only pairs of check and vantage with something new are looked up in
 * the raw record, each by its primary key, so the cost is that of the news and does not grow with history.
 */
export async function readNews(tx: Tx, now: EpochMs): Promise<NewSample[]> {
  const firstLook = new Date(now - FIRST_LOOK_MS);
  const latest = new Date(now + FUTURE_SLACK_MS);
  const pairs = await tx<{ check_id: string; vantage_id: string; at: Date; since: Date }[]>`
    select l.check_id, l.vantage_id, coalesce(d.at, ${firstLook}) as at,
      coalesce(d.tick, ${firstLook}) - ${OFF_GRID_MS} * interval '1 millisecond' as since
    from check_latest l left join detector d on d.check_id = l.check_id and d.vantage_id = l.vantage_id and d.at <= ${latest}
    where l.started_at > coalesce(d.at, ${firstLook})`;
  if (pairs.length === 0) return [];
  const [ats, sinces] = [pairs.map(({ at }) => at.getTime()), pairs.map(({ since }) => since.getTime())];
  // The oldest bounds are given by themselves, too: known before the search begins, they rule out most partitions at once.
  const rows = await tx<SampleRow[]>`
    select c.key, v.name as vantage, m.tick, m.started_at, m.outcome, m.failure_type, m.phase, m.http_status, m.total_ms,
      m.facts, coalesce(r.gated, false) as gated
    from unnest(${pairs.map((pair) => pair.check_id)}::bigint[], ${pairs.map((pair) => pair.vantage_id)}::bigint[],
      ${instants(ats)}::timestamptz[], ${instants(sinces)}::timestamptz[]) as p (check_id, vantage_id, at, since)
    join check_def c on c.id = p.check_id and c.withdrawn_at is null
    join vantage v on v.id = p.vantage_id
    cross join lateral (
      select * from measurement x where x.check_id = p.check_id and x.vantage_id = p.vantage_id
        and x.tick > p.since and x.tick > ${new Date(Math.min(...sinces))} and x.tick <= ${latest}
        and x.started_at > p.at and x.started_at <= ${latest}
      order by x.started_at limit ${MOST_ROWS}
    ) m
    left join lateral (
      select gated from vantage_round r where r.vantage_id = p.vantage_id and r.at <= m.started_at
        and r.at > m.started_at - ${CONTROLS_MS} * interval '1 millisecond'
        and r.at > ${new Date(Math.min(...ats) - CONTROLS_MS)} and r.at <= ${latest}
      order by r.at desc limit 1
    ) r on true`;
  return rows.map(newSampleOf);
}
