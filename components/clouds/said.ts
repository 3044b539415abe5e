import { moment, type Words } from "#components/words/words.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { ProviderView } from "#domain/publish/cloud.ts";
import type { EpochMs } from "#domain/time.ts";

/** How well a provider can be read: `partly`, some of its feeds; `waiting`, none was asked yet; `none`, it has none. */
export type Readable = "readable" | "partly" | "unreadable" | "waiting" | "none";

export interface Reading {
  readonly is: Readable;
  /** Since when nothing of it could be read; null where something can, or nothing ever could. */
  readonly since: EpochMs | null;
  readonly broken: number;
  readonly of: number;
}

/** How it stands with the feeds of a provider. One that was never read counts as not readable once it was asked. */
export function readingOf(cloud: CloudProvider, view: ProviderView | undefined): Reading {
  const feeds = view?.feeds ?? [];
  const of = feeds.length;
  const broken = feeds.filter(({ unreadable }) => unreadable !== null);
  const asked = feeds.some(({ readAt, unreadable }) => readAt !== null || unreadable !== null);
  if (!asked) return { is: cloud.feeds.length === 0 ? "none" : "waiting", since: null, broken: 0, of };
  const readable = feeds.filter(({ readAt, unreadable }) => readAt !== null && unreadable === null);
  if (readable.length > 0)
    return { is: broken.length > 0 ? "partly" : "readable", since: null, broken: broken.length, of };
  const since = broken.reduce((last, { unreadable }) => Math.max(last, unreadable?.since ?? 0), 0);
  return { is: "unreadable", since: since === 0 ? null : since, broken: broken.length, of };
}

/** Whether what it says, or does not say, is what holds now. */
export function isRead({ is }: Reading): boolean {
  return is === "readable" || is === "partly";
}

/** How well it can be read, in a few words; empty where all of it can. */
export function readingText({ is, since, broken, of }: Reading, words: Words, now: EpochMs): string {
  const { feed } = words.clouds;
  switch (is) {
    case "readable":
      return "";
    case "partly":
      return feed.partly(broken, of);
    case "unreadable":
      return since === null ? feed.waiting : feed.unreadable(moment(since, now, words, "minute"));
    case "waiting":
      return feed.waiting;
    case "none":
      return feed.none;
  }
}
