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
        <div key={state} className="inline-flex items-center gap-1.5" title={words.stateNotes[state]}>
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
