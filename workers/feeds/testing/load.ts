import type { CloudEvent } from "#domain/cloud/event.ts";
import { type EventHistory, findHistory, mergeVersion } from "#domain/cloud/versions.ts";
import type { EpochMs } from "#domain/time.ts";
import { contentDigest } from "#workers/feeds/digest.ts";
import type { EventFeed, EventsRead, NoticeFeed, NoticesRead } from "#workers/feeds/feed.ts";

export const NOW = Date.UTC(2026, 10, 22, 12);

export const bytesOf = (content: unknown): Uint8Array =>
  Buffer.from(typeof content === "string" ? content : JSON.stringify(content), "utf8");

/** What a feed reads from content that it must be able to read. */
export function readEvents(parse: EventFeed, content: unknown, now: EpochMs = NOW): EventsRead {
  const result = parse(content instanceof Uint8Array ? content : bytesOf(content), { now });
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

export function readNotices(parse: NoticeFeed, content: unknown, now: EpochMs = NOW): NoticesRead {
  const result = parse(content instanceof Uint8Array ? content : bytesOf(content), { now });
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

/** The histories after one more answer of a feed. */
export function load(
  histories: readonly EventHistory[],
  events: readonly CloudEvent[],
  seenAt: EpochMs,
): readonly EventHistory[] {
  let all = histories;
  for (const event of events) {
    const known = findHistory(all, event);
    const merged = mergeVersion(known, { event, digest: contentDigest(event), seenAt });
    if (merged === known) continue;
    all = known === null ? [...all, merged] : all.map((history) => (history === known ? merged : history));
  }
  return all;
}
