import { Sentence } from "#components/ui/sentence.tsx";
import { moment, type Words } from "#components/words/words.ts";
import { vantageState } from "#domain/status/answering.ts";
import type { JudgeView, VantageView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** How well we ourselves can see: each vantage with its controls, coverage and losses. */
export function Vantages({
  vantages,
  judge,
  words,
  now,
}: {
  vantages: readonly VantageView[];
  judge: JudgeView | null;
  words: Words;
  now: EpochMs;
}) {
  return (
    <section aria-labelledby="vantages">
      <h2 id="vantages" className="mb-1.5 border-ink border-t-2 pt-2">
        {words.vantages.heading}
      </h2>
      <p className="mb-1 text-[13.5px] text-ink-2">
        <Sentence text={judgedLine(judge, words, now)} now={now} />
      </p>
      {vantages.length === 0 ? <p>{words.vantages.none}</p> : null}
      {vantages.map((vantage) => (
        <Vantage key={vantage.name} vantage={vantage} words={words} now={now} />
      ))}
    </section>
  );
}

/** When the judge passed, and how late it was then. */
function judgedLine(judge: JudgeView | null, words: Words, now: EpochMs): string {
  if (judge === null) return words.vantages.neverJudged;
  const ago = words.ago(words.duration(Math.max(1, Math.round((now - judge.passedAt) / 1_000))));
  return words.vantages.judged(moment(judge.passedAt, now, words), ago, words.duration(judge.latenessMs / 1_000));
}

function Vantage({ vantage, words, now }: { vantage: VantageView; words: Words; now: EpochMs }) {
  const state = vantageState(vantage, now);
  const { round, lastHour } = vantage;
  const place = [vantage.provider, vantage.region, vantage.country].filter(Boolean).join(words.comma);
  const entries: [string, string][] = [
    [words.vantages.state, words.vantages.states[state]],
    [words.vantages.place, place || words.vantages.unknownPlace],
    [
      words.vantages.controls,
      round === null
        ? words.vantages.noControls
        : words.vantages.controlsAnswer(round.controls.filter((control) => control.ok).length, round.controls.length),
    ],
    [words.vantages.lastHour, percent(lastHour.received, lastHour.expected)],
    [words.vantages.done, words.vantages.doneOf(words.number(vantage.ticksDone), words.number(vantage.ticksSkipped))],
    [words.vantages.lost, words.number(vantage.rowsLost)],
    [words.vantages.clock, clockText(vantage, words)],
    [
      words.vantages.beat,
      vantage.beatAt === null
        ? "–"
        : `${moment(vantage.beatAt, now, words)} · ${words.ago(words.duration(Math.max(0, now - vantage.beatAt) / 1_000))}`,
    ],
  ];
  const calm = state === "reporting" || state === "starting";
  return (
    <section className="border-rule border-t py-2 first-of-type:border-t-0" aria-label={vantage.name}>
      <h3 className="font-cond font-semibold text-[14px]">{vantage.name}</h3>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-[13.5px]">
        {entries.map(([term, value]) => (
          <div key={term} className="col-span-2 grid grid-cols-subgrid border-rule border-t py-1">
            <dt className="text-ink-2">{term}</dt>
            <dd className={term === words.vantages.state && !calm ? "text-right font-semibold" : "text-right"}>
              {term === words.vantages.beat ? <Sentence text={value} now={now} /> : value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How far its clock is off, in whole milliseconds; what is not certain of that is rounded up. */
export function clockText({ clock }: Pick<VantageView, "clock">, words: Words): string {
  if (clock === null) return words.vantages.clockUnknown;
  const skew = Math.round(clock.skewMs);
  return words.vantages.clockOff(words.number(Math.abs(skew)), words.number(Math.ceil(clock.errorMs)), Math.sign(skew));
}

/** Floored to a tenth of a percent: coverage is never rounded up. */
export function percent(received: number, expected: number): string {
  if (expected === 0) return "–";
  return `${(Math.floor((Math.min(received, expected) / expected) * 1_000) / 10).toFixed(1)}%`;
}
