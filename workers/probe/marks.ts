import type { Timings } from "#domain/measurement.ts";

/** Monotonic instants of the events of one exchange. */
export interface Marks {
  readonly start: number;
  resolved?: number;
  connected?: number;
  secured?: number;
  answered?: number;
  end?: number;
}

/** Consecutive events divide the whole: what is null was skipped or not reached, so the parts never exceed the total. */
export function timingsOf(marks: Marks, lookedUp: boolean, isTls: boolean): Timings {
  const span = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? null : Math.max(0, to - from);
  const ready = isTls ? marks.secured : marks.connected;
  const end = marks.end ?? marks.start;
  return {
    dnsMs: lookedUp ? span(marks.start, marks.resolved) : null,
    connectMs: span(lookedUp ? marks.resolved : marks.start, marks.connected),
    tlsMs: isTls ? span(marks.connected, marks.secured) : null,
    waitMs: span(ready, marks.answered),
    downloadMs: span(marks.answered, marks.end),
    totalMs: end - marks.start,
  };
}
