import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Definitions } from "#components/ui/glyph.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { BADGE_THEMES } from "#domain/publish/badge-query.ts";
import "../../embed.css";

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ lang: string; theme: string }>;
}

export const dynamic = "force-dynamic";

/** It is part of other pages, and found with them. */
export const metadata: Metadata = { robots: { index: false } };

/** Seconds after which a frame renews itself. Without it a page that is left open would show for days what was once well. */
const RENEWED_S = 120;

/** What stands in a frame: no masthead, no foot, no script, no form. The door has made its language and theme of the query. */
export default async function Layout({ children, params }: Props) {
  const { lang, theme } = await params;
  if (!isLanguage(lang) || !BADGE_THEMES.some((one) => one === theme)) notFound();
  const words = wordsOf(lang);
  return (
    <html lang={lang} data-theme={theme}>
      <head>
        <meta httpEquiv="refresh" content={String(RENEWED_S)} />
      </head>
      <body>
        <Definitions />
        {children}
        <p
          id="age"
          data-text={words.live.older("{at}")}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set; the door fills it in (server/front/document.ts)
          dangerouslySetInnerHTML={{ __html: "" }}
        />
      </body>
    </html>
  );
}
