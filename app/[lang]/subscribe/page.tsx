import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { SubscribePage } from "#components/subscribe/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { COUNTER_PROBLEMS } from "#domain/publish/webhook/counter.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { nav, description } = wordsOf(language).subscribe;
  return headOf("/subscribe", language, { title: nav, description });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { problem } = await searchParams;
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/subscribe">
      <SubscribePage problem={COUNTER_PROBLEMS.find((one) => one === problem) ?? null} words={words} />
    </Shell>
  );
}
