import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
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
 * of. Idempotent: it reads the verdict log and the retractions, so it may be run again whenever a verdict was dated back.
 */
export async function rollUpStates(tx: Tx, componentIds: readonly number[], from: EpochMs, to: EpochMs): Promise<void> {
  const [start, end] = [floor(from, HOUR_MS), floor(to, HOUR_MS)];
  if (componentIds.length === 0 || start >= end) return;
  const logs = await readLogs(tx, componentIds, start, end);
  const retracted = await readRetracted(tx, componentIds, start, end);
  const rows: HourRow[] = [];
  for (const componentId of componentIds) {
    const spans = foldVerdicts(logs.get(componentId) ?? []);
    if (spans.length === 0) continue;
    const excluded = retracted.get(componentId) ?? [];
    for (let hour = start; hour < end; hour += HOUR_MS) {
      rows.push({ componentId, hour, ...stateSeconds(spans, { from: hour, to: hour + HOUR_MS }, { excluded }) });
    }
  }
  await putHours(tx, rows);
  await sumDays(tx, componentIds, floor(start, DAY_MS), end);
}

/** Each component's log from the entry that held at `from` on. The log is in the order of its ids, and so is its time. */
async function readLogs(
  tx: Tx,
  ids: readonly number[],
  from: EpochMs,
  to: EpochMs,
): Promise<Map<number, VerdictEntry[]>> {
  const rows = await tx<{ component_id: string; known_at: Date; effective_at: Date; verdict: string }[]>`
    select component_id, known_at, effective_at, verdict from (
      select l.* from unnest(${ids}::bigint[]) as c (id)
      cross join lateral (
        select * from verdict_log where component_id = c.id and effective_at < ${new Date(from)}
        order by effective_at desc, id desc limit 1
      ) l
      union all
      select * from verdict_log where component_id = any(${ids}::bigint[])
        and effective_at >= ${new Date(from)} and effective_at < ${new Date(to)}
    ) e order by id`;
  const logs = new Map<number, VerdictEntry[]>();
  for (const row of rows) {
    const list = logs.get(Number(row.component_id)) ?? [];
    list.push({
      knownAt: row.known_at.getTime(),
      effectiveAt: row.effective_at.getTime(),
      verdict: row.verdict as Verdict,
    });
    logs.set(Number(row.component_id), list);
  }
  return logs;
}

/** Spans of retracted incidents: that time leaves uptime. */
async function readRetracted(
  tx: Tx,
  ids: readonly number[],
  from: EpochMs,
  to: EpochMs,
): Promise<Map<number, Interval[]>> {
  const rows = await tx<{ component_id: string; started_at: Date; resolved_at: Date | null }[]>`
    select component_id, started_at, resolved_at from incident
    where retracted is not null and component_id = any(${ids}::bigint[]) and started_at < ${new Date(to)}
      and (resolved_at is null or resolved_at > ${new Date(from)})`;
  const spans = new Map<number, Interval[]>();
  for (const row of rows) {
    const list = spans.get(Number(row.component_id)) ?? [];
    list.push({ from: row.started_at.getTime(), to: row.resolved_at?.getTime() ?? null });
    spans.set(Number(row.component_id), list);
  }
  return spans;
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
    select component_id, date_bin('1 day', hour, timestamptz 'epoch') as day, sum(up_s), sum(degraded_s), sum(down_s),
      sum(maintenance_s), sum(unknown_s)
    from component_hour where component_id = any(${ids}::bigint[])
      and hour >= ${new Date(floor(from, DAY_MS))} and hour < ${new Date(floor(to + DAY_MS - 1, DAY_MS))}
    group by 1, 2
    on conflict (component_id, day) do update set up_s = excluded.up_s, degraded_s = excluded.degraded_s,
      down_s = excluded.down_s, maintenance_s = excluded.maintenance_s, unknown_s = excluded.unknown_s`;
}
