import { percent } from "#components/strata/drawing.ts";
import { moment, type Words } from "#components/words/words.ts";
import type { EpochMs } from "#domain/time.ts";
import { ticksIn } from "#domain/timeline/range.ts";
import type { Timeline } from "#domain/timeline/timeline.ts";
import type { Window } from "#domain/uptime/interval.ts";

/**
 * What a label needs beside an edge of the plot, in percent of the narrowest one: at the left, at the right before the label of
 * the present, and the same on a phone, which shows the right half of ranges of hours, and all of those of days.
 */
const ROOM = {
  hours: { left: 4.5, right: 13.5, phoneLeft: 54.5, phoneRight: 13.5 },
  days: { left: 4.5, right: 7, phoneLeft: 8, phoneRight: 24 },
} as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

type Scene = Pick<Timeline, "window" | "unitMs">;

/** What makes a label of the axis one that can be told in another zone: its instant, or that it is a day of UTC. */
export function toldAt(at: EpochMs, unitMs: number): { "data-time": string } | { "data-day": string } {
  return unitMs >= HOUR_MS ? { "data-day": "" } : { "data-time": new Date(at).toISOString() };
}

export interface Tick {
  readonly at: EpochMs;
  readonly x: string;
  readonly label: string;
  /** A phone has no room for its label. */
  readonly isDesk: boolean;
}

/** Where an instant lies in a window, in percent. */
export function positionOf(at: EpochMs, { from, to }: Window): number {
  return (100 * (at - from)) / (to - from);
}

/** The same of an instant that begins a cell's state: where that cell begins, for a cell is as fine as it is drawn. */
export function startOf(at: EpochMs, { window, unitMs }: Scene): number {
  return positionOf(window.from + Math.floor((at - window.from) / unitMs) * unitMs, window);
}

/** And of one that ends it. */
export function endOf(at: EpochMs, { window, unitMs }: Scene): number {
  return positionOf(window.from + Math.ceil((at - window.from) / unitMs) * unitMs, window);
}

/** `14:18` in ranges of hours, `17 Nov` in ranges of days. */
export function tickLabel(at: EpochMs, unitMs: number, words: Words): string {
  return unitMs >= HOUR_MS ? words.strata.dayMonth(at) : tickClock(at);
}

/** `14:18`, after its day where the range is one of days. */
export function instantLabel(at: EpochMs, unitMs: number, words: Words): string {
  return unitMs >= HOUR_MS ? `${words.strata.dayMonth(at)} ${tickClock(at)}` : tickClock(at);
}

/** `14:18`; on another day that day. */
export function shortMoment(at: EpochMs, now: EpochMs, words: Words): string {
  return Math.floor(at / DAY_MS) === Math.floor(now / DAY_MS) ? tickClock(at) : words.strata.dayMonth(at);
}

function tickClock(at: EpochMs): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** Of the range: from and to, as a reader says them. */
export function rangeEnds({ window, asOf, unitMs }: Pick<Timeline, "window" | "asOf" | "unitMs">, words: Words) {
  return { from: instantLabel(window.from, unitMs, words), to: instantLabel(asOf, unitMs, words) };
}

/** The ticks with their labels, but for those too near to an edge. */
export function ticksOf({ window, unitMs }: Scene, tickMs: number, words: Words): Tick[] {
  const isDays = unitMs >= HOUR_MS;
  const room = isDays ? ROOM.days : ROOM.hours;
  return ticksIn(window, tickMs).flatMap((at, index): Tick[] => {
    const x = positionOf(at, window);
    if (x < room.left || x > 100 - room.right) return [];
    const isTight = x < room.phoneLeft || x > 100 - room.phoneRight;
    return [{ at, x: percent(x), label: tickLabel(at, unitMs, words), isDesk: isTight || (isDays && index % 2 === 1) }];
  });
}

/** When it is, with its zone and, on another day, its date. */
export function fullMoment(at: EpochMs, now: EpochMs, words: Words): string {
  return moment(at, now, words, "minute");
}
