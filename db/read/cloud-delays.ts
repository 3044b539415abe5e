import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { type FeedRow, feedReads, readsOf } from "#db/read/feed-reads.ts";
import { quantile } from "#domain/attribution/lead-lag.ts";
import type { OnsetQuality } from "#domain/cloud/event.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import { readingOf, unreadBefore } from "#domain/cloud/reading.ts";
import type { CloudDelay, CloudDelays } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of the clouds' own notices there are fewer than of vendors', and their past is in their feeds. */
const SPAN_MS = 365 * 86_400_000;
/** Below this nothing is printed (methods 5). */
const FEWEST = 3;

const iso = (at: EpochMs) => new Date(at).toISOString();
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

type DelayRow = {
  readonly id: string;
  readonly provider: string;
  readonly title: string;
  readonly onset_at: number;
  readonly quality: OnsetQuality;
  readonly published_at: number;
  readonly seen_at: number;
  /** The feed that showed it first. */
  readonly feed: FeedKind;
  readonly over: boolean;
};

/**
 * How late the clouds' own notices came in the last year, where it is known when it began: by their clock and by ours. What
 * stood there before we looked has no delay by ours. What was never posted is in no feed: of that nothing is known.
 */
export async function readCloudDelays(db: Drizzle, now: EpochMs): Promise<CloudDelays[]> {
  const rows = await db.execute<DelayRow>(sql`
    select e.id, e.provider, e.title, ${ms("e.onset_at")} as onset_at, e.event->>'onsetQuality' as quality,
      (e.event->>'firstPublishedAt')::float8 as published_at, (e.event->>'firstSeenAt')::float8 as seen_at, v.feed, v.over
    from cloud_event e cross join lateral (
      select event->>'feed' as feed, event->'endedAt' <> 'null' as over from cloud_event_version
      where cloud_event_id = e.id order by first_seen_at, digest limit 1) v
    where e.onset_at > ${iso(now - SPAN_MS)} and not e.maintenance and e.peak <> 'informational'
      and e.event->>'onsetQuality' <> 'first_status_post'
    order by e.provider, e.onset_at desc, e.id`);
  const wasUnread = await readUnread(db, now);
  const byProvider = new Map<string, CloudDelay[]>();
  for (const row of rows) {
    const delay: CloudDelay = {
      event: row.id,
      title: row.title,
      onsetAt: row.onset_at,
      onsetQuality: row.quality,
      publishedMs: row.published_at - row.onset_at,
      seenMs: wasUnread(row) ? null : row.seen_at - row.onset_at,
    };
    byProvider.set(row.provider, [...(byProvider.get(row.provider) ?? []), delay]);
  }
  return [...byProvider].map(([provider, delays]) => ({
    provider,
    delays,
    medianPublishedMs: medianOf(delays.map(({ publishedMs }) => publishedMs)),
    medianSeenMs: medianOf(delays.flatMap(({ seenMs }) => seenMs ?? [])),
  }));
}

/** Whether what a provider's feed showed may have stood there before we saw it. */
async function readUnread(db: Drizzle, now: EpochMs): Promise<(row: DelayRow) => boolean> {
  const rows = await db.execute<{ provider: string; feeds: FeedRow[] }>(sql`
    select split_part(substr(f.name, 7), '/', 1) as provider, jsonb_agg(${feedReads(now - SPAN_MS)}) as feeds
    from feed f where starts_with(f.name, 'cloud:') group by 1`);
  const feedsOf = new Map(rows.map(({ provider, feeds }) => [provider, feeds]));
  return ({ provider, feed, seen_at, over }) => {
    const own = (feedsOf.get(provider) ?? []).filter(({ kind }) => kind === feed);
    return unreadBefore(seen_at, readingOf(own.map(readsOf), now), over ? "over" : "open") !== null;
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length < FEWEST ? null : quantile(sorted, 0.5);
}
