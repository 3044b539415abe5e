import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { headOf } from "#app/[lang]/head.ts";
import { sentenceOfServices } from "#app/[lang]/sentences.ts";
import { nearServices, pastOrNull } from "#app/[lang]/services/record.ts";
import { isShown, parseFilter } from "#components/service/filter.ts";
import { ServiceListPage } from "#components/service/list-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  return headOf("/services", language, {
    title: words.service.nav,
    description: (await sentenceOfServices(words, currentTime())) ?? words.service.list.stand,
    picture: "/pictures/services.png",
  });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { overview } = currentSnapshot();
  if (overview === null) {
    return (
      <Shell language={lang} words={words} world={false} path="/services">
        <Blind words={words} />
      </Shell>
    );
  }
  const now = currentTime();
  const view = viewNow(overview, now);
  const filter = parseFilter(await searchParams);
  const days = await pastOrNull((past) => past.services.serviceDays());
  const isNothing = filter.q !== "" && !view.rows.some((row) => isShown(row, filter));
  return (
    <Shell language={lang} words={words} world={view.world} path="/services">
      <ServiceListPage
        overview={overview}
        view={view}
        days={days}
        filter={filter}
        near={isNothing ? nearServices(filter.q, overview) : []}
        words={words}
        now={now}
      />
    </Shell>
  );
}
