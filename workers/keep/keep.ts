import type { Sql } from "#db/client.ts";
import { dropPartitions, ensurePartitions } from "#db/write/partitions.ts";
import { rolledUpTo, rollUpMinutes } from "#db/write/rollup.ts";
import type { EpochMs } from "#domain/time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A vantage that was away longer is rolled up from here on; the older hole has no rows and is a gap all the same. */
const LONGEST_CATCH_UP_MS = DAY_MS;

export interface Retention {
  readonly rawDays: number;
  readonly minutesDays: number;
}

/** Partitions for the coming days are made, those past retention dropped. @returns what was done, for the log. */
export async function keepPartitions(
  sql: Sql,
  now: EpochMs,
  retention: Retention,
): Promise<{ made: string[]; dropped: string[] }> {
  const made = await sql.begin((tx) => ensurePartitions(tx, now));
  const dropped = await sql.begin(async (tx) => [
    ...(await dropPartitions(tx, "measurement", now - retention.rawDays * DAY_MS)),
    ...(await dropPartitions(tx, "vantage_round", now - retention.rawDays * DAY_MS)),
    ...(await dropPartitions(tx, "measurement_minute", now - retention.minutesDays * DAY_MS)),
  ]);
  return { made, dropped };
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
