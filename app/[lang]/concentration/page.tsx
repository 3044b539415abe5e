import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { countryName, isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { sentenceOfConcentration } from "#app/[lang]/sentences.ts";
import { currentStanding, INCIDENT_DAYS } from "#app/api/v1/clouds/record.ts";
import { contextFigures } from "#catalog/clouds/context.ts";
import { ConcentrationPage } from "#components/concentration/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { whatIf } from "#domain/hosting/what-if.ts";
import { readPlace } from "#domain/publish/what-if.ts";
import { heldUp } from "#domain/status/held-up.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const sentence = (await sentenceOfConcentration(words)) ?? words.concentration.unknown;
  return headOf("/concentration", language, {
    title: words.concentration.nav,
    description: `${sentence}${words.sentenceGap}${words.concentration.whatIf.note}`,
    picture: "/pictures/concentration.png",
  });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const { without } = await searchParams;
  const place = typeof without === "string" ? readPlace(without) : null;
  const words = wordsOf(lang);
  const standing = await currentStanding();
  const { overview } = currentSnapshot();
  const held = (slugs: readonly string[], layer: "access" | "any") =>
    overview === null ? null : heldUp(overview, slugs, layer);
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/concentration">
      {standing === null ? (
        <Blind words={words} />
      ) : (
        <ConcentrationPage
          figures={standing.figures}
          holding={{
            decentralised: held(standing.figures.decentralised.services, "access"),
            others: held(standing.figures.others.services, "access"),
            members: new Map(standing.figures.members.map(({ slug }) => [slug, held([slug], "any")])),
            incidents: standing.incidents,
            days: INCIDENT_DAYS,
          }}
          context={contextFigures}
          without={place}
          lost={place === null ? null : whatIf(standing.record.services, standing.evidence, place)}
          names={new Map(standing.record.services.map(({ slug, name }) => [slug, name]))}
          countryOf={(code) => countryName(code, lang)}
          words={words}
          now={currentTime()}
        />
      )}
    </Shell>
  );
}
