import { answerPicture, type Stratum } from "#app/pictures/picture.tsx";
import { headline } from "#components/now/headline.ts";
import { moment, wordsOf } from "#components/words/words.ts";
import { isTrouble, type NowView, viewNow } from "#domain/status/now.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** What is shown of the page of now, and of every page without a picture of its own, where it is shared. */
export function GET(): Promise<Response> {
  const words = wordsOf("en");
  const { overview } = currentSnapshot();
  if (overview === null) return answerPicture({ sentence: words.headline.blind(), strata: [], foot: words.tagline });
  const now = Date.now();
  const view = viewNow(overview, now);
  return answerPicture({
    sentence: headline(view.situation, null, words, now),
    strata: (["access", "chain"] as const).map((layer) => stratumOf(view, layer)),
    foot: view.world ? "A made-up world: no real service" : words.asOf(moment(now, 0, words, "minute")),
  });
}

function stratumOf({ rows }: NowView, layer: "access" | "chain"): Stratum {
  const own = rows.filter((row) => row.layer === layer && row.judged);
  const words = wordsOf("en");
  const troubled = own.filter(({ status }) => isTrouble(status)).length;
  return {
    name: words.strata.layers[layer].name,
    told: words.tally.of(words.number(troubled), words.number(own.length)),
    statuses: own.map(({ status }) => status),
  };
}
