import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** A calendar month in UTC, `2026-10`. */
export type Month = string;

/** The span of a month; null for what is none. */
export function readMonth(text: string): Window | null {
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  return { from: Date.UTC(Number(year), Number(month) - 1), to: Date.UTC(Number(year), Number(month)) };
}

export function monthOf(at: EpochMs): Month {
  return new Date(at).toISOString().slice(0, 7);
}

/** The months that are over, from the one that an instant is in; oldest first. */
export function monthsOver(first: EpochMs, now: EpochMs): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(first); ; ) {
    const span = readMonth(month);
    if (span === null || span.to > now) return months;
    months.push(month);
    month = monthOf(span.to);
  }
}
