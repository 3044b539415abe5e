import type { CloudEvent, CloudSeverity } from "#domain/attribution/event.ts";
import { DAY_MS, HOUR_MS } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";
import { checkWindow, type Interval, mergeIntervals, type Window } from "#domain/uptime/interval.ts";

/** What this instance has recorded, and what the clouds had meanwhile. */
export interface Recording {
  /** From the first measurement to now (or to the instant as of which is judged). Only its last 90 days are looked at. */
  readonly window: Window;
  /** Where nothing was measured: neither quiet nor loud. */
  readonly gaps: readonly Interval[];
  /** Of every cloud, in any order. The event under test may be among them. */
  readonly cloudIncidents: readonly CloudIncident[];
}

export interface CloudIncident extends Interval {
  readonly severity: CloudSeverity;
}

/** The part of the record from which ordinary failures can be learned. */
export interface QuietRecord {
  readonly window: Window;
  /** Sorted, disjoint: where nothing was measured. */
  readonly gaps: readonly Window[];
  /** Sorted, disjoint: what is not to be learned from, gaps included. */
  readonly loud: readonly Window[];
}

export const RECORD_MS = 90 * DAY_MS;
/** Methods 3.2: rates leave out 2 h either side of a cloud incident. */
const MARGIN_MS = 2 * HOUR_MS;
/** Clouds keep some entries open for months; if those counted whole, no record would be left to learn from. */
const LONGEST_TROUBLE_MS = DAY_MS;
/** The milder ones come several a day somewhere, take next to nothing down, and would leave no quiet time either. */
const LOUD: readonly CloudSeverity[] = ["disruption", "outage"];

/**
 * The last 90 days of the record, and what in them is left out for this event: gaps, the graver incidents of any cloud with
 * 2 h either side, and the event itself whatever its severity.
 *
 * @throws RangeError for a record that is not finite or ends before it begins
 */
export function quietRecord(record: Recording, event: Pick<CloudEvent, "t0" | "end">): QuietRecord {
  checkWindow(record.window);
  const window = { from: Math.max(record.window.from, record.window.to - RECORD_MS), to: record.window.to };
  const gaps = mergeIntervals(record.gaps, window);
  const graver = record.cloudIncidents.filter(({ severity }) => LOUD.includes(severity));
  const troubles = [...graver, { from: event.t0.at, to: event.end }].map(troubled);
  return { window, gaps, loud: mergeIntervals([...gaps, ...troubles], window) };
}

function troubled({ from, to }: Interval): Window {
  const until = Math.min(to ?? Number.POSITIVE_INFINITY, from + LONGEST_TROUBLE_MS);
  return { from: from - MARGIN_MS, to: Math.max(from, until) + MARGIN_MS };
}

/** Quiet milliseconds of the record from an instant on. */
export function quietMs({ window, loud }: QuietRecord, since: EpochMs): number {
  const from = Math.max(window.from, since);
  let ms = Math.max(0, window.to - from);
  for (const span of loud) ms -= Math.max(0, span.to - Math.max(span.from, from));
  return Math.max(0, ms);
}

/** Whether an instant lies in one of sorted, disjoint stretches. */
export function within(stretches: readonly Window[], at: EpochMs): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = stretches[low];
  return found !== undefined && found.from <= at;
}
