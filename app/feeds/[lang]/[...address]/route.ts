import { isWorld } from "#app/[lang]/clouds/view.ts";
import { nameOfScope } from "#app/feeds/scope.ts";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import { type FeedFile, pathIn, readFeedPath } from "#domain/publish/feed/address.ts";
import { writeAtom } from "#domain/publish/feed/atom.ts";
import { writeCalendar } from "#domain/publish/feed/calendar.ts";
import { composeFeed, type Feed } from "#domain/publish/feed/feed.ts";
import { writeJsonFeed } from "#domain/publish/feed/json-feed.ts";
import { rfc822, writeRss } from "#domain/publish/feed/rss.ts";
import type { EpochMs } from "#domain/time.ts";
import { currentSite, originOf } from "#server/site.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

type FeedForm = Exclude<FeedFile, "maintenance.ics">;

const FORMS: Readonly<Record<FeedForm, { readonly type: string; readonly write: (feed: Feed) => string }>> = {
  "history.rss": { type: "application/rss+xml", write: writeRss },
  "history.atom": { type: "application/atom+xml", write: writeAtom },
  "feed.json": { type: "application/feed+json", write: writeJsonFeed },
  "updates.rss": { type: "application/rss+xml", write: writeRss },
  "updates.atom": { type: "application/atom+xml", write: writeAtom },
};

interface Props {
  readonly params: Promise<{ lang: string; address: string[] }>;
}

/** Every feed and calendar, in either language. Its addresses are whole ones: where none of its own is known there is none. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { lang, address } = await params;
  const asked = isLanguage(lang) ? readFeedPath(pathIn(lang, `/${address.join("/")}`)) : null;
  const { feedTag = null, drill = null } = currentSite();
  const url = originOf(currentSite());
  if (url === null || feedTag === null) {
    return refused(404, "This instance does not know its own address (FAULTLINE_URL).");
  }
  if (asked === null) return refused(404, "There is no such feed.");
  const { overview } = currentSnapshot();
  if (overview === null) return refused(503, "Our own record does not answer.");
  const { language, scope, file } = asked;
  const voice = wordsOf(language);
  const of = nameOfScope(scope, voice);
  if (of === undefined) return refused(404, "There is no feed of this name.");
  const record = await currentRecord()
    ?.feeds.feed(scope)
    .catch(() => null);
  if (!record) return refused(503, "Our own record does not answer.");
  const now = currentTime();
  const unreal = drill !== null ? "drill" : isWorld() ? "world" : null;
  const site = { url, tag: feedTag, language, scope, of, unreal, voice } as const;
  if (file === "maintenance.ics") {
    const { text, updatedAt } = writeCalendar(record, site, now);
    return answered(text, "text/calendar", updatedAt);
  }
  // Without a judge chains have names only: what they do now is no part of what was.
  const chains = chainsOf({ services: overview.services, judge: null }, now);
  const feed = composeFeed(file, record, site, { chains, now });
  const { type, write } = FORMS[file];
  return answered(write(feed), type, feed.entries.length === 0 ? null : feed.updatedAt);
}

/** @param updatedAt null for what is empty: nobody knows since when */
function answered(text: string, type: string, updatedAt: EpochMs | null): Response {
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "public, max-age=60",
      ...(updatedAt === null ? {} : { "last-modified": rfc822(updatedAt) }),
    },
  });
}

function refused(status: 404 | 503, text: string): Response {
  return new Response(`${text}\n`, { status, headers: status === 503 ? { "retry-after": "5" } : {} });
}
