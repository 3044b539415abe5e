import type { CloudStatement } from "#domain/drill/scenario.ts";
import type { EpochMs } from "#domain/time.ts";
import { hex64 } from "#drill/world/seed.ts";

/** A time in which something of the world was failing; `to` is null while it lasts. */
export interface Span {
  /** What failed: a region, or the host of a vendor's page. */
  readonly key: string;
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

/** How somebody posts about what fails. */
export interface Pace {
  readonly postDelayMs: number;
  readonly clearDelayMs: number;
  readonly everyMs: number;
}

export interface Post {
  readonly kind: "first" | "update" | "closing";
  readonly at: EpochMs;
  /** How bad it is said to be, where the feed has words for that. */
  readonly severity: "degraded" | "disruption" | null;
}

/** What somebody has posted of a span so far. */
export interface Story {
  /** 64 hex digits, of which each feed makes ids in its own form. */
  readonly hash: string;
  readonly key: string;
  /** When it began to fail: most feeds do not say it. */
  readonly from: EpochMs;
  readonly firstAt: EpochMs;
  /** Oldest first; never empty. */
  readonly posts: readonly Post[];
  readonly last: Post;
  /** When it was healed; known only once the closing post has told. */
  readonly healedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
}

/**
 * What has been posted by an instant. A function of the span and the clock alone: nothing has to happen at the time of a
 * post, and a drill may run as fast as it likes. Null before the first post, and when it was over before that was due.
 */
export function storyOf(
  { key, from, to }: Span,
  { postDelayMs, clearDelayMs, everyMs }: Pace,
  now: EpochMs,
): Story | null {
  const firstAt = from + postDelayMs;
  if (now < firstAt || (to !== null && to < firstAt)) return null;
  const first: Post = { kind: "first", at: firstAt, severity: "disruption" };
  const posts = [first];
  const until = to ?? Number.POSITIVE_INFINITY;
  for (let at = firstAt + everyMs; at <= now && at <= until; at += everyMs)
    posts.push({ kind: "update", at, severity: "disruption" });
  const closedAt = to === null || now < to + clearDelayMs ? null : to + clearDelayMs;
  if (closedAt !== null) posts.push({ kind: "closing", at: closedAt, severity: null });
  return {
    hash: hex64("story", key, from),
    key,
    from,
    firstAt,
    posts,
    last: posts.at(-1) ?? first,
    healedAt: closedAt === null ? null : to,
    closedAt,
  };
}

/** What has been posted of a statement by an instant; null before the first post. */
export function storyTold({ place, began, posts: all }: CloudStatement, now: EpochMs): Story | null {
  const key = keyOf(place);
  const posts = all
    .filter(({ at }) => at <= now)
    .map(({ at, severity }, index): Post => {
      const kind = severity === null ? "closing" : index === 0 ? "first" : "update";
      return { kind, at, severity };
    });
  const [first, last] = [posts[0], posts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const closedAt = last.kind === "closing" ? last.at : null;
  return {
    hash: hex64("story", key, began),
    key,
    from: began,
    firstAt: first.at,
    posts,
    last,
    healedAt: closedAt,
    closedAt,
  };
}

/** The region of a statement, as a span's key names it. */
export function keyOf({ provider, region }: CloudStatement["place"]): string {
  return `${provider}/${region}`;
}

/** Newest first. */
export function newestFirst(stories: readonly Story[]): Story[] {
  return stories.toSorted((a, b) => b.firstAt - a.firstAt || (a.key < b.key ? -1 : 1));
}

/** Stories of several spans, newest first. */
export function storiesOf(spans: readonly Span[], pace: Pace, now: EpochMs): Story[] {
  return newestFirst(spans.flatMap((span) => storyOf(span, pace, now) ?? []));
}
