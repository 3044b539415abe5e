import type { AttributionWords } from "#domain/publish/attribution-words.ts";
import type { FeedWords } from "#domain/publish/feed-words.ts";
import type { SentenceWords } from "#domain/publish/sentence-words.ts";
import type { EpochMs } from "#domain/time.ts";
import { isUrl } from "#domain/url.ts";

/**
 * Statuspage's words for what a step is. Readers of its feeds look for them in the first paragraph of an entry, so they are the
 * same in every language; that of the newest step says how all of it stands.
 */
export const MARKERS = [
  "Investigating",
  "Update",
  "Resolved",
  "Scheduled",
  "In progress",
  "Verifying",
  "Completed",
] as const;
export type Marker = (typeof MARKERS)[number];

/** One step of what an entry is about. Texts are plain: whoever writes them out escapes them. */
export interface FeedStep {
  /** Beneath the tag: `incident/abc123def456/update/2`. The same for ever. */
  readonly id: string;
  /** When it was known; never later than now. */
  readonly at: EpochMs;
  readonly marker: Marker;
  /** What it is called where it stands alone. */
  readonly title: string;
  readonly text: string;
  /** The page that tells of it, without a language. */
  readonly path: string;
}

/** One entry: a group of incidents, announced maintenance, or an event of a cloud. */
export interface FeedEntry {
  /** Beneath the tag: `incident-group/grp123def456`. The same for ever, in every feed and language. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** What must be known before all else: that it was taken back and why, or whose word it is. */
  readonly lead: readonly string[];
  /** The newest first; never empty. */
  readonly steps: readonly FeedStep[];
  /** What stands beside it: with what it coincides, from where it was seen. */
  readonly foot: readonly string[];
  /** The page of whoever said it, where that is a web address. */
  readonly source: string | null;
  readonly publishedAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** The words that entries are made of in one language. */
export interface FeedVoice {
  readonly feeds: FeedWords;
  readonly sentences: SentenceWords;
  readonly attributions: AttributionWords;
}

/** Steps of one entry that are told; the oldest are left to its page. */
export const MOST_STEPS = 40;
/** What others wrote is cut to this in one step: an entry of nothing else stays a tenth of what a feed may be. */
export const LONGEST_TEXT = 400;
export const LONGEST_TITLE = 160;

const WEB = /^https?:\/\/[^\s"'<>\\^`{|}]{1,2000}$/i;

/** An address that others gave, as far as it is one of the web: in ASCII, and without a name that would pass for its host. */
export function webAddress(text: string | null): string | null {
  if (text === null || !WEB.test(text) || !isUrl(text)) return null;
  const url = new URL(text);
  return url.username === "" && url.password === "" ? url.href : null;
}

/**
 * Of what others posted, oldest first, the newest that are told, that one first. Each is named by its second, as AWS does
 * (`maintenance/ntc123def456/update/1772556000`), and one of the same second apart: what is posted later changes no name.
 */
export function namedPosts<T extends { readonly at: EpochMs }>(
  of: string,
  posts: readonly T[],
): (T & { id: string })[] {
  const met = new Map<number, number>();
  const named = posts.map((post) => {
    const second = Math.floor(post.at / 1_000);
    const nth = (met.get(second) ?? 0) + 1;
    met.set(second, nth);
    return { ...post, id: `${of}/update/${second}${nth === 1 ? "" : `-${nth}`}` };
  });
  return named.toReversed().slice(0, MOST_STEPS);
}
