import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

/** Tables partitioned by day, with the column they are cut by. */
export const PARTITIONED = ["measurement", "measurement_minute", "vantage_round"] as const;
type Partitioned = (typeof PARTITIONED)[number];

const DAY_MS = 86_400_000;
const isoDay = (at: EpochMs) => new Date(at).toISOString().slice(0, 10);
const nameOf = (parent: Partitioned, day: string) => `${parent}_${day.replaceAll("-", "_")}`;

/** A table that is waited for is recorded in by nobody. There are days to spare, and the next try is an hour away. */
const TABLE_WAIT = "5s";

/**
 * Making and dropping lock the parent; two workers doing it at once would wait on each other's DDL, or drop twice. What the
 * transaction then does to tables gives up with code 55P03 when somebody reads them and does not end, a reader that has vanished perhaps.
 */
export async function lockPartitions(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('faultline partitions'))`;
  await tx.unsafe(`set local lock_timeout = '${TABLE_WAIT}'`);
}

/**
 * Makes the day partitions from one day before `now` to `daysAhead` after it, where they are missing. There is no default
 * partition: a row for a day without one is an error, never a silent heap. Safe to call from several workers at once.
 * @returns names of the partitions that were made.
 */
export async function ensurePartitions(tx: Tx, now: EpochMs, daysAhead = 7): Promise<string[]> {
  const days = Array.from({ length: daysAhead + 2 }, (_, index) => isoDay(now + (index - 1) * DAY_MS));
  const missing = async () => {
    const existing = new Set((await listPartitions(tx)).map((row) => row.name));
    return PARTITIONED.flatMap((parent) => days.map((day) => ({ parent, day, name: nameOf(parent, day) }))).filter(
      ({ name }) => !existing.has(name),
    );
  };
  // Mostly none is: a worker must not wait at its start for a backup, which holds the lock as long as it takes.
  if ((await missing()).length === 0) return [];
  await lockPartitions(tx);
  const made = await missing();
  for (const { parent, day } of made) await makePartition(tx, parent, day);
  return made.map(({ name }) => name);
}

/** Makes the partition of a day. Whoever calls it holds the lock, or all there is. */
export async function makePartition(tx: Tx, parent: string, day: string): Promise<void> {
  const known = PARTITIONED.find((name) => name === parent);
  const from = Date.parse(`${day}T00:00:00Z`);
  if (known === undefined || Number.isNaN(from)) throw new Error(`no table of days: ${parent}, ${day}`);
  const [first, next] = [isoDay(from), isoDay(from + DAY_MS)];
  // Identifiers and bounds cannot be parameters; both are made of a fixed word and an ISO date.
  await tx.unsafe(
    `create table "${nameOf(known, first)}" partition of "${known}" for values from ('${first}T00:00:00Z') to ('${next}T00:00:00Z')`,
  );
}

/** Every day partition there is, oldest first. */
export async function listPartitions(tx: Tx): Promise<{ parent: Partitioned; name: string; day: string }[]> {
  const rows = await tx<{ parent: Partitioned; name: string }[]>`
    select p.relname as parent, c.relname as name
    from pg_inherits i
    join pg_class p on p.oid = i.inhparent
    join pg_class c on c.oid = i.inhrelid
    where p.relname in ${tx(PARTITIONED)} and p.relkind = 'p' and p.relnamespace = 'public'::regnamespace
    order by c.relname`;
  return rows.map((row) => ({ ...row, day: row.name.slice(-10).replaceAll("_", "-") }));
}

/** Whether the table can hold rows of the day that `at` is in. */
export async function hasPartition(tx: Tx, parent: Partitioned, at: EpochMs): Promise<boolean> {
  const [row] = await tx<{ there: boolean }[]>`
    select to_regclass(${`public.${nameOf(parent, isoDay(at))}`}) is not null as there`;
  return row?.there ?? false;
}

/** Partitions of a table whose whole day ended before `before`, oldest first; `end` is the end of the day. */
export async function pastPartitions(
  tx: Tx,
  parent: Partitioned,
  before: EpochMs,
): Promise<{ name: string; end: EpochMs }[]> {
  return (await listPartitions(tx))
    .filter((row) => row.parent === parent)
    .map(({ name, day }) => ({ name, end: Date.parse(`${day}T00:00:00Z`) + DAY_MS }))
    .filter(({ end }) => end <= before);
}

/** Retention of what has been rolled up or needs not be: drops its past partitions. @returns their names. */
export async function dropPartitions(
  tx: Tx,
  parent: Exclude<Partitioned, "measurement">,
  before: EpochMs,
): Promise<string[]> {
  if ((await pastPartitions(tx, parent, before)).length === 0) return [];
  await lockPartitions(tx);
  const old = await pastPartitions(tx, parent, before);
  for (const { name } of old) await tx.unsafe(`drop table "${name}"`);
  return old.map((row) => row.name);
}
