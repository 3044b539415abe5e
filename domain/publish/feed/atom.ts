import { contentOf, fitting } from "#domain/publish/feed/content.ts";
import type { Feed, WrittenEntry } from "#domain/publish/feed/feed.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import { escapeMarkup } from "#domain/publish/markup.ts";

/** A feed as Atom (RFC 4287). */
export function writeAtom(feed: Feed): string {
  const text = escapeMarkup;
  const head = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">
<id>${text(feed.id)}</id>
<title>${text(feed.title)}</title>
<subtitle>${text(feed.description)}</subtitle>
<updated>${rfc3339(feed.updatedAt)}</updated>
<author><name>Faultline</name></author>
<link rel="self" type="application/atom+xml" href="${text(feed.self)}"/>
<link rel="alternate" type="text/html" href="${text(feed.home)}"/>
`;
  const foot = "</feed>\n";
  const entries = fitting(
    feed.entries.map((entry) => entryElement(entry, feed)),
    head + foot,
  );
  return head + entries.map((one) => `${one}\n`).join("") + foot;
}

function entryElement(written: WrittenEntry, feed: Feed): string {
  const text = escapeMarkup;
  return [
    "<entry>",
    `<id>${text(written.id)}</id>`,
    `<title>${text(written.title)}</title>`,
    `<published>${rfc3339(written.entry.publishedAt)}</published>`,
    `<updated>${rfc3339(written.entry.updatedAt)}</updated>`,
    `<link rel="alternate" type="text/html" href="${text(written.url)}"/>`,
    `<content type="html">${text(contentOf(written, feed))}</content>`,
    "</entry>",
  ].join("");
}
