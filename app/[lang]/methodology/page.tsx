import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RecordData } from "#app/[lang]/data.tsx";
import { headOf } from "#app/[lang]/head.ts";
import { clouds } from "#catalog/clouds/providers.ts";
import { MethodologyPage } from "#components/methodology/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { currentSnapshot } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

const NAMES = new Map(clouds.map(({ slug, name }) => [slug, name]));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { title, description } = wordsOf(language).methodology;
  return headOf("/methodology", language, { title, description, picture: "/pictures/method.png" });
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const vantages = currentSnapshot().overview?.vantages ?? null;
  return (
    <Shell language={lang} words={words} world={vantages?.some(({ world }) => world) ?? false} path="/methodology">
      {vantages?.every(({ world }) => !world) && <RecordData words={words} />}
      <MethodologyPage vantages={vantages} cloudNames={NAMES} words={words} />
    </Shell>
  );
}
