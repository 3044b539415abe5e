import { moment, type Words } from "#components/words/words.ts";
import type { EpochMs } from "#domain/time.ts";

/** An instant as this site writes them, for people and for machines. */
export function Moment({ at, words, now }: { at: EpochMs; words: Words; now: EpochMs }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {moment(at, now, words, "minute")}
    </time>
  );
}
