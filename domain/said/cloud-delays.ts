import { quantile } from "#domain/attribution/lead-lag.ts";
import type { OnsetQuality } from "#domain/cloud/event.ts";
import { type Reading, unreadBefore } from "#domain/cloud/reading.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { CloudDelay, CloudDelays } from "#domain/said/record.ts";
import { FEWEST } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";

/** That a cloud said that something was wrong, of which it is known when it began. */
export interface CloudPost {
  /** Public id of the event. */
  readonly event: string;
  readonly provider: string;
  readonly title: string;
  readonly onsetAt: EpochMs;
  readonly onsetQuality: OnsetQuality;
  /** By the provider's own clock. */
  readonly publishedAt: EpochMs;
  /** By ours, in the feed that showed it first. */
  readonly seenAt: EpochMs;
  /** How that feed was read. */
  readonly reading: Reading;
  /** It was over when it was first seen. */
  readonly isOver: boolean;
}

/** How late each cloud's notices came, in the order given. What may have stood there before we looked has no delay by our clock. */
export function cloudDelays(posts: readonly CloudPost[]): CloudDelays[] {
  return [...groupedBy(posts, ({ provider }) => provider, delayOf)].map(([provider, delays]) => ({
    provider,
    delays,
    medianPublishedMs: medianOf(delays.map(({ publishedMs }) => publishedMs)),
    medianSeenMs: medianOf(delays.flatMap(({ seenMs }) => seenMs ?? [])),
  }));
}

function delayOf({ event, title, onsetAt, onsetQuality, publishedAt, ...seen }: CloudPost): CloudDelay {
  const isUnread = unreadBefore(seen.seenAt, seen.reading, seen.isOver ? "over" : "open") !== null;
  return {
    event,
    title,
    onsetAt,
    onsetQuality,
    publishedMs: publishedAt - onsetAt,
    seenMs: isUnread ? null : seen.seenAt - onsetAt,
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length < FEWEST ? null : quantile(sorted, 0.5);
}
