import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readCloudFeeds, readsOf } from "#db/read/feed-reads.ts";
import type { OnsetQuality } from "#domain/cloud/event.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import { readingOf } from "#domain/cloud/reading.ts";
import { cloudDelays } from "#domain/said/cloud-delays.ts";
import type { CloudDelays } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of the clouds' own notices there are fewer than of vendors', and their past is in their feeds. */
const SPAN_MS = 365 * 86_400_000;

type DelayRow = {
  readonly event: string;
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
 * was never posted is in no feed: of that nothing is known.
 */
export async function readCloudDelays(db: Drizzle, now: EpochMs): Promise<CloudDelays[]> {
  const rows = await db.execute<DelayRow>(sql`
    select e.id as event, e.provider, e.title, ${ms("e.onset_at")} as onset_at, e.event->>'onsetQuality' as quality,
      (e.event->>'firstPublishedAt')::float8 as published_at, (e.event->>'firstSeenAt')::float8 as seen_at, v.feed, v.over
    from cloud_event e cross join lateral (
      select event->>'feed' as feed, event->'endedAt' <> 'null' as over from cloud_event_version
      where cloud_event_id = e.id order by first_seen_at, digest limit 1) v
    where e.onset_at > ${iso(now - SPAN_MS)} and not e.maintenance and e.peak <> 'informational'
      and e.event->>'onsetQuality' <> 'first_status_post'
    order by e.provider, e.onset_at desc, e.id`);
  const feedsOf = new Map((await readCloudFeeds(db, now - SPAN_MS)).map(({ provider, feeds }) => [provider, feeds]));
  return cloudDelays(
    rows.map(({ onset_at, quality, published_at, seen_at, feed, over, ...row }) => ({
      ...row,
      onsetAt: onset_at,
      onsetQuality: quality,
      publishedAt: published_at,
      seenAt: seen_at,
      reading: readingOf((feedsOf.get(row.provider) ?? []).filter(({ kind }) => kind === feed).map(readsOf), now),
      isOver: over,
    })),
  );
}
