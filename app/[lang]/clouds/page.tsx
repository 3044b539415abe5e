import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { isWorld, standingView } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { sentenceOfClouds } from "#app/[lang]/sentences.ts";
import { cloudRecord, currentClouds } from "#app/api/v1/clouds/record.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { CloudsPage } from "#components/clouds/list-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { currentTime } from "#server/snapshot.ts";

/** Events that stand below the table. */
const LATEST = 8;

interface Props {
  readonly params: Promise<{ lang: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  return headOf("/clouds", language, {
    title: words.clouds.nav,
    description: (await sentenceOfClouds(words)) ?? words.clouds.stand,
    picture: "/pictures/clouds.png",
  });
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const [views, standing, latest] = await Promise.all([
    currentClouds(),
    standingView(),
    cloudRecord()
      .events({ limit: LATEST, provider: null, region: null, state: null, cursor: null })
      .catch(() => null),
  ]);
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/clouds">
      {views === null ? (
        <Blind words={words} />
      ) : (
        <CloudsPage
          clouds={clouds}
          views={views}
          latest={latest?.events ?? []}
          standing={standing}
          words={words}
          now={currentTime()}
        />
      )}
    </Shell>
  );
}
