import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { isKnownPlace } from "#app/[lang]/clouds/known.ts";
import { MissingPlace } from "#app/[lang]/clouds/missing.tsx";
import { countryName, isWorld, standingView, viewOf, withOpen } from "#app/[lang]/clouds/view.ts";
import { TrailData } from "#app/[lang]/data.tsx";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { sentenceOfRegion } from "#app/[lang]/sentences.ts";
import { cloudRecord, currentClouds } from "#app/api/v1/clouds/record.ts";
import { cloudOf, regionOf } from "#catalog/clouds/providers.ts";
import { RegionPage } from "#components/clouds/region-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { type CloudEventView, providerName } from "#domain/publish/cloud.ts";
import { placePath, placeText } from "#domain/publish/place.ts";
import { currentTime } from "#server/snapshot.ts";

/** Events that are shown; the rest stands in the JSON. */
const EVENTS = 20;
/** Incidents: the newest; all of them stand on the page of incidents. */
const INCIDENTS = 20;

interface Props {
  readonly params: Promise<{ lang: string; provider: string; region: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, provider, region } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const sentence = await sentenceOfRegion(provider, region, words);
  if (sentence === undefined) return missingHead(language);
  return headOf(placePath({ provider, region }), language, {
    title: placeText({ provider, region }),
    description: sentence ?? words.tagline,
    picture: `/pictures/clouds/${provider}/${region}.png`,
  });
}

export default async function Page({ params }: Props) {
  const { lang, provider, region: id } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const cloud = cloudOf(provider);
  if (cloud === null || !(await isKnownPlace(provider, id)))
    return <MissingPlace language={lang} provider={provider} region={id} />;
  const [views, standing, page, attributed] = await Promise.all([
    currentClouds(),
    standingView(),
    cloudRecord()
      .events({ limit: EVENTS, provider, region: id, state: null, cursor: null })
      .catch(() => null),
    cloudRecord()
      .attributed({ provider, region: id }, INCIDENTS)
      .catch(() => null),
  ]);
  const region = regionOf(provider, id);
  return (
    <Shell language={lang} words={words} world={isWorld()} path={placePath({ provider, region: id })}>
      <TrailData
        language={lang}
        steps={[
          { name: words.clouds.nav, path: "/clouds" },
          { name: providerName(provider), path: placePath({ provider, region: null }) },
          { name: id, path: placePath({ provider, region: id }) },
        ]}
      />
      {views === null || page === null || attributed === null ? (
        <Blind words={words} />
      ) : (
        <RegionPage
          cloud={cloud}
          id={id}
          region={region}
          country={region?.country == null ? null : countryName(region.country, lang)}
          events={withOpen(openIn(viewOf(views, provider)?.open ?? [], id), page.events)}
          attributed={attributed}
          standing={standing}
          words={words}
          now={currentTime()}
        />
      )}
    </Shell>
  );
}

function openIn(open: readonly CloudEventView[], region: string): CloudEventView[] {
  return open.filter(
    ({ event: { scope } }) => (scope.kind === "regions" || scope.kind === "zones") && scope.regions.includes(region),
  );
}
