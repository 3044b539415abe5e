import type { Tx } from "#db/client.ts";
import { instants } from "#db/write/arrays.ts";
import { DAY_MS, HOUR_MS, sumDays } from "#db/write/component-seconds.ts";
import { appendUpdate, putIncident } from "#db/write/incidents.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import type { Chronicle } from "#domain/incident/chronicle.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** The made-up history and what is there already do not go together. */
export class SeedRefusedError extends Error {}

/** A made-up history as the database holds it. What it marks is its vantage: whatever was known by its end is made up. */
export interface Seeded {
  readonly vantageId: number;
  readonly period: Window;
  /** Whoever wrote it was interrupted. */
  readonly unfinished: boolean;
}

/** What stands for the version of a worker: a vantage that happens to have the same name is none of ours. */
const VERSION_MARK = "seed ";

/** The made-up history of a database, or null. */
export async function readSeeded(tx: Tx, vantage: string): Promise<Seeded | null> {
  const [row] = await tx<{ id: string; started_at: Date; rolled_up_to: Date | null; stopped_at: Date | null }[]>`
    select v.id, h.started_at, h.rolled_up_to, h.stopped_at from vantage v
    join worker_heartbeat h on h.vantage_id = v.id
    where v.name = ${vantage} and v.world and h.version like ${`${VERSION_MARK}%`}`;
  if (!row?.rolled_up_to) return null;
  return {
    vantageId: Number(row.id),
    period: { from: row.started_at.getTime(), to: row.rolled_up_to.getTime() },
    unfinished: row.stopped_at === null,
  };
}

/** The earliest instant that anybody but the seed has judged, to the hour; null when nobody has. */
export async function firstJudged(tx: Tx, seeded: Seeded | null): Promise<EpochMs | null> {
  const end = new Date(seeded?.period.to ?? 0);
  const [row] = await tx<{ at: Date | null }[]>`
    select least(
      (select min(effective_at) from verdict_log where known_at > ${end}),
      (select min(hour) from component_hour where hour >= ${end})) as at`;
  return row?.at ? Math.floor(row.at.getTime() / HOUR_MS) * HOUR_MS : null;
}

/**
 * Makes room for a made-up history and marks it with its vantage. The heartbeat stands at its beginning, where no worker
 * ever was: the vantage is forgotten beside any that really measures, and nobody waits for it or rolls it up.
 * @throws MixedRecordError in a database with measurements of the real internet
 */
export async function beginSeed(
  tx: Tx,
  { name, writer, seed }: { readonly name: string; readonly writer: string; readonly seed: number },
  { from, to }: Window,
): Promise<number> {
  const identity = { name, provider: "made up", region: null, country: null, world: true };
  const vantageId = await upsertVantage(tx, identity, from);
  const [start, end] = [new Date(from), new Date(to)];
  await tx`
    insert into worker_heartbeat (vantage_id, worker_id, started_at, beat_at, version, ticks_planned, ticks_done,
      ticks_skipped, rows_buffered, rows_lost, loop_lag_ms, gated, rolled_up_to)
    values (${vantageId}, ${writer}, ${start}, ${start}, ${VERSION_MARK + seed}, 0, 0, 0, 0, 0, 0, false, ${end})`;
  // Past the week after its last beat in which a silent vantage is still rolled up: its buckets are final as they are.
  const sealed = new Date(Math.ceil(Math.max(to, from + 8 * DAY_MS) / DAY_MS) * DAY_MS);
  await tx`
    insert into rollup_progress (vantage_id, grain, done_to, sealed_to)
    select ${vantageId}, grain, ${sealed}, ${sealed} from unnest('{hour,day}'::text[]) grain`;
  return vantageId;
}

/**
 * Whether this writer is still the one; its row stays locked until the transaction ends.
 * @throws SeedRefusedError when another one has begun the history anew.
 */
export async function holdSeed(tx: Tx, vantageId: number, writer: string): Promise<void> {
  const held = await tx`
    select 1 from worker_heartbeat where vantage_id = ${vantageId} and worker_id = ${writer} for update`;
  if (held.length === 0) throw new SeedRefusedError("Another seed has begun this made-up history anew: this one stops");
}

/** Marks the made-up history as complete. */
export async function finishSeed(tx: Tx, vantageId: number, { to }: Window): Promise<void> {
  await tx`update worker_heartbeat set stopped_at = ${new Date(to)} where vantage_id = ${vantageId}`;
}

/** Removes exactly what a seed wrote, be it finished or not. What a judge has found since stays. */
export async function eraseSeeded(tx: Tx, { vantageId, period }: Seeded): Promise<void> {
  const [from, to] = [new Date(Math.floor(period.from / HOUR_MS) * HOUR_MS), new Date(period.to)];
  for (const table of ["attribution", "incident_update"])
    await tx`delete from ${tx(table)} where incident_id in (select id from incident where made_up)`;
  await tx`delete from incident where made_up`;
  await tx`
    delete from incident_group g where anchor_at <= ${to} and not exists (select 1 from incident where group_id = g.id)`;
  await tx`delete from verdict_log where known_at <= ${to}`;
  await tx`delete from component_verdict where known_at <= ${to}`;
  await tx`delete from judge_progress where passed_at <= ${to}`;
  await tx`delete from component_hour where hour >= ${from} and hour < ${to}`;
  const [day, lastDay] = [Math.floor(period.from / DAY_MS) * DAY_MS, Math.floor(period.to / DAY_MS) * DAY_MS];
  await tx`delete from component_day where day >= ${new Date(day)} and day <= ${new Date(lastDay)}`;
  // The last day may go on with hours that a judge has found.
  const judged = await tx<{ id: string }[]>`
    select distinct component_id as id from component_hour where hour >= ${new Date(lastDay)} and hour < ${new Date(lastDay + DAY_MS)}`;
  await sumDays(
    tx,
    judged.map(({ id }) => Number(id)),
    lastDay,
    lastDay + DAY_MS,
  );
  for (const table of TABLES_OF_A_VANTAGE) await tx`delete from ${tx(table)} where vantage_id = ${vantageId}`;
  await tx`delete from vantage where id = ${vantageId}`;
}

const TABLES_OF_A_VANTAGE = [
  "measurement_minute",
  "measurement_hour",
  "measurement_day",
  "rollup_progress",
  "check_vantage",
  "worker_heartbeat",
] as const;

/** Components whose present verdict is a judge's: nothing made up takes its place. */
export async function judgedSince(tx: Tx, at: EpochMs): Promise<Set<number>> {
  const rows = await tx<{ id: string }[]>`
    select component_id as id from component_verdict where known_at > ${new Date(at)}`;
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Whether a judge has passed in this database. */
export async function hasPassed(tx: Tx): Promise<boolean> {
  return (await tx`select 1 from judge_progress`).length > 0;
}

/** Keys of the components in the catalog, `infura/polygon`, with their numbers. */
export async function readComponentIds(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id
    where c.withdrawn_at is null`;
  return new Map(rows.map(({ id, key }) => [key, Number(id)]));
}

/** Stores made-up incidents with their groups and history. Nobody is told of them: there is no event. */
export async function putMadeUp(
  tx: Tx,
  { groups, incidents, updates }: Pick<Chronicle, "groups" | "incidents" | "updates">,
  said: { readonly author: string; readonly text: string },
  componentIds: ReadonlyMap<string, number>,
): Promise<void> {
  await tx`
    insert into incident_group (id, anchor_at)
    select * from unnest(${groups.map(({ id }) => id)}::text[], ${instants(groups.map(({ anchor }) => anchor))}::timestamptz[])`;
  for (const incident of incidents) {
    const componentId = componentIds.get(incident.component);
    if (componentId === undefined) throw new Error(`no component ${incident.component}`);
    await putIncident(tx, incident, componentId, true);
  }
  for (const { incident, update } of updates)
    await appendUpdate(tx, incident, update, update.kind === "retracted" ? said : null);
}

/** A bucket of one check at one vantage. */
export interface CountsRow {
  readonly checkId: number;
  readonly at: EpochMs;
  readonly expected: number;
  readonly ok: number;
  readonly degraded: number;
  readonly failed: number;
  readonly neutral: number;
  readonly failureTypes: Readonly<Record<string, number>>;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}

/** Stores made-up buckets. One statement for each width, so the server plans it once. */
export async function putCounts(
  tx: Tx,
  width: "minute" | "hour" | "day",
  vantageId: number,
  rows: readonly CountsRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into ${tx(`measurement_${width}`)} (${tx(width)}, check_id, vantage_id, expected, ok, degraded, failed, neutral,
      failure_types, p50_ms, p95_ms, max_ms)
    select at, check_id, ${vantageId}, expected, ok, degraded, failed, neutral, types::jsonb, p50, p95, slowest
    from unnest(${instants(rows.map((r) => r.at))}::timestamptz[], ${rows.map((r) => r.checkId)}::bigint[],
      ${rows.map((r) => r.expected)}::int[], ${rows.map((r) => r.ok)}::int[], ${rows.map((r) => r.degraded)}::int[],
      ${rows.map((r) => r.failed)}::int[], ${rows.map((r) => r.neutral)}::int[],
      ${rows.map((r) => JSON.stringify(r.failureTypes))}::text[], ${rows.map((r) => r.p50Ms)}::real[],
      ${rows.map((r) => r.p95Ms)}::real[], ${rows.map((r) => r.maxMs)}::real[])
      as r (at, check_id, expected, ok, degraded, failed, neutral, types, p50, p95, slowest)`;
}
