import { nameOfFile } from "#app/pictures/answer.ts";
import { answerPicture } from "#app/pictures/picture.tsx";
import { replayOf } from "#app/replays.ts";
import { wordsOf } from "#components/words/words.ts";
import { frameAt, worstInstant } from "#domain/replay/frame.ts";
import { replayVerdict } from "#domain/replay/verdict.ts";

export const dynamic = "force-dynamic";

/** What is shown of a replay where it is shared: its sentence when most was in trouble. Nothing of it is drawn as measured. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const replay = await replayOf(nameOfFile((await params).file));
  if (replay === undefined) return new Response("Our own record does not answer.\n", { status: 503 });
  if (replay === null) return new Response("There is no such page.\n", { status: 404 });
  const words = wordsOf("en");
  const { text, verdict, list } = words.replay;
  const worst = frameAt(replay, worstInstant(replay));
  return answerPicture({
    sentence: verdict(replayVerdict(replay, worst)).replaceAll("\u2011", "-"),
    strata: [],
    foot: [words.date(replay.opening), text(replay.title), replay.source === "told" ? list.told : list.measured].join(
      " · ",
    ),
  });
}
