import type { Sql } from "#db/client.ts";
import { refreshBaselines } from "#db/write/baseline.ts";
import { deleteEvidence, dropRawDay } from "#db/write/evidence.ts";
import { type AsOf, dueRollups, rollUpNext } from "#db/write/hours.ts";
import { dropPartitions, ensurePartitions } from "#db/write/partitions.ts";
import { rolledUpTo, rollUpMinutes } from "#db/write/rollup.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A vantage that was away longer is rolled up from here on; the older hole has no rows and is a gap all the same. */
const LONGEST_CATCH_UP_MS = DAY_MS;

/**
 * Pairs of check and vantage a minute: a full catalog of one vantage comes round in a quarter of an hour. A pair's seven days
 * lie on some 20,000 pages (40 to 130 ms each when cached): more at once would crowd out the recording.
 */
const BASELINES_AT_ONCE = 20;

/** How long the raw record of failures outlives the rest: a year and the month in which it is asked about. */
export const DEFAULT_EVIDENCE_DAYS = 400;

export interface Retention {
  readonly rawDays: number;
  readonly minutesDays: number;
  /** Raw rows that were failed or degraded; not less than `rawDays`. */
  readonly evidenceDays?: number;
}

/**
 * Partitions for the coming days are made, those past retention dropped; of raw ones, which go when their hours and days are
 * sealed, a day at a time, failures are kept as evidence. @returns what was done, for the log.
 */
export async function keepPartitions(
  sql: Sql,
  now: EpochMs,
  { rawDays, minutesDays, evidenceDays = Math.max(DEFAULT_EVIDENCE_DAYS, rawDays) }: Retention,
): Promise<{ made: string[]; dropped: string[] }> {
  const made = await sql.begin((tx) => ensurePartitions(tx, now));
  const dropped = await sql.begin(async (tx) => [
    ...(await dropPartitions(tx, "vantage_round", now - rawDays * DAY_MS)),
    ...(await dropPartitions(tx, "measurement_minute", now - minutesDays * DAY_MS)),
  ]);
  const dropDay = () => sql.begin((tx) => dropRawDay(tx, now - rawDays * DAY_MS));
  for (let name = await dropDay(); name !== null; name = await dropDay()) dropped.push(name);
  await sql.begin((tx) => deleteEvidence(tx, now - evidenceDays * DAY_MS));
  return { made, dropped };
}

/**
 * Rolls up what is due of the hours and days of all vantages, one bucket a transaction. A long absence is made up for in
 * one pass; it ends early when `signal` says that the worker stops.
 */
export async function keepHoursAndDays(sql: Sql, asOf: AsOf, signal: AbortSignal): Promise<void> {
  for (const task of await sql.begin((tx) => dueRollups(tx, asOf))) {
    let more = true;
    while (more && !signal.aborted) more = await sql.begin((tx) => rollUpNext(tx, task, asOf));
  }
}

/** Some of the latency baselines that have grown old are computed anew. */
export async function keepBaselines(sql: Sql, now: EpochMs): Promise<void> {
  await sql.begin((tx) => refreshBaselines(tx, now, BASELINES_AT_ONCE));
}

/**
 * Rolls up a vantage's finished minutes: those of the last `reachBackMs` again (the longest interval and the longest run:
 * so old may a tick be when its result arrives), and what was missed since the last pass, an hour at a time so that no
 * transaction is long.
 */
export async function keepMinutes(sql: Sql, vantageId: number, now: EpochMs, reachBackMs: number): Promise<void> {
  const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const done = (await sql.begin((tx) => rolledUpTo(tx, vantageId))) ?? end;
  const wanted = Math.min(done, end) - Math.ceil(reachBackMs / MINUTE_MS) * MINUTE_MS;
  let from = Math.max(wanted, end - LONGEST_CATCH_UP_MS);
  while (from < end) {
    const to = Math.min(from + HOUR_MS, end);
    await sql.begin((tx) => rollUpMinutes(tx, vantageId, { from, to, now }));
    from = to;
  }
}
