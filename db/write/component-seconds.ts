import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import { readDeclared } from "#db/write/maintenance.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { Verdict, VerdictEntry } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";
import { foldVerdicts } from "#domain/uptime/spans.ts";
import { type StateSeconds, stateSeconds } from "#domain/uptime/state-seconds.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const floor = (at: EpochMs, size: number) => Math.floor(at / size) * size;

interface HourRow extends StateSeconds {
  readonly componentId: number;
  readonly hour: EpochMs;
}

/**
 * Recomputes how long components were in each state, for the finished hours in [from, to), and the days these hours are
 * of. Idempotent: it reads the verdict log, the retractions and what was declared as maintenance, so it may be run again
 * whenever any of these reaches back. Who computes waits for who is storing: the later one has read all that the earlier had.
 */
export async function rollUpStates(tx: Tx, componentIds: readonly number[], from: EpochMs, to: EpochMs): Promise<void> {
  const [start, end] = [floor(from, HOUR_MS), floor(to, HOUR_MS)];
  if (componentIds.length === 0 || start >= end) return;
  await tx`select pg_advisory_xact_lock(hashtext('faultline component seconds'))`;
  const logs = await readLogs(tx, componentIds, start, end);
  const retracted = await readRetracted(tx, componentIds, start, end);
  const declared = await readDeclared(tx, componentIds, start);
  const rows: HourRow[] = [];
  for (const componentId of componentIds) {
    const spans = foldVerdicts(logs.get(componentId) ?? []);
    if (spans.length === 0) continue;
    const marks = { excluded: retracted.get(componentId) ?? [], maintenance: declared.get(componentId) ?? [] };
    for (let hour = start; hour < end; hour += HOUR_MS) {
      rows.push({ componentId, hour, ...stateSeconds(spans, { from: hour, to: hour + HOUR_MS }, marks) });
    }
  }
  await putHours(tx, rows);
  await sumDays(tx, componentIds, floor(start, DAY_MS), end);
}

/** Later than anything: up to the present. */
const EVER = Date.parse("9999-12-31T00:00:00Z");

/** An entry of the verdict log with its place in it. */
export interface StoredEntry extends VerdictEntry {
  readonly id: number;
}

/**
 * Of each component's log what tells its verdicts in [from, to), in the order of knowledge, which is that of its ids: each
 * entry replaces everything from its `effectiveAt` on, also when a correction goes far back. So the last entry that reaches
 * back to `from` or beyond says what held there, and nothing before it counts any more. `knownAt` never goes back: an
 * entry of a slower clock is still later.
 */
export async function readLogs(
  tx: Tx,
  ids: readonly number[],
  from: EpochMs,
  to: EpochMs = EVER,
): Promise<Map<number, StoredEntry[]>> {
  const rows = await tx<{ id: string; component_id: string; known_at: Date; effective_at: Date; verdict: string }[]>`
    select e.* from unnest(${ids}::bigint[]) as c (id)
    left join lateral (
      select id from verdict_log where component_id = c.id and effective_at <= ${new Date(from)} order by id desc limit 1
    ) first on true
    cross join lateral (
      select id, component_id, known_at, effective_at, verdict from verdict_log
      where component_id = c.id and id >= coalesce(first.id, 0)
        and effective_at < ${new Date(to)}
    ) e order by e.id`;
  const logs = new Map<number, StoredEntry[]>();
  for (const row of rows) {
    const list = logs.get(Number(row.component_id)) ?? [];
    list.push({
      id: Number(row.id),
      knownAt: Math.max(row.known_at.getTime(), list.at(-1)?.knownAt ?? 0),
      effectiveAt: row.effective_at.getTime(),
      verdict: row.verdict as Verdict,
    });
    logs.set(Number(row.component_id), list);
  }
  return logs;
}

/** Spans of retracted incidents: that time leaves uptime. Where the verdicts themselves were corrected, they say it all. */
async function readRetracted(
  tx: Tx,
  ids: readonly number[],
  from: EpochMs,
  to: EpochMs,
): Promise<Map<number, Interval[]>> {
  const rows = await tx<{ component_id: string; started_at: Date; resolved_at: Date | null }[]>`
    select component_id, started_at, resolved_at from incident
    where retracted is not null and not retracted ? 'rejudged' and component_id = any(${ids}::bigint[]) and started_at < ${new Date(to)}
      and (resolved_at is null or resolved_at > ${new Date(from)})`;
  return groupedBy(
    rows,
    (row) => Number(row.component_id),
    (row) => ({ from: row.started_at.getTime(), to: row.resolved_at?.getTime() ?? null }),
  );
}

/** Stores hours as they are. */
export async function putHours(tx: Tx, rows: readonly HourRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into component_hour (component_id, hour, up_s, degraded_s, down_s, maintenance_s, unknown_s)
    select * from unnest(${rows.map((r) => r.componentId)}::bigint[], ${instants(rows.map((r) => r.hour))}::timestamptz[],
      ${rows.map((r) => r.up)}::real[], ${rows.map((r) => r.degraded)}::real[], ${rows.map((r) => r.down)}::real[],
      ${rows.map((r) => r.maintenance)}::real[], ${rows.map((r) => r.unknown)}::real[])
    on conflict (component_id, hour) do update set up_s = excluded.up_s, degraded_s = excluded.degraded_s,
      down_s = excluded.down_s, maintenance_s = excluded.maintenance_s, unknown_s = excluded.unknown_s`;
}

/** Days are the sums of their hours: seconds add up, unlike percentiles. Both ends are made whole days. */
export async function sumDays(tx: Tx, ids: readonly number[], from: EpochMs, to: EpochMs): Promise<void> {
  await tx`
    insert into component_day (component_id, day, up_s, degraded_s, down_s, maintenance_s, unknown_s)
    select component_id, date_bin('1 day', hour, timestamptz 'epoch') as day, sum(up_s::float8), sum(degraded_s::float8), sum(down_s::float8),
      sum(maintenance_s::float8), sum(unknown_s::float8)
    from component_hour where component_id = any(${ids}::bigint[])
      and hour >= ${new Date(floor(from, DAY_MS))} and hour < ${new Date(floor(to + DAY_MS - 1, DAY_MS))}
    group by 1, 2
    on conflict (component_id, day) do update set up_s = excluded.up_s, degraded_s = excluded.degraded_s,
      down_s = excluded.down_s, maintenance_s = excluded.maintenance_s, unknown_s = excluded.unknown_s`;
}
