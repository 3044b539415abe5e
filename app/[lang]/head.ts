import type { Metadata } from "next";
import { alternatesOf } from "#app/[lang]/alternates.ts";
import { addressIn, type Language } from "#components/words/words.ts";
import { currentSite } from "#server/site.ts";

interface Told {
  /** Without the site's name. */
  readonly title: string;
  readonly description: string;
  /** `/pictures/now.png`: what is shown of the page where it is shared. */
  readonly picture?: string;
}

const SIZE = { width: 1_200, height: 630 };

/** What stands in a page's head. `path`: without a language, as `Shell` takes it. */
export function headOf(path: string, language: Language, { title, description, picture }: Told): Metadata {
  const { url } = currentSite();
  const own = url === null ? {} : { url: `${url}${addressIn(language, path)}` };
  return {
    title: `${title} · Faultline`,
    description,
    alternates: alternatesOf(path, language),
    openGraph: { ...sharedAs(language, picture), ...own, title, description },
  };
}

/** What holds of every page that is shared. Whoever shows a picture needs its whole address: without one there is none. */
export function sharedAs(language: Language, picture = "/pictures/now.png"): NonNullable<Metadata["openGraph"]> {
  const { url } = currentSite();
  return {
    type: "website",
    siteName: "Faultline",
    locale: language === "ja" ? "ja_JP" : "en_US",
    ...(url === null ? {} : { images: [{ url: `${url}${picture}`, type: "image/png", ...SIZE }] }),
  };
}
