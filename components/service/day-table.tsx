import { Fragment } from "react";
import type { DayLine } from "#components/service/days.tsx";
import { dayText, isPlain, outagesOn, spanOn } from "#components/service/outages.ts";
import type { Words } from "#components/words/words.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

const DAY_MS = 86_400_000;

interface Props {
  readonly lines: readonly DayLine[];
  readonly incidents: readonly IncidentView[];
  readonly words: Words;
  readonly now: EpochMs;
}

interface Row {
  readonly from: EpochMs;
  /** The last of several days that have the same to tell. */
  readonly to: EpochMs;
  readonly line: DayLine;
  readonly text: string;
  readonly outages: readonly IncidentView[];
}

/** The same as the bars in words: every day that was not all well, with what happened; newest first. */
export function DayTable({ lines, incidents, words, now }: Props) {
  const { table } = words.service.days;
  const rows = rowsOf(lines, incidents, words, now);
  if (rows.length === 0) return <p className="mt-1 text-[13px] text-ink-2">{table.none}</p>;
  return (
    <details className="mt-2">
      <summary className="inline-block text-[13px] text-link underline underline-offset-2">{table.summary}</summary>
      <div className="overflow-x-auto">
        <table className="facts mt-1">
          <caption className="sr-only">{table.summary}</caption>
          <thead>
            <tr>
              <th scope="col">{table.day}</th>
              <th scope="col">{table.what}</th>
              <th scope="col">{table.outages}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, to, line, text, outages }) => (
              <tr key={`${line.key} ${from}`}>
                <th scope="row">
                  <time dateTime={new Date(from).toISOString().slice(0, 10)} className="whitespace-nowrap">
                    {words.shortDate(from)}
                  </time>
                  {to !== from && (
                    <>
                      {" – "}
                      <time dateTime={new Date(to).toISOString().slice(0, 10)}>{words.shortDate(to)}</time>
                    </>
                  )}
                </th>
                <td>
                  <b className="font-semibold">{line.name}</b> {text}
                </td>
                <td>
                  {outages.map((incident, index) => (
                    <Fragment key={incident.id}>
                      {index > 0 && words.comma}
                      <a href={words.service.at(`/incidents/${incident.id}`)} className="whitespace-nowrap">
                        {spanOn(incident, from, words)}
                      </a>
                    </Fragment>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Of each component by itself; neighbouring days with nothing measured at all are one row. */
function rowsOf(lines: readonly DayLine[], incidents: readonly IncidentView[], words: Words, now: EpochMs): Row[] {
  const rows: Row[] = [];
  for (const line of lines.filter(({ components }) => components.length === 1)) {
    const slug = line.components[0]?.slug ?? "";
    for (const { day, seconds } of line.days) {
      if (isPlain(seconds)) continue;
      const row: Row = {
        from: day,
        to: day,
        line,
        text: dayText(seconds, words),
        outages: outagesOn(incidents, slug, day, now),
      };
      const last = rows.at(-1);
      const isNext = last?.line === line && last.to === day - DAY_MS;
      if (isNext && row.text === words.service.days.day.unmeasured && last.text === row.text)
        rows[rows.length - 1] = { ...last, to: day };
      else rows.push(row);
    }
  }
  return rows.sort((a, b) => b.to - a.to || b.from - a.from);
}
