import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

/** Statuspage's words for how bad a vendor says it is. */
export const NOTICE_IMPACTS = ["none", "maintenance", "minor", "major", "critical"] as const;
export type NoticeImpact = (typeof NOTICE_IMPACTS)[number];

/** One version of a notice, as our poller first saw it. */
export interface NoticePost {
  /** By our poller's clock. */
  readonly seenAt: EpochMs;
  /** The page's own timestamp; kept beside, never instead. */
  readonly postedAt: EpochMs | null;
  readonly impact: NoticeImpact;
  /** Components of ours that it touches; null when the page names none that could be matched: the whole service. */
  readonly components: readonly string[] | null;
  readonly resolved: boolean;
}

/** What a vendor said on its own page, in the order in which we saw it. */
export interface Notice {
  readonly id: string;
  readonly posts: readonly NoticePost[];
}

/** How the vendor's page is read. */
export interface Reading {
  /** Milliseconds between two looks at the page. */
  readonly pollMs: number;
  /** When it could not be read, the time before it was first read included. */
  readonly unread: readonly Interval[];
}

/** That a vendor said that something is wrong: when first, and until when. */
export interface Claim {
  readonly notice: string;
  /** t_said, by our poller's clock. */
  readonly saidAt: EpochMs;
  readonly postedAt: EpochMs | null;
  /** When we saw it resolved for good; null while it is open. */
  readonly clearedAt: EpochMs | null;
}

/** Trouble, and not work that was announced. */
const TROUBLE: readonly NoticeImpact[] = ["minor", "major", "critical"];

/**
 * The first post with an impact of minor or more that touches the component (methods 5); null when there is none. Without a
 * component: that touches anything.
 */
export function claimIn({ id, posts }: Notice, component: string | null): Claim | null {
  const said = posts.find((post) => !post.resolved && TROUBLE.includes(post.impact) && touches(post, component));
  if (said === undefined) return null;
  const lastOpen = posts.findLastIndex((post) => !post.resolved);
  const cleared = posts[lastOpen + 1];
  return { notice: id, saidAt: said.seenAt, postedAt: said.postedAt, clearedAt: cleared?.seenAt ?? null };
}

function touches({ components }: NoticePost, component: string | null): boolean {
  return components === null || component === null || components.includes(component);
}

/** How long, before it was seen, a post may have stood on the page because the page could not be read. Milliseconds. */
export function unreadBefore(seenAt: EpochMs, { pollMs, unread }: Reading): number {
  // What is seen with the first look after a gap, or in it, may have come at any time in the gap.
  const gaps = unread.filter(({ from, to }) => from < seenAt && (to === null || seenAt <= to + pollMs));
  return gaps.reduce((longest, { from, to }) => Math.max(longest, Math.min(to ?? seenAt, seenAt) - from), 0);
}

const CLOCK_SLACK_MS = 2 * 60_000;

/**
 * By how much the page's timestamp lies before our first sight of the post, when that is more than a poll interval and 2 min
 * (methods 5), and more than a gap in our reading explains; else null. Milliseconds.
 */
export function backdatedBy({ saidAt, postedAt }: Claim, reading: Reading): number | null {
  if (postedAt === null) return null;
  const early = saidAt - postedAt;
  return early > reading.pollMs + unreadBefore(saidAt, reading) + CLOCK_SLACK_MS ? early : null;
}
