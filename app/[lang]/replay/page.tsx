import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { headOf } from "#app/[lang]/head.ts";
import { allDrills } from "#app/drills.ts";
import { allReplays } from "#app/replays.ts";
import { ReplayListPage } from "#components/replay/list-page.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { isLanguage, wordsOf } from "#components/words/words.ts";

interface Props {
  readonly params: Promise<{ lang: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang } = await params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  return headOf("/replay", language, {
    title: words.replay.nav,
    description: words.replay.list.stand,
    picture: "/pictures/replay.png",
  });
}

export default async function Page({ params }: Props) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const [replays, drills] = await Promise.all([allReplays(), allDrills()]);
  return (
    <Shell language={lang} words={words} world={isWorld()} path="/replay">
      <ReplayListPage {...replays} drills={drills} words={words} />
    </Shell>
  );
}
