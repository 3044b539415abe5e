import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NowPage } from "#components/now/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const metadata: Metadata = { alternates: { languages: { en: "/", ja: "/ja" } } };

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const now = Date.now();
  const { overview } = currentSnapshot();
  const view = overview === null ? null : viewNow(overview, now);
  return (
    <Shell language={lang} words={words} world={view?.world ?? false} path="/">
      {overview === null || view === null ? (
        <h1 className="py-8">{words.headline.blind()}</h1>
      ) : (
        <NowPage overview={overview} view={view} words={words} now={now} />
      )}
    </Shell>
  );
}
