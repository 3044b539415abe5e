import { ChecksTable } from "#components/now/checks-table.tsx";
import { Glyph, STATE_TEXT } from "#components/ui/glyph.tsx";
import { Marks } from "#components/ui/marks.tsx";
import type { Words } from "#components/words/words.ts";
import { CHECK_STATES } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { EpochMs } from "#domain/time.ts";

/** One service in one layer: name, marks, words; its checks unfold below without any script. */
export function Row({ row, words, now }: { row: NowRow; words: Words; now: EpochMs }) {
  const id = `${row.layer}-${row.service.slug}`;
  const troubled = row.worst === "fails" || row.worst === "degraded";
  return (
    <details id={id} className="row">
      <summary>
        <span className={troubled ? "row-name font-semibold" : "row-name"}>{row.service.name}</span>
        <span className="overflow-hidden">
          <Marks states={row.states.map(({ state }) => state)} label={label(row, words)} />
        </span>
        <Value row={row} words={words} />
      </summary>
      <div className="row-checks">
        {row.components.map((component) => (
          <ChecksTable key={component.slug} component={component} row={row} words={words} now={now} />
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

function Value({ row, words }: { row: NowRow; words: Words }) {
  if (row.service.lifecycle.state === "retired") return <Quiet text={words.row.closed} />;
  if (row.monitored === 0) return <Quiet text={words.row.notMonitored} />;
  const word = row.worst === "fails" ? words.row.failing(row.counts.fails, row.monitored) : words.states[row.worst];
  // On a phone there is room for words only where something is wrong: there they stand on a line of their own.
  const troubled = row.worst === "fails" || row.worst === "degraded";
  const calm = row.worst === "answers";
  return (
    <span className={troubled ? "row-value row-value-wide" : "row-value"}>
      <span className={`row-state ${STATE_TEXT[row.worst]}`}>
        <Glyph state={row.worst} />
        <span className={calm ? "sr-only" : troubled ? "" : "hidden desk:inline"}>{word}</span>
      </span>
      <span className={troubled ? "row-figure" : "row-figure hidden desk:inline"}>{figure(row, words)}</span>
    </span>
  );
}

/** One figure for a healthy row, the reason for any other. */
function figure(row: NowRow, words: Words): string {
  if (row.reason !== null) return row.reason;
  if (row.layer === "chain" && row.headAgeS !== null) return words.row.blockAgo(words.duration(row.headAgeS));
  return row.medianMs === null ? "" : `${words.number(Math.round(row.medianMs))} ms`;
}

function Quiet({ text }: { text: string }) {
  return (
    <span className="row-value">
      <Glyph state="not_monitored" />
      <span className="sr-only desk:not-sr-only">{text}</span>
    </span>
  );
}
