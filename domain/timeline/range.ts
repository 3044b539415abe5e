import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How a stretch of time is cut: cells of one unit, and a tick every so often. Milliseconds. */
export interface Scale {
  readonly cells: number;
  readonly unitMs: number;
  readonly tickMs: number;
}

/** The ranges of the live picture (guides/ui.md 3). */
export const RANGES = {
  "2h": { cells: 120, unitMs: MINUTE_MS, tickMs: 15 * MINUTE_MS },
  "24h": { cells: 288, unitMs: 5 * MINUTE_MS, tickMs: 3 * HOUR_MS },
  "7d": { cells: 168, unitMs: HOUR_MS, tickMs: DAY_MS },
  "90d": { cells: 90, unitMs: DAY_MS, tickMs: 14 * DAY_MS },
} as const satisfies Record<string, Scale>;

export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES: readonly RangeName[] = ["2h", "24h", "7d", "90d"];

/** Whole units, of which the last is the one that `now` is in: it is there from its first instant on. */
export function windowOf(range: RangeName, now: EpochMs): Window {
  const { cells, unitMs } = RANGES[range];
  const to = Math.floor(now / unitMs) * unitMs + unitMs;
  return { from: to - cells * unitMs, to };
}

/** Thursday 1 January 1970 was no beginning of a week. */
const MONDAY_MS = 4 * DAY_MS;

/** Multiples of the distance within a window, in UTC; those of two weeks are Mondays. */
export function ticksIn({ from, to }: Window, tickMs: number): EpochMs[] {
  const offset = tickMs > DAY_MS ? MONDAY_MS : 0;
  const ticks: EpochMs[] = [];
  for (let at = Math.ceil((from - offset) / tickMs) * tickMs + offset; at <= to; at += tickMs) ticks.push(at);
  return ticks;
}
