import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { drillOf } from "#app/drills.ts";
import { ScorecardPage } from "#components/drill/page.tsx";
import { Missing } from "#components/ui/missing.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { answerMissing } from "#server/answer.ts";

interface Props {
  readonly params: Promise<{ lang: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, id } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const card = await drillOf(id);
  if (card === null) return missingHead(language);
  return headOf(`/drill/${id}`, language, {
    title: `${words.scorecard.nav}: ${words.replay.text(card.scenario.title)}`,
    description: words.scorecard.headline(card.totals),
    picture: "/pictures/replay.png",
  });
}

export default async function Page({ params }: Props) {
  const { lang, id } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const card = await drillOf(id);
  if (card === null) answerMissing();
  return (
    <Shell language={lang} words={words} world={isWorld()} path={card === null ? null : `/drill/${id}`}>
      {card === null ? (
        <Missing {...words.scorecard.missing} href={words.replay.at("/replay")} all={words.replay.all} />
      ) : (
        <ScorecardPage card={card} words={words} />
      )}
    </Shell>
  );
}
