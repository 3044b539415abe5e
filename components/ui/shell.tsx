import type { ReactNode } from "react";
import { Definitions } from "#components/ui/glyph.tsx";
import { addressIn, type Language, type Words } from "#components/words/words.ts";

/** What the navigation leads to. */
const PAGES: readonly { readonly at: string; readonly name: (words: Words) => string }[] = [
  { at: "/", name: (words) => words.nav.now },
  { at: "/replay", name: (words) => words.replay.nav },
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

/** Masthead, the world's warning, the page: what every page has above its foot. */
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
            className="order-last flex basis-full gap-5 overflow-x-auto text-[13px] wide:order-none wide:flex-1 wide:basis-0"
          >
            {PAGES.map(({ at, name }) => (
              <a
                key={at}
                href={addressIn(language, at)}
                {...current(at, path)}
                className="inline-block whitespace-nowrap text-ink-2 leading-[26px] no-underline focus-visible:-outline-offset-2 aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--ink)]"
              >
                {name(words)}
              </a>
            ))}
          </nav>
          <div className="flex gap-4 text-[13px] text-ink-2 leading-[26px]">
            <Times words={words} />
            <a
              href={addressIn(otherLanguage, path ?? "/")}
              hrefLang={otherLanguage}
              lang={otherLanguage}
              className="text-ink-2 no-underline"
            >
              {words.nav.otherLanguage}
            </a>
          </div>
        </header>
        {world && (
          <aside className="mt-3 border-2 border-ink border-dashed px-3 py-2 font-semibold text-[14px]">
            {words.world}
          </aside>
        )}
        <main id="record">{children}</main>
      </div>
    </>
  );
}

/** In which zone times are shown, for a script to change: without one they are UTC, as they say themselves. */
function Times({ words: { times: say } }: { words: Words }) {
  return (
    <div
      data-island="times"
      data-label={say.label("{zone}")}
      data-local={say.local("{zone}")}
      data-utc={say.utc}
      className="print:hidden"
      hidden
    >
      <button type="button" aria-pressed="false" className="cursor-pointer whitespace-nowrap">
        {say.label("UTC")}
      </button>
      <span role="status" className="sr-only" />
    </div>
  );
}
