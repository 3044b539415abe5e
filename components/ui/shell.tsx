import type { ReactNode } from "react";
import { Definitions } from "#components/ui/glyph.tsx";
import { addressIn, type Language, type Words } from "#components/words/words.ts";

/** What the navigation leads to. */
const PAGES: readonly { readonly at: string; readonly name: (words: Words) => string }[] = [
  { at: "/", name: (words) => words.nav.now },
  { at: "/services", name: (words) => words.service.nav },
  { at: "/incidents", name: (words) => words.incident.nav },
  { at: "/clouds", name: (words) => words.clouds.nav },
  { at: "/concentration", name: (words) => words.concentration.nav },
  { at: "/methodology", name: (words) => words.methodology.nav },
];

/** Marks the entry that the page is, or that it stands under. */
function current(at: string, path: string | null): { "aria-current"?: "page" | "true" } {
  if (path === at) return { "aria-current": "page" };
  return at !== "/" && path?.startsWith(`${at}/`) ? { "aria-current": "true" } : {};
}

/** Masthead, the world's warning, the page, the foot: what every page has. */
export function Shell({
  language,
  words,
  world,
  path,
  children,
}: {
  language: Language;
  words: Words;
  world: boolean;
  /** The page's path without a language: `/`; null on the 404 page, whose path is nobody's in the other language too. */
  path: string | null;
  children: ReactNode;
}) {
  const otherLanguage = language === "en" ? "ja" : "en";
  return (
    <>
      <Definitions />
      {path !== null && <PageData language={language} path={path} />}
      <a
        href="#record"
        className="absolute left-2 top-2 z-10 -translate-y-16 bg-paper px-3 py-2 text-[14px] focus:translate-y-0"
      >
        {words.nav.skip}
      </a>
      <div className="mx-auto max-w-[1280px] px-4 desk:px-8">
        <header className="flex flex-wrap items-baseline justify-between gap-x-7 gap-y-1.5 border-ink border-b pt-4 pb-2.5">
          <a
            href={addressIn(language, "/")}
            className="inline-flex items-center gap-[9px] font-serif font-semibold text-[22px] text-ink leading-none tracking-[-0.01em] no-underline"
          >
            <svg viewBox="0 0 26 18" width="26" height="18" aria-hidden="true">
              <path d="M0 3h11l4 4h11M0 9h8l4 4h14M0 15h5l3 3" fill="none" stroke="currentColor" strokeWidth="2" />
            </svg>
            Faultline
          </a>
          <nav
            aria-label={words.nav.main}
            className="order-last flex basis-full gap-5 overflow-x-auto text-[13px] desk:order-none desk:flex-1 desk:basis-0"
          >
            {PAGES.map(({ at, name }) => (
              <a
                key={at}
                href={addressIn(language, at)}
                {...current(at, path)}
                className="inline-block whitespace-nowrap text-ink-2 leading-[26px] no-underline aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--ink)]"
              >
                {name(words)}
              </a>
            ))}
          </nav>
          <a
            href={addressIn(otherLanguage, path ?? "/")}
            hrefLang={otherLanguage}
            lang={otherLanguage}
            className="text-[13px] text-ink-2 leading-[26px] no-underline"
          >
            {words.nav.otherLanguage}
          </a>
        </header>
        {world && (
          <aside className="mt-3 border-2 border-ink border-dashed px-3 py-2 font-semibold text-[14px]">
            {words.world}
          </aside>
        )}
        <main id="record">{children}</main>
        <footer className="mt-9 flex flex-wrap gap-x-8 gap-y-2 border-ink border-t pt-3.5 pb-10 text-[13px] text-ink-2">
          <p className="flex-1 basis-64">
            {words.foot.probed}
            {words.sentenceGap}
            <a href={addressIn(language, "/methodology#own-hosting")}>{words.foot.ownHosting}</a>
          </p>
          <p className="flex-1 basis-64">
            {words.foot.drawn}
            {words.sentenceGap}
            <a href={addressIn(language, "/methodology")}>{words.methodology.nav}</a>
          </p>
          <p className="flex-1 basis-64">
            {words.foot.follow}
            {words.colon}
            <a href="/api/v1/services">{words.foot.machine}</a>
            {words.comma}
            <a href="/readyz">{words.foot.alive}</a>
            <br />
            <a href={addressIn(language, "/about")}>{words.instance.nav}</a>
          </p>
        </footer>
      </div>
    </>
  );
}

/** What the page is, for machines. Its addresses are relative: a reader of JSON-LD resolves them against the page's own. */
function PageData({ language, path }: { language: Language; path: string }) {
  const site = { "@type": "WebSite", "@id": "/#site", url: "/", name: "Faultline", inLanguage: ["en", "ja"] };
  const page = {
    "@type": "WebPage",
    url: addressIn(language, path),
    inLanguage: language,
    isPartOf: { "@id": "/#site" },
  };
  const json = JSON.stringify({ "@context": "https://schema.org", "@graph": [site, page] });
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON is no markup, and what could end the element is escaped
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json.replaceAll("<", "\\u003c") }} />
  );
}
