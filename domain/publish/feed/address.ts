import { isSlug } from "#domain/publish/list-query.ts";

/** Of what a feed tells: all there is, one service, one layer, or one cloud. */
export type FeedScope =
  | { readonly kind: "all" }
  | { readonly kind: "service"; readonly slug: string }
  | { readonly kind: "layer"; readonly layer: FeedLayer }
  | { readonly kind: "cloud"; readonly provider: string };

const FEED_LAYERS = ["access", "chain", "cloud"] as const;
export type FeedLayer = (typeof FEED_LAYERS)[number];

/** The files that there are of each scope; `history` has one entry for each incident group, `updates` one for each step. */
export const FEED_FILES = [
  "history.rss",
  "history.atom",
  "feed.json",
  "updates.rss",
  "updates.atom",
  "maintenance.ics",
] as const;
export type FeedFile = (typeof FEED_FILES)[number];

export type FeedLanguage = "en" | "ja";

export interface FeedAddress {
  readonly language: FeedLanguage;
  readonly scope: FeedScope;
  readonly file: FeedFile;
}

/** The page that a scope is told on: `/services/kraken`. Layers have none of their own: it is the first page. */
export function pageOfScope(scope: FeedScope): string {
  if (scope.kind === "service") return `/services/${scope.slug}`;
  if (scope.kind === "cloud") return `/clouds/${scope.provider}`;
  return scope.kind === "layer" && scope.layer === "cloud" ? "/clouds" : "/";
}

/** Of what a page tells, as far as there are feeds of it: the nearest first, all there is last. */
export function scopesOfPage(path: string): FeedScope[] {
  const own = scopeOf(path.slice(1).split("/").slice(0, 2));
  return own === null || own.kind === "layer" ? [{ kind: "all" }] : [own, { kind: "all" }];
}

/** Where a file stands, without a language: `/services/kraken/history.rss`. */
export function feedPath(scope: FeedScope, file: FeedFile): string {
  switch (scope.kind) {
    case "all":
      return `/${file}`;
    case "service":
      return `/services/${scope.slug}/${file}`;
    case "layer":
      return `/layers/${scope.layer}/${file}`;
    case "cloud":
      return `/clouds/${scope.provider}/${file}`;
  }
}

/** English at the path, Japanese under /ja. */
export function pathIn(language: FeedLanguage, path: string): string {
  if (language === "en") return path;
  return path === "/" ? "/ja" : `/ja${path}`;
}

/** Reads a public path, `/ja/clouds/aws/updates.atom`; null for what is no feed's. Whether there is such a service is not asked. */
export function readFeedPath(path: string): FeedAddress | null {
  const language = path.startsWith("/ja/") ? "ja" : "en";
  const parts = (language === "ja" ? path.slice(3) : path).slice(1).split("/");
  const file = FEED_FILES.find((known) => known === parts.at(-1));
  const scope = scopeOf(parts.slice(0, -1));
  return file === undefined || scope === null ? null : { language, scope, file };
}

/** Where the feeds of other status pages stand, `/feed.rss`, `/feed/atom`, as it is written here; null for what is none. */
export function feedAlias(path: string): string | null {
  const [, folder, form] = /^(.*)\/feed[./](rss|atom)$/.exec(path) ?? [];
  const address = form === undefined ? null : `${folder}/history.${form}`;
  return address === null || readFeedPath(address) === null ? null : address;
}

function scopeOf([kind, name = "", ...more]: readonly string[]): FeedScope | null {
  if (kind === undefined) return { kind: "all" };
  if (more.length > 0 || !isSlug(name)) return null;
  if (kind === "services") return { kind: "service", slug: name };
  if (kind === "clouds") return { kind: "cloud", provider: name };
  const layer = FEED_LAYERS.find((known) => known === name);
  return kind === "layers" && layer !== undefined ? { kind: "layer", layer } : null;
}
