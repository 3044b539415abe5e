import type { Tx } from "#db/client.ts";
import { MISSED_AFTER } from "#domain/cloud/reading.ts";
import type { EpochMs } from "#domain/time.ts";

/** A feed or status page that is read from time to time. */
export interface FeedSource {
  /** `cloud:aws/aws-health`, `page:kraken` */
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  /** How often it is asked. */
  readonly everyMs: number;
}

/** What came of asking a feed once. */
export type FeedOutcome =
  | { readonly readable: true; readonly etag: string | null; readonly entries: number; readonly broken: number }
  /** As it was: 304. */
  | { readonly readable: true; readonly unchanged: true }
  | { readonly readable: false; readonly reason: string };

/** Of a feed that can be read only now and then, what lies between two gaps counts as unread too: it is the careful side. */
const GAPS_JOIN_MS = 15 * 60_000;
/** Longer than anything that is said of how feeds were read. */
const GAPS_KEPT_MS = 400 * 86_400_000;

/** How long a claimed feed is left to whoever claimed it, should that one never report. */
const CLAIM_MS = 120_000;

/**
 * Claims a feed that is due, so that of several workers one asks. One that is due later than any claim makes it was claimed by a
 * clock that was ahead. @returns the etag of its last answer, or null when it is
 * not due.
 */
export async function claimFeed(
  tx: Tx,
  { name, kind, url, everyMs }: FeedSource,
  now: EpochMs,
): Promise<{ etag: string | null } | null> {
  const [row] = await tx<{ etag: string | null }[]>`
    insert into feed as f (name, kind, url, every_ms, checked_at, entries, broken, next_at)
    values (${name}, ${kind}, ${url}, ${everyMs}, ${new Date(now)}, 0, 0, ${new Date(now + CLAIM_MS)})
    on conflict (name) do update set next_at = excluded.next_at, kind = excluded.kind, url = excluded.url,
      every_ms = excluded.every_ms, etag = case when f.url = excluded.url then f.etag end
    where f.next_at <= ${new Date(now)}
      or f.next_at > ${new Date(now + CLAIM_MS)}::timestamptz + f.every_ms * interval '1 millisecond'
    returning etag`;
  return row ?? null;
}

/** Gives back what was claimed: nothing was learned of the feed, and another may ask. */
export async function returnFeed(tx: Tx, name: string, now: EpochMs): Promise<void> {
  await tx`update feed set next_at = ${new Date(now)} where name = ${name}`;
}

/** Whether a feed has not been readable for so long. A feed that was never asked has not failed yet. */
export async function isUnreadable(tx: Tx, name: string, forMs: number, now: EpochMs): Promise<boolean> {
  const rows = await tx`select 1 from feed where name = ${name} and unreadable_since <= ${new Date(now - forMs)}`;
  return rows.length > 0;
}

/**
 * Records what came of it, and with an answer that could be read the gap that it ends. An answer that could not be read
 * changes nothing but the feed's row.
 */
export async function recordFeed(
  tx: Tx,
  name: string,
  outcome: FeedOutcome,
  { now, nextAt }: { now: EpochMs; nextAt: EpochMs },
): Promise<void> {
  const [at, next] = [new Date(now), new Date(nextAt)];
  if (!outcome.readable) {
    await tx`update feed set checked_at = ${at}, next_at = ${next}, unreadable_reason = ${outcome.reason.slice(0, 200)},
      unreadable_since = coalesce(unreadable_since, ${at}) where name = ${name}`;
    return;
  }
  await closeGap(tx, name, now);
  await tx`update feed set checked_at = ${at}, first_read_at = coalesce(first_read_at, ${at}), read_at = ${at},
    next_at = ${next}, unreadable_since = null, unreadable_reason = null where name = ${name}`;
  if ("unchanged" in outcome) return;
  await tx`update feed set etag = ${outcome.etag}, entries = ${outcome.entries}, broken = ${outcome.broken}
    where name = ${name}`;
}

/** Before a feed's new look is noted: the time since the one before, if a look was missed in between. */
async function closeGap(tx: Tx, name: string, now: EpochMs): Promise<void> {
  const at = new Date(now);
  const [gap] = await tx<{ from: Date }[]>`
    select read_at as from from feed
    where name = ${name} and extract(epoch from ${at}::timestamptz - read_at) * 1000 > every_ms * ${MISSED_AFTER}::float8`;
  if (gap === undefined) return;
  const near = new Date(gap.from.getTime() - GAPS_JOIN_MS);
  const joined = await tx`update feed_gap set to_at = ${at} where feed = ${name} and to_at >= ${near} returning 1`;
  if (joined.length > 0) return;
  await tx`insert into feed_gap (feed, from_at, to_at) values (${name}, ${gap.from}, ${at})`;
  await tx`delete from feed_gap where feed = ${name} and to_at < ${new Date(now - GAPS_KEPT_MS)}`;
}
