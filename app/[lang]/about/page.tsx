import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { headOf } from "#app/[lang]/head.ts";
import { AboutPage } from "#components/about/page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";
import { currentSite } from "#server/site.ts";
import { currentSnapshot } from "#server/snapshot.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const { nav, description } = wordsOf(language).instance;
  return headOf("/about", language, { title: nav, description, picture: "/pictures/method.png" });
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const { operator, contact, userAgent } = currentSite();
  const { overview } = currentSnapshot();
  const world = overview?.vantages.some((vantage) => vantage.world) ?? false;
  return (
    <Shell language={lang} words={words} world={world} path="/about">
      <AboutPage
        operator={operator}
        contact={contact}
        userAgent={userAgent}
        overview={overview}
        world={world}
        language={lang}
        words={words}
      />
    </Shell>
  );
}
