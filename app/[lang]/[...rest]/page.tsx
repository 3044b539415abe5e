import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { missingHead } from "#app/[lang]/head.ts";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { answerMissing } from "#server/answer.ts";
import { currentSnapshot } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  return missingHead(isLanguage(lang) ? lang : "en");
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  answerMissing();
  const words = wordsOf(lang);
  const world = currentSnapshot().overview?.vantages.some((vantage) => vantage.world) ?? false;
  return (
    <Shell language={lang} words={words} world={world} path={null}>
      <h1 className="pt-8">{words.notFound.heading}</h1>
      <p className="mt-3 pb-8 text-[14.5px] text-ink-2">
        {words.notFound.text} <a href={lang === "en" ? "/" : "/ja"}>{words.notFound.back}</a>
      </p>
    </Shell>
  );
}
