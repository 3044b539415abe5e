import { Glyph, STATE_TEXT } from "#components/ui/glyph.tsx";
import { Marks } from "#components/ui/marks.tsx";
import type { Words } from "#components/words/words.ts";
import type { CheckState } from "#domain/status/answering.ts";

const SHOWN: readonly CheckState[] = [
  "answers",
  "degraded",
  "fails",
  "neutral",
  "unproven",
  "expired",
  "waiting",
  "not_monitored",
];

/** What the marks mean. States that do not occur now are left out, so that the key explains the picture and no more. */
export function Key({ words, counts }: { words: Words; counts: Readonly<Record<CheckState, number>> }) {
  return (
    <dl
      aria-label={words.key}
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 font-cond text-[12px] text-ink-2 leading-4"
    >
      {SHOWN.filter((state) => counts[state] > 0).map((state) => (
        <div key={state} className="inline-flex items-center gap-1.5">
          <dt className={`inline-flex items-center gap-1 ${STATE_TEXT[state]}`}>
            <span aria-hidden="true">
              <Marks states={[state]} label={words.states[state]} />
            </span>
            <Glyph state={state} />
            {words.states[state]}
          </dt>
          <dd className="text-ink-3">{words.number(counts[state])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the states that occur now mean, in words that need no pointer to be read. */
export function StateNotes({ words, counts }: { words: Words; counts: Readonly<Record<CheckState, number>> }) {
  return (
    <>
      <h3 className="mt-3 mb-1 font-semibold">{words.about.states}</h3>
      <dl className="max-w-[62ch] text-[13.5px]">
        {SHOWN.filter((state) => counts[state] > 0).map((state) => (
          <div key={state} className="border-rule border-t py-1 desk:grid desk:grid-cols-[150px_minmax(0,1fr)]">
            <dt className={STATE_TEXT[state]}>
              <Glyph state={state} /> {words.states[state]}
            </dt>
            <dd className="text-ink-2">{words.stateNotes[state]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
