import type { Tx } from "#db/client.ts";
import { newSampleOf, type SampleRow } from "#db/write/news.ts";
import { listPartitions } from "#db/write/partitions.ts";
import type { Docket } from "#domain/status/docket.ts";
import type { ControlsHeard, RawBatch } from "#domain/status/rejudge.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** As in news.ts: a round of controls speaks about what was measured within this of it. */
const CONTROLS_MS = 30_000;

/** The raw record of [from, to), by ticks: what was measured, and what the vantages' controls said then. */
export async function readRawBatch(tx: Tx, from: EpochMs, to: EpochMs): Promise<RawBatch> {
  const rows = await tx<SampleRow[]>`
    select c.key, v.name as vantage, m.tick, m.started_at, m.outcome, m.failure_type, m.phase, m.http_status, m.total_ms,
      m.facts, coalesce(r.gated, false) as gated
    from measurement m
    join check_def c on c.id = m.check_id and c.withdrawn_at is null
    join vantage v on v.id = m.vantage_id
    left join lateral (
      select gated from vantage_round r where r.vantage_id = m.vantage_id and r.at <= m.started_at
        and r.at > m.started_at - ${CONTROLS_MS} * interval '1 millisecond' order by r.at desc limit 1
    ) r on true
    where m.tick >= ${new Date(from)} and m.tick < ${new Date(to)}`;
  const controls = await tx<{ vantage: string; at: Date; gated: boolean }[]>`
    select v.name as vantage, r.at, r.gated from vantage_round r join vantage v on v.id = r.vantage_id
    where r.at >= ${new Date(from)} and r.at < ${new Date(to)} order by r.at`;
  return {
    to,
    samples: rows.map(newSampleOf),
    controls: controls.map(({ at, ...row }): ControlsHeard => ({ ...row, at: at.getTime() })),
  };
}

/**
 * The docket of now with the vantages of then: a check was run by those that have counts of it in the span, too. One that
 * is gone by now saw what it saw.
 */
export async function withPastVantages(tx: Tx, docket: Docket, from: EpochMs, to: EpochMs): Promise<Docket> {
  const rows = await tx<{ key: string; vantages: string[] }[]>`
    select c.key, array_agg(distinct v.name) as vantages
    from measurement_hour h join check_def c on c.id = h.check_id join vantage v on v.id = h.vantage_id
    where h.hour >= ${new Date(from - HOUR_MS)} and h.hour < ${new Date(to)} and h.ok + h.degraded + h.failed + h.neutral > 0
    group by 1`;
  const seen = new Map(rows.map(({ key, vantages }) => [key, vantages]));
  const services = docket.services.map((service) => ({
    ...service,
    components: service.components.map((component) => ({
      ...component,
      checks: component.checks.map((check) => ({
        ...check,
        vantages: [...new Set([...check.vantages, ...(seen.get(check.id) ?? [])])].sort(),
      })),
    })),
  }));
  return { ...docket, services };
}

/** The checks that had succeeded by then, since they were added or last changed. */
export async function readProven(tx: Tx, at: EpochMs): Promise<ReadonlySet<string>> {
  const rows = await tx<{ key: string }[]>`select key from check_def where proven_at <= ${new Date(at)}`;
  return new Set(rows.map(({ key }) => key));
}

/**
 * From where on the raw record is whole up to `to`: the start of the first of the days before it, without a gap, that
 * retention has left both measurements and controls of. Null when the day of `to` itself is gone.
 */
export async function rawSince(tx: Tx, to: EpochMs): Promise<EpochMs | null> {
  const days = new Map<string, number>();
  for (const { parent, day } of await listPartitions(tx))
    if (parent !== "measurement_minute") days.set(day, (days.get(day) ?? 0) + 1);
  const isThere = (day: EpochMs) => days.get(new Date(day).toISOString().slice(0, 10)) === 2;
  let first = Math.floor((to - 1) / DAY_MS) * DAY_MS;
  if (!isThere(first)) return null;
  while (isThere(first - DAY_MS)) first -= DAY_MS;
  return first;
}
