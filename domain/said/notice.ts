import { type Reading, unreadBefore } from "#domain/cloud/reading.ts";
import type { EpochMs } from "#domain/time.ts";

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
  /** Since when, by the page, it is over; null while it is open. */
  readonly overSince: EpochMs | null;
}

/** What a vendor said on its own page, in the order in which we saw it. */
export interface Notice {
  readonly id: string;
  readonly posts: readonly NoticePost[];
}

/** That a vendor said that something is wrong, or was: when first, and until when. */
export interface Claim {
  readonly notice: string;
  /** t_said, by our poller's clock. */
  readonly saidAt: EpochMs;
  readonly postedAt: EpochMs | null;
  /** When we saw it over for good; null while it is open. */
  readonly clearedAt: EpochMs | null;
  /** Until when it speaks of trouble: that instant, or of what was over when it was first said the page's own. */
  readonly endsAt: EpochMs | null;
  /** Since when it may have stood there unread; null when it was seen as soon as it could be. */
  readonly unreadSince: EpochMs | null;
}

/** Trouble, and not work that was announced. */
const TROUBLE: readonly NoticeImpact[] = ["minor", "major", "critical"];

/**
 * The first post with an impact of minor or more that touches the component (methods 5); null when there is none. Without a
 * component: that touches anything. What a vendor says only when it is over it has said all the same.
 */
export function claimIn({ id, posts }: Notice, component: string | null, reading: Reading): Claim | null {
  const said = posts.find((post) => TROUBLE.includes(post.impact) && touches(post, component));
  if (said === undefined) return null;
  const { seenAt, postedAt } = said;
  const unreadSince = unreadBefore(seenAt, reading, said.overSince === null ? "open" : "over");
  const open = posts.findLast(({ overSince }) => overSince === null);
  const cleared = open === undefined ? said : posts[posts.indexOf(open) + 1];
  const clearedAt = cleared === undefined ? null : Math.max(cleared.seenAt, seenAt);
  const endsAt = open === undefined ? said.overSince : clearedAt;
  return { notice: id, saidAt: seenAt, postedAt, clearedAt, endsAt, unreadSince };
}

/** What a vendor claims of a component (null: of any), first said first. */
export type Claims = (component: string | null) => readonly Claim[];

/** @returns a reader that works each component out once, however many outages it had */
export function claimsIn(notices: readonly Notice[], reading: Reading): Claims {
  const known = new Map<string | null, readonly Claim[]>();
  return (component) => {
    const claims = known.get(component) ?? sorted(notices.flatMap((one) => claimIn(one, component, reading) ?? []));
    known.set(component, claims);
    return claims;
  };
}

function sorted(claims: readonly Claim[]): readonly Claim[] {
  return claims.toSorted((a, b) => a.saidAt - b.saidAt || (a.notice < b.notice ? -1 : 1));
}

function touches({ components }: NoticePost, component: string | null): boolean {
  return components === null || component === null || components.includes(component);
}

const CLOCK_SLACK_MS = 2 * 60_000;

/**
 * By how much the page's timestamp lies before our first sight of the post, when that is more than a poll interval and 2 min
 * (methods 5), and more than a gap in our reading explains; else null. Milliseconds.
 */
export function backdatedBy({ saidAt, postedAt, unreadSince }: Claim, { pollMs }: Reading): number | null {
  if (postedAt === null) return null;
  const early = saidAt - postedAt;
  return early > pollMs + (saidAt - (unreadSince ?? saidAt)) + CLOCK_SLACK_MS ? early : null;
}
