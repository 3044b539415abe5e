/** `2026-11-22 17:38 UTC`, as sentences write instants, and the same in Japanese. */
const INSTANT = /((?:\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)(?: \d{2}:\d{2}(?: UTC)?)?)/;

/** A sentence of the record, in the page's language; its dates are not broken. */
export function Sentence({ text }: { text: string }) {
  return text.split(INSTANT).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its identity
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ),
  );
}
