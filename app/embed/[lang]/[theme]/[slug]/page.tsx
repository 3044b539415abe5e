import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmbedNote } from "#components/embed/frame.tsx";
import { EmbeddedService } from "#components/embed/service.tsx";
import { serviceHeadline } from "#components/service/headline.ts";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { statusBadge } from "#domain/publish/badge.ts";
import { en } from "#domain/publish/badge-en.ts";
import { ja } from "#domain/publish/badge-ja.ts";
import { serviceCalled } from "#domain/publish/called.ts";
import { answerMissing, answerUnseen } from "#server/answer.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string; slug: string }>;
}

function serviceOf(name: string) {
  return serviceCalled(currentSnapshot().overview?.services ?? [], name);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, slug } = await params;
  const words = wordsOf(isLanguage(lang) ? lang : "en");
  const service = serviceOf(slug);
  return { title: service === undefined ? words.notFound.title : words.badges.frames.title(service.name) };
}

/** One service, in a frame. */
export default async function Page({ params }: Props) {
  const { lang, slug } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const now = currentTime();
  const { overview } = currentSnapshot();
  if (overview === null) {
    answerUnseen();
    return <EmbedNote text={words.headline.blind()} words={words} />;
  }
  const service = serviceOf(slug);
  if (service === undefined) {
    answerMissing();
    return <EmbedNote text={words.badges.embed.unknown} words={words} />;
  }
  return (
    <EmbeddedService
      slug={service.slug}
      badge={statusBadge(service, { overview, now, words: { en, ja }[lang] })}
      sentence={serviceHeadline(service, overview, words, now)}
      world={overview.vantages.some((vantage) => vantage.world)}
      words={words}
      now={now}
    />
  );
}
