import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { headOf } from "#app/[lang]/head.ts";
import { sentenceOfNow } from "#app/[lang]/sentences.ts";
import { currentStanding } from "#app/api/v1/clouds/record.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { NowPage } from "#components/now/page.tsx";
import { type PictureQuery, readQuery } from "#components/strata/query.ts";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import type { Recorded } from "#domain/publish/now-past.ts";
import type { SaidOfService } from "#domain/said/record.ts";
import { viewNow } from "#domain/status/now.ts";
import type { Overview } from "#domain/status/overview.ts";
import { failingCount, situationOf } from "#domain/status/situation.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import { answerUnseen } from "#server/answer.ts";
import { currentRecord, currentSnapshot, currentTime, type PastRecord } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const CLOUDS = clouds.map(({ slug, name }) => ({ slug, name }));
/** With more services in trouble than this, all pages are looked at together. */
const ASKED_APART = 6;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { overview } = currentSnapshot();
  const now = currentTime();
  const failing = overview === null ? null : failingCount(situationOf(overview, now));
  const words = wordsOf(language);
  return headOf("/", language, {
    title: failing === null ? words.title : words.now.title(failing),
    description: (await sentenceOfNow(words, now)) ?? words.tagline,
  });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const now = currentTime();
  const { overview } = currentSnapshot();
  if (overview === null) {
    return (
      <Shell language={lang} words={words} world={false} path="/">
        <Blind words={words} />
      </Shell>
    );
  }
  const query = readQuery(
    await searchParams,
    CLOUDS.map(({ slug }) => slug),
  );
  const view = viewNow(overview, now);
  const [past, standing] = await Promise.all([readPast(overview, query), standingOn(query)]);
  return (
    <Shell language={lang} words={words} world={view.world} path="/">
      <NowPage
        overview={overview}
        view={view}
        {...(past ?? unread(now))}
        query={query}
        clouds={CLOUDS}
        standing={standing}
        language={lang}
        words={words}
        now={now}
      />
    </Shell>
  );
}

interface Past {
  readonly record: TimelineRecord;
  readonly recorded: Recorded;
  readonly said: readonly SaidOfService[];
}

/** What is on record; null when it does not answer. Then what holds now is shown all the same. */
async function readPast(overview: Overview, { range }: PictureQuery): Promise<Past | null> {
  const past = currentRecord();
  try {
    if (past !== null) {
      const [record, recorded, said] = await Promise.all([
        past.now.timeline(range),
        past.now.recorded(currentSnapshot().version),
        readSaid(past, overview),
      ]);
      return { record, recorded, said };
    }
  } catch {
    // Why it does not answer was told by whoever asked it (server/record.ts).
  }
  answerUnseen();
  return null;
}

/** What the vendors of what fails now have said of it. */
async function readSaid(past: PastRecord, { incidents }: Overview): Promise<readonly SaidOfService[]> {
  const slugs = [...new Set(incidents.map(({ about }) => about.serviceSlug))];
  if (slugs.length > ASKED_APART) {
    const { services } = await past.said.all();
    return services.filter(({ service }) => slugs.includes(service));
  }
  const said = await Promise.all(slugs.map((slug) => past.said.service(slug)));
  return said.flatMap((one) => one ?? []);
}

function unread(now: number): Past {
  return {
    record: { readAt: now, components: new Map(), clouds: [], hits: [] },
    recorded: { readAt: now, incidents: [], attributions: new Map(), posts: [], before: [] },
    said: [],
  };
}

/** Rows of the services that stand on the cloud that is asked for, whatever the evidence. */
async function standingOn({ cloud }: PictureQuery): Promise<ReadonlySet<string> | null> {
  if (cloud === null) return null;
  const standing = await currentStanding();
  const loss = standing?.figures.providers.find(({ provider }) => provider === cloud);
  const slugs = loss?.services.map(({ slug }) => slug) ?? [];
  return new Set(slugs.flatMap((slug) => [`access/${slug}`, `chain/${slug}`, `cloud/${cloud}`]));
}
