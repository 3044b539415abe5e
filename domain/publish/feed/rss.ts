import { contentOf, fitting } from "#domain/publish/feed/content.ts";
import type { Feed, WrittenEntry } from "#domain/publish/feed/feed.ts";
import { escapeMarkup } from "#domain/publish/markup.ts";
import type { EpochMs } from "#domain/time.ts";

/** Minutes for which a reader may keep it. */
const TTL_MIN = 5;

/** RFC 822 with a year of four digits: `Sun, 22 Nov 2026 14:32:07 GMT`. */
export function rfc822(at: EpochMs): string {
  return new Date(at).toUTCString();
}

/** A feed as RSS 2.0. */
export function writeRss(feed: Feed): string {
  const text = escapeMarkup;
  const newest = feed.entries.length === 0 ? "" : `\n<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>`;
  const head = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${text(feed.title)}</title>
<link>${text(feed.home)}</link>
<description>${text(feed.description)}</description>
<language>${feed.language}</language>${newest}
<ttl>${TTL_MIN}</ttl>
<atom:link rel="self" type="application/rss+xml" href="${text(feed.self)}"/>
`;
  const foot = "</channel>\n</rss>\n";
  const items = fitting(
    feed.entries.map((entry) => item(entry, feed)),
    head + foot,
  );
  return head + items.map((one) => `${one}\n`).join("") + foot;
}

function item(written: WrittenEntry, feed: Feed): string {
  const text = escapeMarkup;
  return [
    "<item>",
    `<title>${text(written.title)}</title>`,
    `<link>${text(written.url)}</link>`,
    `<guid isPermaLink="false">${text(written.id)}</guid>`,
    `<pubDate>${rfc822(written.entry.publishedAt)}</pubDate>`,
    `<description>${text(contentOf(written, feed))}</description>`,
    "</item>",
  ].join("");
}
