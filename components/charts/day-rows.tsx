import type { ReactNode } from "react";
import { Data } from "#components/charts/data.tsx";

export interface DayRow {
  readonly key: string;
  readonly name: string;
  /** What the whole row says. */
  readonly told: string;
  readonly bars: ReactNode;
  readonly figure: ReactNode;
  /** What is to be said of a day, by its index; of the others `plain` is. */
  readonly notes: Readonly<Record<number, string>>;
}

/** What the reader of the bars says (day-reader.ts). */
export interface DayTexts {
  /** The days in words, oldest first. */
  readonly days: readonly string[];
  readonly plain: string;
  readonly hint: string;
  readonly rows: readonly Pick<DayRow, "name" | "told" | "notes">[];
}

/** Rows of day bars, and the place for the line that tells of the day that is pointed at. */
export function DayRows({
  rows,
  days,
  plain,
  hint,
  first,
  last,
}: Omit<DayTexts, "rows"> & {
  rows: readonly DayRow[];
  /** Below the ends of the axis. */
  first: string;
  last: string;
}) {
  const texts: DayTexts = { days, plain, hint, rows: rows.map(({ name, told, notes }) => ({ name, told, notes })) };
  return (
    <div data-island="charts" data-chart="days">
      <Data value={texts} />
      {rows.map((row) => (
        <div key={row.key} className="day-row">
          <span className="overflow-hidden text-ellipsis whitespace-nowrap">{row.name}</span>
          <div className="relative" data-bars="">
            <div role="img" aria-label={row.told}>
              {row.bars}
            </div>
          </div>
          <span className="text-right">{row.figure}</span>
        </div>
      ))}
      <div className="day-row" aria-hidden="true">
        <span />
        <span className="flex justify-between text-[12px] text-ink-3 leading-4">
          <span>{first}</span>
          <span>{last}</span>
        </span>
        <span />
      </div>
      <p data-own="" aria-hidden="true" className="mt-1 min-h-10 font-cond text-[13px] text-ink-2 leading-5" />
    </div>
  );
}
