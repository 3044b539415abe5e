import { answerPicture } from "#app/pictures/picture.tsx";
import { allReplays } from "#app/replays.ts";
import { wordsOf } from "#components/words/words.ts";

export const dynamic = "force-dynamic";

/** What is shown of the list of replays where it is shared. */
export async function GET(): Promise<Response> {
  const words = wordsOf("en");
  const { list, text } = words.replay;
  const { replays } = await allReplays();
  return answerPicture({
    sentence: list.heading(replays.length),
    strata: [],
    foot: replays
      .slice(0, 2)
      .map(({ title }) => text(title))
      .join(" · "),
  });
}
