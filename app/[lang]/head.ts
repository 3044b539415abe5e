import type { Metadata } from "next";
import { feedLinks } from "#app/feeds/links.ts";
import { addressIn, type Language, wordsOf } from "#components/words/words.ts";
import { currentSite, originOf } from "#server/site.ts";

interface Told {
  /** Without the site's name. */
  readonly title: string;
  /** What the page says now, in a sentence; of a page that says the same at all times, what it is about. */
  readonly description: string;
  /** `/pictures/now.png`: what is shown of the page where it is shared. */
  readonly picture?: string;
}

const NOW = "/pictures/now.png";
const SIZE = { width: 1_200, height: 630 };

/**
 * What stands in a page's head. `path`: without a language, as `Shell` takes it; null for a page that was not found. Whoever
 * reads an address here reads it elsewhere: it is a whole one, made of the configured origin, or it is left out.
 */
export function headOf(path: string | null, language: Language, told: Told): Metadata {
  const { url } = currentSite();
  const [title, description] = [plainHyphens(told.title), plainHyphens(told.description)];
  const shared = { title, description, ...pictureOf(description, told.picture, url) };
  return {
    title: `${title} · Faultline`,
    description,
    ...(path === null ? { robots: { index: false } } : {}),
    alternates: {
      ...(path === null || url === null ? {} : addressesOf(url, path, language)),
      ...feedsOf(path, language),
    },
    openGraph: {
      ...shared,
      type: "website",
      siteName: "Faultline",
      locale: language === "ja" ? "ja_JP" : "en_US",
      alternateLocale: language === "ja" ? "en_US" : "ja_JP",
      ...(path === null || url === null ? {} : { url: `${url}${addressIn(language, path)}` }),
    },
    twitter: { ...shared, card: url === null ? "summary" : "summary_large_image" },
  };
}

/** For texts that are set elsewhere: others search for plain hyphens, and not every face has those that do not break. */
export function plainHyphens(text: string): string {
  return text.replaceAll("\u2011", "-");
}

/** The head of a page that was not found, whatever it would have been about. */
export function missingHead(language: Language): Metadata {
  const { title, text } = wordsOf(language).notFound;
  return headOf(null, language, { title, description: text });
}

/**
 * Whoever shows a picture keeps it for as long as its address stays the same: what the page says now is a part of it, of which
 * the door takes no notice.
 */
function pictureOf(description: string, picture: string | undefined, url: string | null) {
  if (url === null) return {};
  return {
    images: [{ url: `${url}${picture ?? NOW}?${nameOf(description)}`, alt: description, type: "image/png", ...SIZE }],
  };
}

/** A short name of a text, by FNV-1a: another text has another, but for one in four thousand million. */
function nameOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

type Alternates = NonNullable<Metadata["alternates"]>;

/** A page's own address, and those of it in either language. */
function addressesOf(url: string, path: string, language: Language): Alternates {
  const [en, ja] = [url + addressIn("en", path), url + addressIn("ja", path)];
  return { canonical: language === "ja" ? ja : en, languages: { en, ja, "x-default": en } };
}

/** Its feeds; of a page that was not found those of all there is, for who looks for them asks for any page. */
function feedsOf(path: string | null, language: Language): Alternates {
  const origin = originOf(currentSite());
  return origin === null ? {} : { types: feedLinks(origin, path ?? "/", language) };
}
