import { type CloudEvent, lastSaidAt, type Period } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";

/** An event that nobody has said anything about for this long is shown, and neither colours nor explains anything. */
export const STALE_AFTER_MS = 14 * 24 * 3_600_000;

export interface ActivePeriod {
  readonly event: CloudEvent;
  readonly period: Period;
  /** Open, but nothing was said of it for two weeks. */
  readonly stale: boolean;
  /** Whether it may colour the region, and be offered as a reason for an incident of ours. */
  readonly counts: boolean;
}

export interface Place {
  /** Null asks for what has no region: global services. */
  readonly region: string | null;
  readonly zone?: string;
}

/**
 * What of an event lasts at a moment in a place. A global event concerns every region; a global service inside a regional
 * event concerns none; what does not say where concerns none.
 * @param vanishedAt since when the event is gone from a feed that lists what is open, unless it is there.
 */
export function activePeriods(
  event: CloudEvent,
  at: EpochMs,
  place: Place,
  vanishedAt: EpochMs | null = null,
): ActivePeriod[] {
  if (vanishedAt !== null && at >= vanishedAt) return [];
  const stale = at - lastSaidAt(event, at) > STALE_AFTER_MS;
  const counts = !stale && event.maintenance === null;
  return event.periods
    .filter(({ from, to }) => from <= at && (to === null || at < to))
    .filter((period) => concerns(event, period, place))
    .map((period) => ({ event, period, stale, counts }));
}

function concerns({ scope }: CloudEvent, { region, zone }: Period, place: Place): boolean {
  if (place.region === null) return region === null && scope.kind !== "unstated";
  if (region === null) return scope.kind === "global";
  if (region !== place.region) return false;
  return zone === null || place.zone === undefined || zone === place.zone;
}
