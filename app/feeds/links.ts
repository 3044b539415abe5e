import { nameOfScope } from "#app/feeds/scope.ts";
import { type Language, wordsOf } from "#components/words/words.ts";
import { type FeedFile, type FeedScope, feedPath, pathIn, scopesOfPage } from "#domain/publish/feed/address.ts";

const TYPES = {
  "application/rss+xml": "history.rss",
  "application/atom+xml": "history.atom",
  "application/feed+json": "feed.json",
} as const satisfies Readonly<Record<string, FeedFile>>;

/** The feeds that readers find by a page's address, by their type: its own, then those of all there is. */
export function feedLinks(
  url: string,
  path: string,
  language: Language,
): Record<string, { title: string; url: string }[]> {
  const words = wordsOf(language);
  const titled = scopesOfPage(path).flatMap((scope: FeedScope) => {
    const name = nameOfScope(scope, words);
    return name === undefined ? [] : [{ scope, title: words.feeds.titles.history(name) }];
  });
  return Object.fromEntries(
    Object.entries(TYPES).map(([type, file]) => [
      type,
      titled.map(({ scope, title }) => ({ title, url: url + pathIn(language, feedPath(scope, file)) })),
    ]),
  );
}
