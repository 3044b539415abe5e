import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { MissingPlace } from "#app/[lang]/clouds/missing.tsx";
import { countryName, isWorld, standingView, viewOf } from "#app/[lang]/clouds/view.ts";
import { TrailData } from "#app/[lang]/data.tsx";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { sentenceOfCloud } from "#app/[lang]/sentences.ts";
import { cloudRecord, currentClouds, currentStanding } from "#app/api/v1/clouds/record.ts";
import { cloudOf } from "#catalog/clouds/providers.ts";
import { ProviderPage } from "#components/clouds/provider-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";
import { placePath } from "#domain/publish/place.ts";
import { currentTime } from "#server/snapshot.ts";

/** Events that are shown; the rest stands in the JSON. */
const EVENTS = 20;
/** Incidents: the newest; all of them stand on the page of incidents. */
const INCIDENTS = 20;

interface Props {
  readonly params: Promise<{ lang: string; provider: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, provider } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const sentence = await sentenceOfCloud(provider, words, currentTime());
  if (sentence === undefined) return missingHead(language);
  return headOf(placePath({ provider, region: null }), language, {
    title: providerName(provider),
    description: sentence ?? words.tagline,
    picture: `/pictures/clouds/${provider}.png`,
  });
}

export default async function Page({ params }: Props) {
  const { lang, provider } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const cloud = cloudOf(provider);
  if (cloud === null) return <MissingPlace language={lang} provider={provider} region={null} />;
  const [views, standing, all, page, attributed] = await Promise.all([
    currentClouds(),
    standingView(),
    currentStanding(),
    cloudRecord()
      .events({ limit: EVENTS, provider, region: null, state: null, cursor: null })
      .catch(() => null),
    cloudRecord()
      .attributed({ provider, region: null }, INCIDENTS)
      .catch(() => null),
  ]);
  return (
    <Shell language={lang} words={words} world={isWorld()} path={placePath({ provider, region: null })}>
      <TrailData
        language={lang}
        steps={[
          { name: words.clouds.nav, path: "/clouds" },
          { name: providerName(provider), path: placePath({ provider, region: null }) },
        ]}
      />
      {views === null || page === null || attributed === null ? (
        <Blind words={words} />
      ) : (
        <ProviderPage
          cloud={cloud}
          view={viewOf(views, provider)}
          events={page.events}
          ranges={all?.record.ranges.find((source) => source.provider === provider) ?? null}
          attributed={attributed}
          standing={standing}
          country={countryName(cloud.controller.country, lang)}
          words={words}
          now={currentTime()}
        />
      )}
    </Shell>
  );
}
