import { plainHyphens } from "#app/[lang]/head.ts";
import { answerPicture, type Stratum } from "#app/pictures/picture.tsx";
import { moment, type Words, wordsOf } from "#components/words/words.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import { type NowRow, viewNow } from "#domain/status/now.ts";
import type { EpochMs } from "#domain/time.ts";
import { answerUnseen } from "#server/answer.ts";
import { currentSnapshot, currentTime } from "#server/snapshot.ts";

/** Of each layer: what is judged, and what stands at the right end. */
const LAYERS = ["access", "chain"] as const;

interface Drawn {
  /** In English; null and undefined as sentences are (app/[lang]/sentences.ts). */
  readonly sentence: (words: Words, now: EpochMs) => Promise<string | null | undefined>;
  /** The rows that the sentence is about; absent for none. */
  readonly rows?: (row: NowRow) => boolean;
}

/** The picture of a page as it is now: its sentence above what it is about. That we cannot see is a picture too. */
export async function answerDrawn({ sentence, rows = () => false }: Drawn): Promise<Response> {
  const words = wordsOf("en");
  const now = currentTime();
  const { overview } = currentSnapshot();
  const told = await sentence(words, now);
  if (told === undefined) return new Response("There is no such page.\n", { status: 404 });
  if (told === null || overview === null) {
    answerUnseen();
    return answerPicture({ sentence: words.headline.blind(), strata: [], foot: words.tagline });
  }
  const view = viewNow(overview, now);
  const picture = {
    sentence: plainHyphens(told),
    strata: strataOf(view.rows.filter(rows), words),
    foot: view.world ? words.worldInShort : words.asOf(moment(now, 0, words, "minute")),
  };
  return answerPicture(picture, now);
}

function strataOf(rows: readonly NowRow[], words: Words): Stratum[] {
  return LAYERS.flatMap((layer): Stratum[] => {
    const own = rows.filter((row) => row.layer === layer && row.judged);
    const [only] = own;
    if (only === undefined) return [];
    const troubled = own.filter(({ status }) => isTroubled(status)).length;
    return [
      {
        name: words.strata.layers[layer].name,
        told:
          own.length === 1
            ? words.statuses[only.status]
            : words.tally.of(words.number(troubled), words.number(own.length)),
        statuses: own.map(({ status }) => status),
      },
    ];
  });
}

/** `kraken` of `kraken.png`. */
export function nameOfFile(file: string): string {
  return file.replace(/\.png$/, "");
}
