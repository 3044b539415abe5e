import type { Dossier } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

const DAY_MS = 86_400_000;
/** What is told of the day before, without an hour, stands at its midnight. */
const BEFORE_MS = DAY_MS;
/** Summaries come days later. */
const AFTER_MS = 14 * DAY_MS;
/** What lasts longer has no end in a dossier. */
export const LONGEST_MS = 14 * DAY_MS;

/**
 * In which time a dossier's claims can lie. A wrong digit in a year is outside of it: as a time it would make a replay of
 * years.
 */
export function reachOf({ started_at, ended_at }: Pick<Dossier, "started_at" | "ended_at">): Window {
  const start = Date.parse(started_at);
  const end = ended_at === null ? start : Math.min(Date.parse(ended_at), start + LONGEST_MS);
  return { from: start - BEFORE_MS, to: end + AFTER_MS };
}

export function isWithin(at: EpochMs, { from, to }: Window): boolean {
  return at >= from && at <= to;
}
