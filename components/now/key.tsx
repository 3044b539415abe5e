import { GLYPH_OF_STATE, GLYPH_OF_STATUS, Glyph, stateText, statusText } from "#components/ui/glyph.tsx";
import { Marks } from "#components/ui/marks.tsx";
import type { Words } from "#components/words/words.ts";
import type { CheckState } from "#domain/status/answering.ts";
import type { NowView } from "#domain/status/now.ts";
import { STATUSES } from "#domain/status/status.ts";

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

type Props = { readonly words: Words; readonly view: Pick<NowView, "counts" | "statuses"> };

const LIST = "flex flex-wrap items-center gap-x-4 gap-y-1.5";

/** What glyphs and marks mean. What does not occur now is left out, so that the key explains the picture and no more. */
export function Key({ words, view }: Props) {
  return (
    <div className="grid gap-x-8 gap-y-2 font-cond text-[12px] text-ink-2 leading-4 wide:grid-cols-[auto_minmax(0,1fr)]">
      <dl aria-label={words.key.statuses} className={LIST}>
        {STATUSES.filter((status) => view.statuses[status] > 0).map((status) => (
          <div key={status} className="inline-flex items-center gap-1.5">
            <dt className={`inline-flex items-center gap-1 ${statusText(status)}`}>
              <Glyph name={GLYPH_OF_STATUS[status]} />
              {words.statuses[status]}
            </dt>
            <dd className="text-ink-3">{words.number(view.statuses[status])}</dd>
          </div>
        ))}
      </dl>
      <div className={`${LIST} wide:justify-end`}>
        <span className="text-ink-3">{words.key.marks}</span>
        <dl aria-label={words.key.marks} className={LIST}>
          {SHOWN.filter((state) => view.counts[state] > 0).map((state) => (
            <div key={state} className="inline-flex items-center gap-1.5">
              <dt className="inline-flex items-center gap-1">
                <span aria-hidden="true">
                  <Marks states={[state]} label={words.states[state]} />
                </span>
                {words.states[state]}
              </dt>
              <dd className="text-ink-3">{words.number(view.counts[state])}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

/** What the statuses and marks that occur now mean, in words that need no pointer to be read. */
export function Notes({ words, view }: Props) {
  const statuses = STATUSES.filter((status) => view.statuses[status] > 0);
  const states = SHOWN.filter((state) => view.counts[state] > 0);
  return (
    <>
      <h3 className="mt-3 mb-1 font-semibold">{words.about.statuses}</h3>
      <dl className="max-w-[62ch] text-[13.5px]">
        {statuses.map((status) => (
          <div key={status} className="border-rule border-t py-1 desk:grid desk:grid-cols-[150px_minmax(0,1fr)]">
            <dt className={statusText(status)}>
              <Glyph name={GLYPH_OF_STATUS[status]} /> {words.statuses[status]}
            </dt>
            <dd className="text-ink-2">{words.statusNotes[status]}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-3 mb-1 font-semibold">{words.about.states}</h3>
      <dl className="max-w-[62ch] text-[13.5px]">
        {states.map((state) => (
          <div key={state} className="border-rule border-t py-1 desk:grid desk:grid-cols-[150px_minmax(0,1fr)]">
            <dt className={stateText(state)}>
              <Glyph name={GLYPH_OF_STATE[state]} /> {words.states[state]}
            </dt>
            <dd className="text-ink-2">{words.stateNotes[state]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
