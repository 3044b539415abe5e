import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { sentenceOfIncidents } from "#app/[lang]/sentences.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { IncidentListPage } from "#components/incident/list-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { parseGroupQuery } from "#domain/publish/group-query.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

/** Groups on a page, beside those that are open. */
const GROUPS = 25;

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  return headOf("/incidents", language, {
    title: words.incident.nav,
    description: (await sentenceOfIncidents(words)) ?? words.incident.list.stand,
    picture: "/pictures/incidents.png",
  });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const query = parseGroupQuery(await searchParams, GROUPS);
  const { overview } = currentSnapshot();
  const record = currentRecord();
  const page = await record?.incidentGroups(query).catch(() => null);
  const ids = page?.groups.flatMap(({ incidents }) => incidents.map(({ id }) => id)) ?? [];
  const attributions = page && (await record?.attributions(ids).catch(() => null));
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/incidents">
      {overview === null || !page || !attributions ? (
        <Blind words={words} />
      ) : (
        <IncidentListPage
          overview={overview}
          page={page}
          attributions={attributions}
          filter={query}
          cursor={query.cursor}
          clouds={clouds}
          words={words}
          now={currentTime()}
        />
      )}
    </Shell>
  );
}
