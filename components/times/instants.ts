import type { EpochMs } from "#domain/time.ts";

/** A piece of a text of ours: an instant, or what stands between two of them. */
export interface Piece {
  readonly text: string;
  /** A day, a time or both: a piece of its own, which is not broken across lines. */
  readonly isWhole: boolean;
  /** Null for what is no instant, as a day without a time. */
  readonly at: EpochMs | null;
  /** The instant whose day it shares and therefore does not write; null where it writes its own, or means today's. */
  readonly after: EpochMs | null;
}

const CLOCK = String.raw`\d{2}:\d{2}(?::\d{2})?`;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** As a pattern: a month's name, short or whole. */
export const MONTH = `(?:${MONTHS.join("|")})[a-z]*`;
const DAY = String.raw`\d{4}-\d{2}-\d{2}|\d{1,2} ${MONTH}(?: \d{4})?|(?:\d{4}年)?\d{1,2}月\d{1,2}日`;
/** As every text of ours writes instants: `2026-11-22 17:38 UTC`, `22 Nov 2026 17:38`, `2026年11月22日 17:38`, `17:38:05 UTC`. */
const INSTANT = new RegExp(String.raw`(${DAY})(?: (${CLOCK})(?: UTC)?)?|(?<![\d:.])(${CLOCK})(?![\d:])(?: UTC)?`, "g");

const DAY_MS = 86_400_000;
/** What is no time at all. */
const WORDS = { isWhole: false, at: null, after: null } as const;

/**
 * Takes a text of ours apart at its instants, all of them UTC; put together again, the pieces are the text.
 * @param now What a time without a day is of the day of, as pages write times. Without it such a time is of the same day as
 * the one before it, as the record's sentences write spans, and a day without a year is no instant.
 */
export function piecesOf(text: string, now: EpochMs | null): Piece[] {
  const pieces: Piece[] = [];
  let [end, last] = [0, null as EpochMs | null];
  for (const { 0: whole, 1: day, 2: clock, 3: alone, index } of text.matchAll(INSTANT)) {
    const reference = day === undefined && now === null ? last : now;
    const midnight = day === undefined ? dayOf(reference) : midnightOf(day, now);
    const time = clock ?? alone;
    const at = time === undefined || midnight === null ? null : midnight + timeOfDay(time);
    if (index > end) pieces.push({ ...WORDS, text: text.slice(end, index) });
    pieces.push({ text: whole, isWhole: true, at, after: day === undefined && now === null ? last : null });
    end = index + whole.length;
    last = at ?? last;
  }
  if (end < text.length) pieces.push({ ...WORDS, text: text.slice(end) });
  return pieces;
}

function timeOfDay(clock: string): number {
  const [h = 0, min = 0, s = 0] = clock.split(":").map(Number);
  return ((h * 60 + min) * 60 + s) * 1_000;
}

function dayOf(at: EpochMs | null): EpochMs | null {
  return at === null ? null : Math.floor(at / DAY_MS) * DAY_MS;
}

/** Of a day as it is written; the nearest to `now` where it has no year. */
function midnightOf(day: string, now: EpochMs | null): EpochMs | null {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (isoYear !== undefined) return Date.UTC(Number(isoYear), Number(isoMonth) - 1, Number(isoDay));
  const [, jaYear, jaMonth, jaDay] = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日$/.exec(day) ?? [];
  if (jaMonth !== undefined) return inYear(jaYear, Number(jaMonth) - 1, Number(jaDay), now);
  const [, enDay, enMonth = "", enYear] = /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]*(?: (\d{4}))?$/.exec(day) ?? [];
  return inYear(enYear, MONTHS.indexOf(enMonth), Number(enDay), now);
}

function inYear(year: string | undefined, month: number, day: number, now: EpochMs | null): EpochMs | null {
  if (year !== undefined) return Date.UTC(Number(year), month, day);
  if (now === null) return null;
  const own = new Date(now).getUTCFullYear();
  const distance = (at: EpochMs) => Math.abs(at - now);
  const [nearest = null] = [own - 1, own, own + 1]
    .map((one) => Date.UTC(one, month, day))
    .sort((a, b) => distance(a) - distance(b));
  return nearest;
}
