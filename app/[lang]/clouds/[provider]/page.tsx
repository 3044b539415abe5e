import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MissingPlace } from "#app/[lang]/clouds/missing.tsx";
import { countryName, isWorld, standingView, viewOf } from "#app/[lang]/clouds/view.ts";
import { cloudRecord, currentClouds, currentStanding } from "#app/api/v1/clouds/record.ts";
import { cloudOf } from "#catalog/clouds/providers.ts";
import { ProviderPage } from "#components/clouds/provider-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { providerName } from "#domain/publish/cloud.ts";

/** Events that are shown; the rest stands in the JSON. */
const EVENTS = 20;

interface Props {
  readonly params: Promise<{ lang: string; provider: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, provider } = await params;
  const words = wordsOf(isLanguage(lang) ? lang : "en");
  const name = cloudOf(provider) === null ? words.clouds.missing.title : providerName(provider);
  return {
    title: `${name} · Faultline`,
    alternates: { languages: { en: `/clouds/${provider}`, ja: `/ja/clouds/${provider}` } },
  };
}

export default async function Page({ params }: Props) {
  const { lang, provider } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const cloud = cloudOf(provider);
  if (cloud === null) return <MissingPlace language={lang} provider={provider} region={null} />;
  const [views, standing, all, page] = await Promise.all([
    currentClouds(),
    standingView(),
    currentStanding(),
    cloudRecord()
      .events({ limit: EVENTS, provider, region: null, state: null, cursor: null })
      .catch(() => null),
  ]);
  return (
    <Shell language={lang} words={words} world={isWorld()} path={`/clouds/${provider}`}>
      {views === null || page === null ? (
        <h1 className="py-8">{words.headline.blind()}</h1>
      ) : (
        <ProviderPage
          cloud={cloud}
          view={viewOf(views, provider)}
          events={page.events}
          ranges={all?.record.ranges.find((source) => source.provider === provider) ?? null}
          standing={standing}
          country={countryName(cloud.controller.country, lang)}
          words={words}
          now={Date.now()}
        />
      )}
    </Shell>
  );
}
