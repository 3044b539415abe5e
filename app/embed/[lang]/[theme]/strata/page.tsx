import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { sentenceOfNow } from "#app/[lang]/sentences.ts";
import { pastOrNull } from "#app/[lang]/services/record.ts";
import { EmbedNote } from "#components/embed/frame.tsx";
import { EmbeddedStrata } from "#components/embed/strata.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { liveTimeline } from "#domain/timeline/live.ts";
import { NO_FILTER, strataOf } from "#domain/timeline/rows.ts";
import { answerUnseen } from "#server/answer.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

const RANGE = "24h";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const words = wordsOf(isLanguage(lang) ? lang : "en");
  return { title: words.badges.frames.title(words.badges.form.all) };
}

/** The picture of everything, in a frame. */
export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const now = currentTime();
  const { overview } = currentSnapshot();
  if (overview === null) {
    answerUnseen();
    return <EmbedNote text={words.headline.blind()} words={words} />;
  }
  const [recorded, sentence] = await Promise.all([
    pastOrNull((record) => record.now.timeline(RANGE)),
    sentenceOfNow(words, now),
  ]);
  const record = recorded ?? { readAt: now, components: new Map(), clouds: [], hits: [] };
  const timeline = liveTimeline(overview, record, RANGE, now);
  return (
    <EmbeddedStrata
      timeline={timeline}
      strata={strataOf(timeline, NO_FILTER)}
      sentence={sentence ?? words.headline.blind()}
      world={overview.vantages.some((vantage) => vantage.world)}
      words={words}
      now={now}
    />
  );
}
