import { piecesOf } from "#components/times/instants.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * A sentence of ours, its instants marked as what they are, and not broken where there is room.
 * @param now For texts of pages: a time without a day is of the same day. The record's sentences write their days.
 */
export function Sentence({ text, now = null }: { text: string; now?: EpochMs | null }) {
  return piecesOf(text, now).map(({ text: piece, isWhole, at, after }, index) => {
    if (!isWhole) return piece;
    const className = "desk:whitespace-nowrap";
    return at === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its identity
      <span key={index} className={className}>
        {piece}
      </span>
    ) : (
      <time
        // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its identity
        key={index}
        dateTime={new Date(at).toISOString()}
        {...(after === null ? {} : { "data-after": new Date(after).toISOString() })}
        className={className}
      >
        {piece}
      </time>
    );
  });
}
