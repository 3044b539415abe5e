/** `2026-11-22 17:38`, as sentences write instants. */
const INSTANT = /(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)/;

/** A sentence of the record. It exists in English only, whatever the page's language; its dates are not broken. */
export function Sentence({ text }: { text: string }) {
  return (
    <span lang="en">
      {text.split(INSTANT).map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its identity
          <span key={index} className="whitespace-nowrap">
            {part}
          </span>
        ),
      )}
    </span>
  );
}
