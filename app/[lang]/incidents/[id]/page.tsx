import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { TrailData } from "#app/[lang]/data.tsx";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { sentenceOfIncident } from "#app/[lang]/sentences.ts";
import { IncidentPage } from "#components/incident/page.tsx";
import { Missing } from "#components/ui/missing.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { noticesAround } from "#domain/publish/service-past.ts";
import { answerMissing } from "#server/answer.ts";
import { currentRecord, currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string; id: string }>;
}

/** An incident and all that stands beside it; null when there is none of this id, undefined when the record does not answer. */
async function read(id: string) {
  const record = currentRecord();
  if (record === null) return undefined;
  const detail = await record.incident(id).catch(() => undefined);
  if (detail === null || detail === undefined) return detail;
  const { incident } = detail;
  const [attributions, group, past] = await Promise.all([
    record.attributions([id]).catch(() => undefined),
    record.incidentGroup(incident.group).catch(() => undefined),
    record.services.service(incident.about.serviceSlug).catch(() => undefined),
  ]);
  if (attributions === undefined || group === undefined || past === undefined) return undefined;
  return {
    detail,
    attribution: attributions.get(id) ?? null,
    others: group?.incidents.filter((one) => one.id !== id) ?? [],
    said: past.said?.rows.find(({ outage }) => outage.incident === id) ?? null,
    notices: noticesAround(past.notices, incident),
  };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, id } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const sentence = await sentenceOfIncident(id, words, currentTime());
  if (sentence === undefined) return missingHead(language);
  return headOf(`/incidents/${id}`, language, {
    title: sentence ?? words.incident.nav,
    description: sentence ?? words.tagline,
    picture: `/pictures/incidents/${id}.png`,
  });
}

export default async function Page({ params }: Props) {
  const { lang, id } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { overview } = currentSnapshot();
  const found = await read(id);
  if (found === null) {
    answerMissing();
    return (
      <Shell language={lang} words={words} world={isWorld()} path={null}>
        <Missing {...words.incident.missing} href={words.service.at("/incidents")} />
      </Shell>
    );
  }
  return (
    <Shell language={lang} words={words} world={isWorld()} path={`/incidents/${id}`}>
      <TrailData
        language={lang}
        steps={[
          { name: words.incident.nav, path: "/incidents" },
          { name: id, path: `/incidents/${id}` },
        ]}
      />
      {overview === null || found === undefined ? (
        <Blind words={words} />
      ) : (
        <IncidentPage {...found} overview={overview} words={words} now={currentTime()} />
      )}
    </Shell>
  );
}
