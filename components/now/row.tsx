import { Component } from "#components/now/component.tsx";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { Marks } from "#components/ui/marks.tsx";
import { Sentence } from "#components/ui/sentence.tsx";
import type { Words } from "#components/words/words.ts";
import { type Chains, tellComponent } from "#domain/publish/component-told.ts";
import { CHECK_STATES } from "#domain/status/answering.ts";
import { isTrouble, type NowRow } from "#domain/status/now.ts";
import type { JudgeView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** What every row is shown with. */
export interface RowContext {
  readonly judge: JudgeView | null;
  readonly chains: Chains;
  readonly words: Words;
  readonly now: EpochMs;
}

/** One service in one layer: name, marks, words; its checks unfold below without any script. */
export function Row({ row, context }: { row: NowRow; context: RowContext }) {
  const { words, now } = context;
  const id = `${row.layer}-${row.service.slug}`;
  const isTroubled = isTrouble(row.status);
  return (
    <details id={id} className="row">
      <summary>
        <span className={isTroubled ? "row-name font-semibold" : "row-name"}>{row.service.name}</span>
        <span className="overflow-hidden">
          <Marks states={row.states.map(({ state }) => state)} label={label(row, words)} />
        </span>
        <Value row={row} words={words} now={now} />
        {isTroubled && <Told row={row} context={context} />}
      </summary>
      <div className="row-checks">
        {row.components.map((component) => (
          <Component key={component.slug} component={component} row={row} {...context} />
        ))}
      </div>
    </details>
  );
}

/** The row in words, for those who do not see the marks. */
function label(row: NowRow, words: Words): string {
  return words.row.marks(
    CHECK_STATES.filter((state) => row.counts[state] > 0).map((state) => `${words.states[state]} ${row.counts[state]}`),
  );
}

/** The sentence of its worst component, and how many more are not well. */
function Told({ row, context }: { row: NowRow; context: RowContext }) {
  const { words, chains, judge, now } = context;
  const [worst] = row.troubles;
  if (!worst) return null;
  const others = row.troubles.length - 1;
  return (
    <span className="row-sentence">
      <Sentence text={tellComponent(row.service, worst.component, { judge }, chains, now)} />
      {others > 0 && ` ${words.row.more(others)}`}
    </span>
  );
}

function Value({ row, words, now }: { row: NowRow; words: Words; now: EpochMs }) {
  if (row.service.lifecycle.state === "retired") return <Quiet text={words.row.closed} />;
  if (row.monitored === 0) return <Quiet text={words.row.notMonitored} />;
  if (!row.judged) return <Quiet text={words.row.notJudged} />;
  // On a phone there is room for words only where something is wrong: there they stand on a line of their own.
  const isTroubled = isTrouble(row.status);
  const isCalm = row.status === "operational";
  return (
    <span className={isTroubled ? "row-value row-value-wide" : "row-value"}>
      <span className={`row-state ${statusText(row.status)}`}>
        <Glyph name={GLYPH_OF_STATUS[row.status]} />
        <span className={isCalm ? "sr-only" : isTroubled ? "" : "hidden desk:inline"}>
          {statusWord(row, words, now)}
        </span>
      </span>
      <span className={isTroubled ? "row-figure" : "row-figure hidden desk:inline"}>{figure(row, words)}</span>
    </span>
  );
}

/** The status, with its length where something is wrong. */
function statusWord(row: NowRow, words: Words, now: EpochMs): string {
  const word = words.statuses[row.status];
  const [worst] = row.troubles;
  if (!worst) return word;
  return words.row.lasting(word, words.duration(Math.max(0, now - worst.judged.since) / 1_000));
}

/** One figure for a healthy row, the reason for any other; a failure that has not moved the status is only counted. */
function figure(row: NowRow, words: Words): string {
  if (row.status === "operational" && row.counts.fails > 0) return words.row.failing(row.counts.fails, row.monitored);
  if (row.unknown !== null) return words.row.unknown[row.unknown];
  if (row.status !== "operational") return row.troubles[0]?.judged.failureTypes[0] ?? row.reason ?? "";
  if (row.layer === "chain" && row.headAgeS !== null) return words.row.blockAgo(words.duration(row.headAgeS));
  return row.medianMs === null ? (row.reason ?? "") : `${words.number(Math.round(row.medianMs))} ms`;
}

function Quiet({ text }: { text: string }) {
  return (
    <span className="row-value">
      <Glyph name="off" />
      <span className="sr-only desk:not-sr-only">{text}</span>
    </span>
  );
}
