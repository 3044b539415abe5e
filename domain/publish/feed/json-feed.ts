import { contentOf, fitting } from "#domain/publish/feed/content.ts";
import type { Feed, WrittenEntry } from "#domain/publish/feed/feed.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import { plainText } from "#domain/publish/markup.ts";

/** A feed as JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed): string {
  const head = {
    version: "https://jsonfeed.org/version/1.1",
    title: plainText(feed.title),
    home_page_url: feed.home,
    feed_url: feed.self,
    description: feed.description,
    language: feed.language,
    authors: [{ name: "Faultline" }],
  };
  const around = JSON.stringify({ ...head, items: [] });
  const items = fitting(
    feed.entries.map((entry) => JSON.stringify(itemOf(entry, feed))),
    around,
  );
  return `${around.slice(0, -"]}".length)}${items.join(",")}]}`;
}

function itemOf(written: WrittenEntry, feed: Feed) {
  const { id, url, source, title, entry } = written;
  return {
    id,
    url,
    ...(source === null ? {} : { external_url: source }),
    title: plainText(title),
    content_html: contentOf(written, feed),
    date_published: rfc3339(entry.publishedAt),
    date_modified: rfc3339(entry.updatedAt),
  };
}
