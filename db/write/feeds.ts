import type { Tx } from "#db/client.ts";
import type { EpochMs } from "#domain/time.ts";

/** A feed or status page that is read from time to time. */
export interface FeedSource {
  /** `cloud:aws/aws-health`, `page:kraken` */
  readonly name: string;
  readonly kind: string;
  readonly url: string;
}

/** What came of asking a feed once. */
export type FeedOutcome =
  | { readonly readable: true; readonly etag: string | null; readonly entries: number; readonly broken: number }
  /** As it was: 304. */
  | { readonly readable: true; readonly unchanged: true }
  | { readonly readable: false; readonly reason: string };

/** How long a claimed feed is left to whoever claimed it, should that one never report. */
const CLAIM_MS = 120_000;

/**
 * Claims a feed that is due, so that of several workers one asks. @returns the etag of its last answer, or null when it is
 * not due.
 */
export async function claimFeed(
  tx: Tx,
  { name, kind, url }: FeedSource,
  now: EpochMs,
): Promise<{ etag: string | null } | null> {
  const [row] = await tx<{ etag: string | null }[]>`
    insert into feed as f (name, kind, url, checked_at, entries, broken, next_at)
    values (${name}, ${kind}, ${url}, ${new Date(now)}, 0, 0, ${new Date(now + CLAIM_MS)})
    on conflict (name) do update set next_at = excluded.next_at, kind = excluded.kind, url = excluded.url,
      etag = case when f.url = excluded.url then f.etag end
    where f.next_at <= ${new Date(now)}
    returning etag`;
  return row ?? null;
}

/** Whether a feed has not been readable for so long. A feed that was never asked has not failed yet. */
export async function isUnreadable(tx: Tx, name: string, forMs: number, now: EpochMs): Promise<boolean> {
  const rows = await tx`select 1 from feed where name = ${name} and unreadable_since <= ${new Date(now - forMs)}`;
  return rows.length > 0;
}

/** Records what came of it. An answer that could not be read changes nothing but this row. */
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
  if ("unchanged" in outcome) {
    await tx`update feed set checked_at = ${at}, read_at = ${at}, next_at = ${next}, unreadable_since = null,
      unreadable_reason = null where name = ${name}`;
    return;
  }
  await tx`update feed set checked_at = ${at}, read_at = ${at}, next_at = ${next}, unreadable_since = null,
    unreadable_reason = null, etag = ${outcome.etag}, entries = ${outcome.entries}, broken = ${outcome.broken}
    where name = ${name}`;
}
