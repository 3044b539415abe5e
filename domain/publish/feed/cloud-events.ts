import type { EventUpdate } from "#domain/cloud/event.ts";
import { type CloudEventView, providerName, stateOf } from "#domain/publish/cloud.ts";
import {
  type FeedEntry,
  type FeedVoice,
  LONGEST_TEXT,
  LONGEST_TITLE,
  type Marker,
  namedPosts,
  webAddress,
} from "#domain/publish/feed/entry.ts";
import { foreignText } from "#domain/publish/foreign-text.ts";
import { placePath, plainPlaceText } from "#domain/publish/place.ts";

type Post = Pick<EventUpdate, "at" | "text">;

/** The entry of what a cloud says of itself: told, not measured. */
export function entryOfCloudEvent(view: CloudEventView, { feeds }: FeedVoice): FeedEntry {
  const { id, event, changedAt } = view;
  const { provider, scope, updates } = event;
  const regions = scope.kind === "regions" || scope.kind === "zones" ? scope.regions : [];
  const [region = null, ...more] = regions;
  const place = plainPlaceText({ provider, region: more.length === 0 ? region : null });
  const title = feeds.cloudEvent(place, foreignText(event.title, LONGEST_TITLE));
  const path = placePath({ provider, region: null });
  const isOver = stateOf(view) === "over";
  const firstAt = Math.min(event.firstPublishedAt, event.firstSeenAt);
  const posts: readonly Post[] = updates.length === 0 ? [{ at: firstAt, text: event.title }] : updates;
  const name = providerName(provider);
  return {
    id: `cloud-event/${id}`,
    title,
    path,
    lead: [feeds.cloudsWord(name)],
    steps: namedPosts(`cloud-event/${id}`, posts).map(({ at, text, ...post }, index) => {
      const quoted = foreignText(text, LONGEST_TEXT);
      const marker: Marker = index === posts.length - 1 ? "Investigating" : "Update";
      return {
        id: post.id,
        at: Math.min(at, changedAt),
        marker: index === 0 && isOver ? "Resolved" : marker,
        title,
        text: quoted === null ? feeds.silent(name) : feeds.says(name, quoted),
        path,
      };
    }),
    foot: event.endedAt === null && isOver ? [feeds.vanished] : [],
    source: webAddress(event.url),
    publishedAt: firstAt,
    updatedAt: changedAt,
  };
}
