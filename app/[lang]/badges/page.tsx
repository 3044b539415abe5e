import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { headOf } from "#app/[lang]/head.ts";
import type { Choice } from "#components/badges/form.tsx";
import { BadgesPage } from "#components/badges/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { readBadgeQuery } from "#domain/publish/badge-query.ts";
import { ALL, BADGE_KINDS } from "#domain/publish/badge-snippets.ts";
import { currentSite } from "#server/site.ts";
import { currentSnapshot } from "#server/snapshot.ts";

type Query = Record<string, string | string[] | undefined>;

interface Props {
  readonly params: Promise<{ lang: string }>;
  readonly searchParams: Promise<Query>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { nav, description } = wordsOf(language).badges;
  return headOf("/badges", language, { title: nav, description });
}

export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { overview } = currentSnapshot();
  const { url, ownAddress = null } = currentSite();
  const world = overview?.vantages.some((vantage) => vantage.world) ?? false;
  return (
    <Shell language={lang} words={words} world={world} path="/badges">
      <BadgesPage
        choice={choiceOf(await searchParams, lang)}
        services={overview?.services ?? []}
        url={url}
        ownAddress={ownAddress}
        words={words}
      />
    </Shell>
  );
}

/** What was asked for. Until something is, a badge in the language of the page. */
function choiceOf(given: Query, language: "en" | "ja"): Choice {
  const one = (name: string) => [given[name] ?? null].flat()[0] ?? null;
  const isFirst = Object.keys(given).length === 0;
  const of = one("of") ?? ALL;
  const kind = BADGE_KINDS.find((known) => known === one("kind")) ?? "status";
  const query = readBadgeQuery(one);
  return { of, kind: of === ALL ? "status" : kind, query: isFirst ? { ...query, lang: language } : query, isFirst };
}
