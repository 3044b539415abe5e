import { z } from "zod";
import type { EpochMs } from "#domain/time.ts";

/** Outside of these a number is no time of a feed. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
/** Seconds until 2100 are below it, milliseconds since 1973 above. */
const MILLISECONDS_FROM = 1e11;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

function plausible(at: number): EpochMs | null {
  return Number.isFinite(at) && at >= EARLIEST && at < LATEST ? Math.round(at) : null;
}

/** Seconds or milliseconds since 1970, as a number or as digits. AWS mixes them within one event. */
export function fromEpoch(value: unknown): EpochMs | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^\d{9,14}(?:\.\d+)?$/.test(text.trim())) return null;
  const number = Number(text);
  return plausible(number >= MILLISECONDS_FROM ? number : number * 1000);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** ISO 8601, with or without fractions; without a zone it is taken for UTC. */
export function fromIso(value: unknown): EpochMs | null {
  const match = typeof value === "string" ? ISO.exec(value.trim()) : null;
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  const at = utc({
    year: Number(year),
    month: Number(month) - 1,
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  });
  const offset = zoneOffset(zone ?? "Z");
  return at === null || offset === null ? null : plausible(at + ms - offset * MINUTE);
}

/** Offsets in minutes. The letters are those that feeds of American companies use. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ["Z", 0],
  ["UT", 0],
  ["UTC", 0],
  ["GMT", 0],
  ["EST", -300],
  ["EDT", -240],
  ["CST", -360],
  ["CDT", -300],
  ["MST", -420],
  ["MDT", -360],
  ["PST", -480],
  ["PDT", -420],
  ["CET", 60],
  ["CEST", 120],
]);

export function zoneOffset(zone: string): number | null {
  const named = ZONES.get(zone.toUpperCase());
  if (named !== undefined) return named;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  return match === null ? null : (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** 0 for any spelling of January, or null. */
export function monthOf(name: string): number | null {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? null : index;
}

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
}

/** A time on a clock read as UTC. Hour 24 is midnight of the same day, as formatters of some feeds write it. */
export function utc({ year, month, day, hour, minute, second = 0 }: Wall): number | null {
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const at = Date.UTC(year, month, day, hour === 24 ? 0 : hour, minute, second);
  return new Date(at).getUTCMonth() === month || hour === 24 ? at : null;
}

const RFC_822 =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([A-Za-z]{1,4}|[+-]\d\d:?\d\d)?$/;

/** A date of RSS: "Thu, 06 Aug 2026 01:09:00 Z", "... PDT", "... UTC", "... +0000". */
export function fromRfc822(value: unknown): EpochMs | null {
  const match = typeof value === "string" ? RFC_822.exec(value.trim()) : null;
  if (match === null) return null;
  const [, day, monthName = "", year, hour, minute, second, zone] = match;
  const month = monthOf(monthName);
  const offset = zoneOffset(zone ?? "Z");
  if (month === null || offset === null) return null;
  const at = utc({
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
  });
  return at === null ? null : plausible(at - offset * MINUTE);
}

/** The year that puts a day and a time nearest to an anchor: feeds leave it out. */
export function nearestYear(wall: Omit<Wall, "year">, offsetMinutes: number, anchor: EpochMs): EpochMs | null {
  const year = new Date(anchor).getUTCFullYear();
  const candidates = [year - 1, year, year + 1].flatMap((candidate) => {
    const at = utc({ ...wall, year: candidate });
    return at === null ? [] : [at - offsetMinutes * MINUTE];
  });
  return candidates.sort((a, b) => Math.abs(a - anchor) - Math.abs(b - anchor))[0] ?? null;
}

/** A time in any of the ways feeds write one. */
export const anyTime = z
  .unknown()
  .optional()
  .transform((value, context): EpochMs => {
    const at = fromIso(value) ?? fromEpoch(value) ?? fromRfc822(value);
    if (at !== null) return at;
    context.issues.push({ code: "custom", message: "not a time", input: value });
    return z.NEVER;
  });

/** The same where it may be missing or null; a time that cannot be read counts as missing. */
export const maybeTime = z
  .unknown()
  .optional()
  .transform((value): EpochMs | null => fromIso(value) ?? fromEpoch(value) ?? fromRfc822(value));
