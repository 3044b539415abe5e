import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { sharedAs } from "#app/[lang]/head.ts";
import { Live } from "#components/live/live.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import { worstNow } from "#domain/status/worst-now.ts";
import { currentSite } from "#server/site.ts";
import { currentSnapshot } from "#server/snapshot.ts";
import "../globals.css";

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ lang: string }>;
}

// Everything on these pages is of this minute: nothing is prerendered, and a build never needs a database.
export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const words = wordsOf(isLanguage(lang) ? lang : "en");
  const { url } = currentSite();
  return {
    ...(url === null ? {} : { metadataBase: new URL(url) }),
    title: `${words.title} · Faultline`,
    description: words.tagline,
    icons: { icon: { url: markNow(), type: "image/svg+xml" } },
    manifest: "/manifest.webmanifest",
    openGraph: sharedAs(isLanguage(lang) ? lang : "en"),
    twitter: { card: "summary_large_image" },
  };
}

/** The mark that shows the worst status; the plain one while nothing is known at all. */
function markNow(): string {
  const { overview } = currentSnapshot();
  return overview === null ? "/icon.svg" : `/mark/${worstNow(viewNow(overview, Date.now()))}.svg`;
}

export default async function Layout({ children, params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  return (
    <html lang={lang}>
      <body>
        {children}
        <Live version={currentSnapshot().version} at={Date.now()} words={wordsOf(lang)} />
      </body>
    </html>
  );
}
