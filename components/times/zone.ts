import type { Zone } from "#components/times/local.ts";

/** Told of on the document when times are shown in another zone. */
const CHANGED = "faultline:zone";

/** The zone that the page's times are shown in; null for UTC, as the server writes them. */
export function shownZone(): Zone | null {
  return document.documentElement.dataset.zone ?? null;
}

/** For the island that changes it. */
export function setShownZone(zone: Zone | null): void {
  if (zone === null) delete document.documentElement.dataset.zone;
  else document.documentElement.dataset.zone = zone;
  document.dispatchEvent(new Event(CHANGED));
}

/** Calls whenever times are shown in another zone: for what a script writes itself. */
export function onZone(call: () => void): void {
  document.addEventListener(CHANGED, call);
}
