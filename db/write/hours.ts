import type { Tx } from "#db/client.ts";
import { hasPartition } from "#db/write/partitions.ts";
import { rollUp, type Width, widthMs } from "#db/write/rollup.ts";
import type { EpochMs } from "#domain/time.ts";

const HOUR_MS = 3_600_000;

/** What is kept for ever, and therefore sealed. */
type Grain = Exclude<Width, "minute">;

/**
 * How long after its end, and after the last tick could have been recorded, a bucket still takes late rows. A worker that
 * cannot reach the database holds at most 20,000 rows: little more than an hour of a full catalog. A day waits for an operator's night.
 */
const SEAL_AFTER_MS: Record<Grain, number> = { hour: 2 * HOUR_MS, day: 24 * HOUR_MS };

/**
 * A vantage whose worker has been silent for longer is gone, perhaps for good (a renamed host): later buckets are left
 * alone. If it comes back they are made up for, as far back as there are raw partitions.
 */
const GONE_AFTER = "7 days";

export interface RollupTask {
  readonly vantageId: number;
  readonly grain: Grain;
}

interface Progress extends RollupTask {
  readonly doneTo: EpochMs;
  readonly sealedTo: EpochMs;
  /** When the vantage counts as gone; null for one that no worker has claimed. */
  readonly goneAt: EpochMs | null;
}

/** `reachBackMs`: so old may a tick be when its result arrives (the longest interval and the longest run). */
export interface AsOf {
  readonly now: EpochMs;
  readonly reachBackMs: number;
}

/**
 * The bucket to roll up next, or null. Each is computed when its last results are in, and once more when it is sealed; one
 * that is late already is computed once. Sealing comes first and goes in order: no bucket can be passed over.
 */
function nextBucket(
  progress: Progress,
  { now, reachBackMs }: AsOf,
): { from: EpochMs; to: EpochMs; seals: boolean } | null {
  const size = widthMs(progress.grain);
  const dueBy = now - size - reachBackMs;
  const isPresent = (from: EpochMs) => progress.goneAt === null || from < progress.goneAt;
  const { sealedTo, doneTo } = progress;
  if (sealedTo + SEAL_AFTER_MS[progress.grain] <= dueBy && isPresent(sealedTo))
    return { from: sealedTo, to: sealedTo + size, seals: true };
  if (doneTo <= dueBy && isPresent(doneTo)) return { from: doneTo, to: doneTo + size, seals: false };
  return null;
}

interface ProgressRow {
  vantage_id: string;
  grain: Grain;
  done_to: Date;
  sealed_to: Date;
  gone_at: Date | null;
}

const toProgress = (row: ProgressRow): Progress => ({
  vantageId: Number(row.vantage_id),
  grain: row.grain,
  doneTo: row.done_to.getTime(),
  sealedTo: row.sealed_to.getTime(),
  goneAt: row.gone_at?.getTime() ?? null,
});

/** What there is to roll up, for every vantage of the database: a dead worker's hours are made by the living ones. */
export async function dueRollups(tx: Tx, asOf: AsOf): Promise<RollupTask[]> {
  await startProgress(tx);
  const rows = await tx<ProgressRow[]>`
    select p.*, h.beat_at + ${GONE_AFTER}::interval as gone_at
    from rollup_progress p left join worker_heartbeat h using (vantage_id) order by p.vantage_id, p.grain desc`;
  return rows
    .map(toProgress)
    .filter((progress) => nextBucket(progress, asOf) !== null)
    .map(({ vantageId, grain }) => ({ vantageId, grain }));
}

/** A new vantage begins with the bucket of its first tick or of its creation. The tick is found by the primary key. */
async function startProgress(tx: Tx): Promise<void> {
  await tx`
    with fresh as (
      select v.id, v.created_at, g.grain
      from vantage v cross join (values ('hour'), ('day')) g (grain)
      where not exists (select 1 from rollup_progress p where p.vantage_id = v.id and p.grain = g.grain)
    ), started as (
      select id, grain, date_bin(('1 ' || grain)::interval, least(created_at, (
        select min(first.tick) from check_def d cross join lateral (
          select m.tick from measurement m where m.check_id = d.id and m.vantage_id = fresh.id order by m.tick limit 1
        ) first)), timestamptz 'epoch') as start
      from fresh
    )
    insert into rollup_progress (vantage_id, grain, done_to, sealed_to)
    select id, grain, start, start from started
    on conflict do nothing`;
}

/**
 * Rolls up the next bucket of a task, if one is due and no other worker is at it. A sealed bucket is never written again,
 * and one whose raw partition is missing (dropped, or never made) is passed over: it cannot be computed.
 * @returns whether a bucket was done; call again until false, each time in a transaction of its own.
 */
export async function rollUpNext(tx: Tx, { vantageId, grain }: RollupTask, asOf: AsOf): Promise<boolean> {
  const [row] = await tx<ProgressRow[]>`
    select p.*, (select h.beat_at + ${GONE_AFTER}::interval from worker_heartbeat h where h.vantage_id = p.vantage_id) as gone_at
    from rollup_progress p where p.vantage_id = ${vantageId} and p.grain = ${grain} for update skip locked`;
  const bucket = row === undefined ? null : nextBucket(toProgress(row), asOf);
  if (bucket === null) return false;
  const { from, to, seals } = bucket;
  if (await hasPartition(tx, "measurement", from)) await rollUp(tx, grain, vantageId, { from, to, now: asOf.now });
  const end = new Date(to);
  await tx`
    update rollup_progress set done_to = greatest(done_to, ${end}), sealed_to = case when ${seals ? 1 : 0} = 1 then ${end} else sealed_to end
    where vantage_id = ${vantageId} and grain = ${grain}`;
  return true;
}

/** Whether every hour and day before `to` is final for every vantage: only then may its raw rows go. */
export async function isSealed(tx: Tx, to: EpochMs): Promise<boolean> {
  const open = await tx`
    select 1 from vantage v
    cross join (values ('hour'), ('day')) g (grain)
    left join rollup_progress p on p.vantage_id = v.id and p.grain = g.grain
    left join worker_heartbeat h on h.vantage_id = v.id
    where p.sealed_to is null
      or (p.sealed_to < ${new Date(to)} and (h.beat_at is null or p.sealed_to < h.beat_at + ${GONE_AFTER}::interval))
    limit 1`;
  return open.length === 0;
}
