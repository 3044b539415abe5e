import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SiteData } from "#app/[lang]/data.tsx";
import { clouds } from "#catalog/clouds/providers.ts";
import { Live } from "#components/live/live.tsx";
import { DrillNotice } from "#components/ui/drill.tsx";
import { Foot } from "#components/ui/foot.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import type { Status } from "#domain/status/status.ts";
import { worstNow } from "#domain/status/worst-now.ts";
import { currentSite, originOf } from "#server/site.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";
import "../globals.css";

interface Props {
  readonly children: ReactNode;
  readonly params: Promise<{ lang: string }>;
}

// Everything on these pages is of this minute: nothing is prerendered, and a build never needs a database.
export const dynamic = "force-dynamic";

const CLOUD_NAMES = new Map(clouds.map(({ slug, name }) => [slug, name]));

/** What is the same on every page; the rest is a page's own (head.ts). */
export function generateMetadata(): Metadata {
  const { url } = currentSite();
  return {
    ...(url === null ? {} : { metadataBase: new URL(url) }),
    icons: { icon: { url: `/mark/${statusNow()}.svg`, type: "image/svg+xml" } },
    manifest: "/manifest.webmanifest",
  };
}

/** The worst status: what the mark shows. The plain mark says that all is well. */
function statusNow(): Status {
  const { overview } = currentSnapshot();
  return overview === null ? "unknown" : worstNow(viewNow(overview, currentTime()));
}

export default async function Layout({ children, params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { overview, version } = currentSnapshot();
  const { drill } = currentSite();
  return (
    <html lang={lang}>
      <body>
        {drill && <DrillNotice {...drill} words={words} />}
        {children}
        <Foot
          vantages={overview?.vantages ?? []}
          cloudNames={CLOUD_NAMES}
          feeds={originOf(currentSite()) !== null}
          language={lang}
          words={words}
        />
        <SiteData language={lang} words={words} />
        <Live version={version} words={words} />
      </body>
    </html>
  );
}
