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
    <details id={id} className="group border-rule border-t first:border-t-0">
      <summary className="grid min-h-6 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 hover:bg-[rgb(128_128_128/.09)] desk:grid-cols-[210px_minmax(0,1fr)_240px]">
        <span
          className={`truncate font-cond text-[14px] leading-6 underline-offset-2 group-hover:underline ${troubled ? "font-semibold" : ""}`}
        >
          {row.service.name}
        </span>
        <span className="overflow-hidden">
          <Marks states={row.states.map(({ state }) => state)} label={label(row, words)} />
        </span>
        <Value row={row} words={words} />
      </summary>
      <div className="border-rule border-t bg-bed px-3 py-3 desk:px-4">
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
  return (
    <span className="flex min-w-0 items-center gap-1.5 font-cond text-[13px] text-ink-3 leading-6">
      <span className={`inline-flex items-center gap-1.5 font-semibold ${STATE_TEXT[row.worst]}`}>
        <Glyph state={row.worst} />
        <span className={row.worst === "answers" ? "sr-only" : "hidden whitespace-nowrap desk:inline"}>{word}</span>
      </span>
      <span className="ml-auto hidden truncate pl-2 desk:inline">{figure(row, words)}</span>
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
    <span className="flex items-center gap-1.5 font-cond text-[13px] text-ink-3 leading-6">
      <Glyph state="not_monitored" />
      <span className="sr-only desk:not-sr-only">{text}</span>
    </span>
  );
}
