import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { DevelopersPage } from "#components/developers/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { currentSite, originOf } from "#server/site.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { nav, description } = wordsOf(language).developers;
  return headOf("/developers", language, { title: nav, description });
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/developers">
      <DevelopersPage url={originOf(currentSite())} words={words} />
    </Shell>
  );
}
