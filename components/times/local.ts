import { MONTH, piecesOf } from "#components/times/instants.ts";
import type { EpochMs } from "#domain/time.ts";

/** A zone's id, as `Asia/Tokyo`. */
export type Zone = string;

/** What is known of an instant that a text tells. */
export interface Told {
  readonly at: EpochMs;
  /** The text writes no day where the instant is of the same day as this. */
  readonly sameDayAs: EpochMs;
  /** Whether a day may be added where the zone has another one: on an axis there is no room, and its order tells it. */
  readonly canGrow: boolean;
}

const DAY = new RegExp(
  String.raw`\d{4}-\d{2}-\d{2}|(?:[A-Z][a-z]+day,? )?\d{1,2} ${MONTH}(?: \d{4})?|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[日月火水木金土]曜日)?`,
);
const CLOCK = /\d{2}:\d{2}(?::\d{2})?/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs as much as using it a hundred times, and a page has hundreds of instants. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const held = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, held);
  return held;
}

/** `2026-11-22`, in the zone. */
function isoDay(at: EpochMs, zone: Zone): string {
  return formatOf("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

function clockIn(at: EpochMs, zone: Zone, like: string): string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const seconds = like.length > 5 ? ({ second: "2-digit" } as const) : {};
  return formatOf("en-GB", { timeZone: zone, ...time, ...seconds }).format(at);
}

/**
 * How a zone is named at an instant: by its distance from UTC, for its letters may mean another zone to another reader.
 * `GMT+9`; `GMT-4` in a summer of New York and `GMT-5` in its winter.
 */
export function zoneName(at: EpochMs, zone: Zone): string {
  const parts = formatOf("en-US", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** Whether the zone is UTC by another name, at all times: then there is nothing to show. */
export function isUtc(zone: Zone): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu|GMT|Greenwich|GMT[+-]?0)$/.test(zone);
}

/** A day in the form of another one, with a weekday, a year, and months by name where that has them. */
function dayIn(at: EpochMs, zone: Zone, like: string): string {
  if (/^\d{4}-/.test(like)) return isoDay(at, zone);
  const isJapanese = like.includes("月");
  const hasWeekday = /day|曜/.test(like);
  const format = formatOf(isJapanese ? "ja" : "en-GB", {
    timeZone: zone,
    day: "numeric",
    month: isJapanese || hasWeekday ? "long" : "short",
    ...(/\d{4}/.test(like) ? { year: "numeric" } : {}),
    ...(hasWeekday ? { weekday: "long" } : {}),
  });
  // Whether a comma follows the weekday is decided by the version of the locale's data.
  return like.includes(",") ? format.format(at) : format.format(at).replace(",", "");
}

/** What a day that is added looks like: with its year where the zone stands beside it, as the site writes days. */
function dayToAdd(text: string, isJapanese: boolean): string {
  if (isJapanese) return text.includes("UTC") ? "2000年1月1日" : "1月1日";
  return text.includes("UTC") ? "1 Jan 2000" : "1 Jan";
}

/**
 * A text that tells one instant in UTC, as it is told in a zone: each day, time and zone in it by its own form, and a day
 * where the instant is of another day there. What else stands in the text stays.
 */
export function localText(text: string, { at, sameDayAs, canGrow }: Told, zone: Zone, language: string): string {
  const [day] = DAY.exec(text) ?? [];
  const [clock] = CLOCK.exec(text) ?? [];
  let local = text;
  if (clock !== undefined) {
    const isOtherDay = day === undefined && canGrow && isoDay(at, zone) !== isoDay(sameDayAs, zone);
    const added = isOtherDay ? `${dayIn(at, zone, dayToAdd(text, language === "ja"))} ` : "";
    local = local.replace(clock, `${added}${clockIn(at, zone, clock)}`).replace("UTC", zoneName(at, zone));
  }
  // Last: a day that was added would be taken for the one that stood there.
  return day === undefined ? local : local.replace(day, dayIn(at, zone, day));
}

/**
 * A text of ours with every instant in it as it is told in a zone.
 * @param now What its times without a day are of the day of. No day is added to them.
 */
export function localTexts(text: string, now: EpochMs, zone: Zone, language: string): string {
  return piecesOf(text, now)
    .map(({ text: piece, at }) =>
      at === null ? piece : localText(piece, { at, sameDayAs: now, canGrow: false }, zone, language),
    )
    .join("");
}

/** A day of the record is a day of UTC wherever it is read: once other times are local, it says so. */
export function utcDay(text: string): string {
  return `${text} UTC`;
}
