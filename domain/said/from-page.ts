import type { PageComponent, NoticeImpact as PageImpact } from "#domain/cloud/notice.ts";
import type { FeedReads, Reading } from "#domain/cloud/reading.ts";
import { touchedBy, touchedOrAll, type Vendor } from "#domain/cloud/touched.ts";
import type { Notice, NoticeImpact, NoticePost } from "#domain/said/notice.ts";
import type { NoticeTold, PageRead } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** A version of a notice on a vendor's page that tells something else than the one before it. */
export interface NoticeVersion {
  /** Our public id of the notice. */
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** As JSON (`PageComponent[]`): most versions of a page's notices list the same ones. */
  readonly components: string;
  /** When the notice was no longer on the page, by our clock; null while it is. Of all versions of a notice the same. */
  readonly vanishedAt: EpochMs | null;
  readonly seenAt: EpochMs;
  readonly impact: PageImpact;
  /** It was announced. */
  readonly maintenance: boolean;
  readonly overSince: EpochMs | null;
  /** Both by the page's clock. */
  readonly publishedAt: EpochMs;
  readonly lastPostAt: EpochMs | null;
}

/** How it stands with a page. @param addresses of it, all of them */
export function pageReadOf(addresses: readonly FeedReads[], { unread }: Pick<Reading, "unread">): PageRead {
  const first = addresses.flatMap(({ firstAt }) => firstAt ?? []);
  const open = unread.find(({ to }) => to === null);
  return {
    readFrom: first.length === 0 ? null : Math.min(...first),
    unreadableSince: first.length === 0 ? null : (open?.from ?? null),
  };
}

/**
 * The notices that their versions tell of, and what is told of each by its id.
 *
 * @param versions of one vendor; those of one notice stand together, oldest first
 */
export function noticesOf(
  versions: readonly NoticeVersion[],
  vendor: Vendor,
): { readonly notices: readonly Notice[]; readonly told: ReadonlyMap<string, NoticeTold> } {
  const posts = new Map<string, NoticePost[]>();
  const told = new Map<string, NoticeTold>();
  const touched = touching(vendor);
  for (const [index, version] of versions.entries()) {
    const { id, title, url, vanishedAt: gone, overSince } = version;
    const known = posts.get(id) ?? [];
    const post: NoticePost = {
      seenAt: version.seenAt,
      // The first post is dated by the notice; its later ones by themselves.
      postedAt: known.length === 0 ? version.publishedAt : version.lastPostAt,
      impact: version.maintenance ? "maintenance" : impactOf(version.impact),
      components: touched(version),
      overSince,
    };
    const isNewest = versions[index + 1]?.id !== id;
    // Some pages say that it is over by saying no more.
    const silence = isNewest && gone !== null && overSince === null;
    posts.set(id, [...known, post, ...(silence ? [{ ...post, seenAt: gone, postedAt: null, overSince: gone }] : [])]);
    told.set(id, { id, title, url });
  }
  return { notices: [...posts].map(([id, list]) => ({ id, posts: list })), told };
}

/** Components of ours that a notice may be about, worked out once for the same words. */
function touching(vendor: Vendor): (version: NoticeVersion) => readonly string[] | null {
  const known = new Map<string, readonly string[] | null>();
  return ({ title, components }) => {
    const words = `${title}\n${components}`;
    if (!known.has(words)) {
      const listed: PageComponent[] = JSON.parse(components);
      known.set(words, touchedOrAll(touchedBy({ title, components: listed }, vendor), vendor));
    }
    return known.get(words) ?? null;
  };
}

/** A page without a word for how bad it is says that something is wrong by saying anything at all. */
function impactOf(impact: PageImpact): NoticeImpact {
  return impact === "unstated" ? "minor" : impact;
}
