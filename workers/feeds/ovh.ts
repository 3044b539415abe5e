import type { Notice } from "#domain/cloud/notice.ts";
import { htmlPosts } from "#workers/feeds/clock-html.ts";
import { cloudPage } from "#workers/feeds/cloud-page.ts";
import { decodeText } from "#workers/feeds/decode.ts";
import {
  convertEach,
  type EventFeed,
  FeedError,
  type NoticeFeed,
  reading,
  Skips,
  uniqueById,
} from "#workers/feeds/feed.ts";
import { isOver } from "#workers/feeds/notice-words.ts";
import { parse as parseStatuspage } from "#workers/feeds/statuspage.ts";
import { httpUrl, plainName, plainTitle } from "#workers/feeds/text.ts";
import { fromIso } from "#workers/feeds/time.ts";
import { childrenOf, childText, readXml, type XmlElement } from "#workers/feeds/xml.ts";

const MOST_ENTRIES = 2_000;

function noticeOf(entry: XmlElement, page: string): Notice {
  const publishedAt = fromIso(childText(entry, "published")) ?? fromIso(childText(entry, "updated"));
  if (publishedAt === null) throw new Error("no time");
  const link = childrenOf(entry, "link").find(
    ({ attributes }) => (attributes.get("rel") ?? "alternate") === "alternate",
  );
  const url = httpUrl(link?.attributes.get("href"));
  // The id in the link is that of the page's JSON; the tag's number is another.
  const id = /\/incidents\/([A-Za-z0-9]+)/.exec(url ?? "")?.[1] ?? childText(entry, "id")?.slice(0, 300);
  if (id === undefined) throw new Error("no id");
  const posts = htmlPosts(childText(entry, "content") ?? "", publishedAt);
  const [first, last] = [posts[0], posts.at(-1)];
  const status = last?.status ?? "unknown";
  return {
    page,
    id,
    title: plainTitle(childText(entry, "title")) || id,
    url,
    impact: "unstated",
    status,
    startedAt: Math.min(publishedAt, first?.at ?? publishedAt),
    publishedAt,
    resolvedAt: last && isOver(status) ? last.at : null,
    changedAt: fromIso(childText(entry, "updated")),
    components: [],
    updates: posts.map(({ at, text, status: word }) => ({ id: null, at, text, status: word, set: [] })),
    maintenance: null,
  };
}

/** Statuspage's `history.atom`: no impact, no components; the state stands in the entry's HTML. */
const parseAtom: NoticeFeed = (bytes, context) =>
  reading(() => {
    const root = readXml(bytes, context);
    if (root.name !== "feed") throw new FeedError("wrong_shape", `not Atom: <${root.name.slice(0, 40)}>`);
    const entries = childrenOf(root, "entry").slice(0, MOST_ENTRIES);
    const page = plainName(childText(root, "title")) || "ovh";
    const skips = new Skips();
    const notices = convertEach(entries, skips, (entry) => noticeOf(entry, page));
    return { ok: true, page, notices: uniqueById(notices), components: [], ...skips.read(entries.length) };
  });

const parseEither: NoticeFeed = (bytes, context) => {
  const isXml = reading(() => ({ ok: true, xml: /^\s*</.test(decodeText(bytes, context.contentType)) }) as const);
  if (!isXml.ok) return isXml;
  return isXml.xml ? parseAtom(bytes, context) : parseStatuspage(bytes, context);
};

/** OVH has one Statuspage for each of its universes: `history.atom`, or its JSON. Best effort: no sample was at hand. */
export const parse: EventFeed = cloudPage("ovh", "ovh", parseEither);
