import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Blind } from "#app/[lang]/blind.tsx";
import { isWorld } from "#app/[lang]/clouds/view.ts";
import { TrailData } from "#app/[lang]/data.tsx";
import { headOf, missingHead } from "#app/[lang]/head.ts";
import { replayOf } from "#app/replays.ts";
import { ReplayPage } from "#components/replay/page.tsx";
import { Missing } from "#components/ui/missing.tsx";
import { Shell } from "#components/ui/shell.tsx";
import { addressIn, isLanguage, wordsOf } from "#components/words/words.ts";
import { frameAt, snapInstant } from "#domain/replay/frame.ts";
import { asKnownThen } from "#domain/replay/known-then.ts";
import { replayVerdict } from "#domain/replay/verdict.ts";
import { answerMissing } from "#server/answer.ts";

interface Props {
  readonly params: Promise<{ lang: string; id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The replay that is asked for and the instant; null when there is none of this id, undefined when our record does not answer. */
async function read({ params, searchParams }: Props) {
  const [{ id }, { t, as }] = await Promise.all([params, searchParams]);
  const found = await replayOf(id);
  if (found === null || found === undefined) return found;
  const isThen = as === "then";
  const replay = isThen ? asKnownThen(found) : found;
  const asked = typeof t === "string" ? Date.parse(t) : Number.NaN;
  const at = snapInstant(Number.isNaN(asked) ? replay.opening : asked, replay.window);
  return { replay, query: { at, isThen } };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { lang, id } = await props.params;
  const language = isLanguage(lang) ? lang : "en";
  const words = wordsOf(language);
  const found = await read(props);
  if (found === null) return missingHead(language);
  if (found === undefined) {
    return headOf(`/replay/${id}`, language, {
      title: words.replay.nav,
      description: words.replay.list.stand,
      picture: "/pictures/replay.png",
    });
  }
  const { replay, query } = found;
  return headOf(`/replay/${id}`, language, {
    title: words.replay.text(replay.title),
    description: words.replay.verdict(replayVerdict(replay, frameAt(replay, query.at))),
    picture: `/pictures/replay/${id}.png`,
  });
}

export default async function Page(props: Props) {
  const { lang, id } = await props.params;
  if (!isLanguage(lang)) notFound();
  const words = wordsOf(lang);
  const found = await read(props);
  if (found === null) {
    answerMissing();
    return (
      <Shell language={lang} words={words} world={isWorld()} path={null}>
        <Missing {...words.replay.missing} href={words.replay.at("/replay")} all={words.replay.all} />
      </Shell>
    );
  }
  if (found === undefined) {
    return (
      <Shell language={lang} words={words} world={isWorld()} path={`/replay/${id}`}>
        <Blind words={words} />
      </Shell>
    );
  }
  return (
    <Shell language={lang} words={words} world={isWorld()} path={`/replay/${id}`}>
      <TrailData
        language={lang}
        steps={[
          { name: words.replay.nav, path: "/replay" },
          { name: words.replay.text(found.replay.title), path: `/replay/${id}` },
        ]}
      />
      <ReplayPage {...found} path={addressIn(lang, `/replay/${id}`)} words={words} />
    </Shell>
  );
}
