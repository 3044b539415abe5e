import { DayBars } from "#components/charts/day-bars.tsx";
import { quietWord } from "#components/service/summary.tsx";
import { GLYPH_OF_STATUS, Glyph, statusText } from "#components/ui/glyph.tsx";
import { moment, type Words } from "#components/words/words.ts";
import type { DaysOfService } from "#domain/publish/service-past.ts";
import { isTroubled } from "#domain/status/algebra.ts";
import { holdsNow, roundSeconds } from "#domain/status/answering.ts";
import type { NowRow } from "#domain/status/now.ts";
import type { JudgeView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";
import { secondsSince } from "#domain/uptime/day-seconds.ts";
import { type UptimeFigure, uptimeFigure } from "#domain/uptime/percent.ts";

/** One service in one layer. */
export function ListRow({
  row,
  find,
  judge,
  days,
  words,
  now,
}: {
  row: NowRow;
  find: string;
  judge: JudgeView | null;
  days: DaysOfService | null;
  words: Words;
  now: EpochMs;
}) {
  const { service, status, judged } = row;
  const isJudged = judged && service.lifecycle.state !== "retired";
  const since = isJudged ? sinceOf(row, judge, now) : null;
  const own = days?.layers.get(row.layer);
  return (
    <tr
      id={`${row.layer}/${service.slug}`}
      data-find={find}
      className={isJudged && isTroubled(status) ? "font-semibold" : ""}
    >
      <th scope="row">
        <a href={words.service.at(`/services/${service.slug}`)}>{service.name}</a>
      </th>
      <td className={isJudged ? statusText(status) : "text-ink-3"}>
        <span className="inline-flex items-center gap-1.5">
          <Glyph name={isJudged ? GLYPH_OF_STATUS[status] : "off"} />
          {isJudged ? words.statuses[status] : quietWord(row, words)}
        </span>
        {isJudged && row.unknown !== null && (
          <span className="hidden font-normal text-ink-3 desk:inline"> · {words.row.unknown[row.unknown]}</span>
        )}
      </td>
      <td className="hidden font-normal text-ink-2 desk:table-cell">
        {since !== null && <time dateTime={new Date(since).toISOString()}>{moment(since, now, words, "minute")}</time>}
      </td>
      <td className="hidden wide:table-cell" aria-hidden="true">
        {own !== undefined && <DayBars days={own.days} downAs={own.components.length > 1 ? "part" : "down"} />}
      </td>
      <td>{days !== null && own !== undefined && <Figure figure={figureOf(row, days)} words={words} />}</td>
    </tr>
  );
}

/** Since when it is as it is: the first of what is in trouble, or the last of what is well. */
function sinceOf({ components, troubles }: NowRow, judge: JudgeView | null, now: EpochMs): EpochMs | null {
  if (troubles.length > 0) return Math.min(...troubles.map(({ judged }) => judged.since));
  const since = components.flatMap((component) => holdsNow(component, judge, now)?.since ?? []);
  return since.length === 0 ? null : Math.max(...since);
}

function figureOf({ components, layer }: NowRow, { window, layers }: DaysOfService): UptimeFigure {
  const own = layers.get(layer);
  const counted = components.filter(({ slug }) => own?.components.includes(slug));
  return uptimeFigure(secondsSince(own?.days ?? [], window.from), {
    roundSeconds: Math.min(...counted.map(roundSeconds)),
  });
}

function Figure({ figure: { kind, shown, coverage }, words }: { figure: UptimeFigure; words: Words }) {
  if (kind === "no_data" || kind === "too_little")
    return <span className="text-ink-3">{words.service.list.noFigure[kind]}</span>;
  return (
    <span className="whitespace-nowrap">
      <b>{shown}</b>
      <span className="text-ink-3">{words.service.days.coverage(coverage)}</span>
    </span>
  );
}
