import { piecesOf } from "#components/times/instants.ts";
import { localText, localTexts, utcDay, type Zone } from "#components/times/local.ts";
import { shownZone } from "#components/times/zone.ts";
import type { EpochMs } from "#domain/time.ts";

/** What tells an instant: `<time>` in text, `data-time` in pictures. Days, which are of UTC everywhere, have no time of day. */
const INSTANTS = "time[datetime], [data-time]";
const DAYS = "[data-day]";
/** Pictures that say in words what they show: their times are those of the axis. */
const LABELS = ".strip[aria-label]";

/** Shows every instant of a page in a zone, or again as the server wrote it. `page` may be one that is about to be shown. */
export function showTimes(page: Document, zone: Zone | null): void {
  const record = page.querySelector("#record");
  if (record === null) return;
  const now = madeAt(page);
  const language = page.documentElement.lang;
  for (const element of record.querySelectorAll<HTMLElement>(INSTANTS)) {
    const stated = element.dataset.time ?? element.getAttribute("datetime") ?? "";
    const at = Date.parse(stated);
    if (Number.isNaN(at) || element.childElementCount > 0) continue;
    if (!stated.includes("T")) tell(element, zone, utcDay);
    else {
      const sameDayAs = element.dataset.after === undefined ? now : Date.parse(element.dataset.after);
      const told = { at, sameDayAs, canGrow: element.dataset.time === undefined };
      tell(element, zone, (text, local) => localText(text, told, local, language));
    }
  }
  for (const element of record.querySelectorAll<HTMLElement>(DAYS)) tell(element, zone, utcDay);
  for (const element of record.querySelectorAll<HTMLElement>(LABELS)) label(element, zone, now, language);
}

/** The text that the server wrote stands beside the one that is shown. */
function tell(element: HTMLElement, zone: Zone | null, textIn: (text: string, zone: Zone) => string): void {
  const { utc } = element.dataset;
  if (zone !== null) {
    const text = utc ?? element.textContent ?? "";
    element.dataset.utc = text;
    element.textContent = textIn(text, zone);
  } else if (utc !== undefined) {
    element.textContent = utc;
    delete element.dataset.utc;
  }
}

function label(element: HTMLElement, zone: Zone | null, now: EpochMs, language: string): void {
  const { utc = element.getAttribute("aria-label") ?? "" } = element.dataset;
  if (zone === null) {
    element.setAttribute("aria-label", utc);
    delete element.dataset.utc;
    return;
  }
  element.dataset.utc = utc;
  element.setAttribute("aria-label", localTexts(utc, now, zone, language));
}

/** When a page was made, which it notes when it is fetched anew: what its times without a day are of the day of. */
function madeAt(page: Document): EpochMs {
  const at = Date.parse(page.documentElement.dataset.at ?? "");
  return Number.isNaN(at) ? Date.now() : at;
}

/** A text of ours that a script writes into the page, in the zone that the page is in: its instants, or the day that it is. */
export function textInZone(text: string): string {
  const zone = shownZone();
  if (zone === null) return text;
  const now = madeAt(document);
  const local = localTexts(text, now, zone, document.documentElement.lang);
  return local === text && piecesOf(text, now).every(({ isWhole }) => isWhole) ? utcDay(text) : local;
}
