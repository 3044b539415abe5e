import type { EpochMs } from "#domain/time.ts";

/** A part of the day that is left out: the clock goes from one instant to the other at once. */
export interface Cut {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * A clock that several processes share: it showed `origin` when the machine's showed `since`, and has run `rate` times as
 * fast as that from then on.
 */
export interface SharedClock {
  readonly origin: EpochMs;
  readonly since: EpochMs;
  readonly rate: number;
  /** Oldest first, none touching another. */
  readonly cuts: readonly Cut[];
}

/** What the clock shows when the machine's shows `machine`. */
export function timeOn({ origin, since, rate, cuts }: SharedClock, machine: EpochMs): EpochMs {
  return cuts.reduce((at, { from, to }) => (at >= from ? at + to - from : at), origin + (machine - since) * rate);
}

/** What the machine's clock shows when this one first shows `at` or, where that is left out, jumps over it. */
export function machineTime({ origin, since, rate, cuts }: SharedClock, at: EpochMs): EpochMs {
  const shown = cuts.reduceRight((time, { from, to }) => {
    if (time >= to) return time - (to - from);
    return Math.min(time, from);
  }, at);
  return since + (shown - origin) / rate;
}

/** In one line, as one process hands it to another. */
export function clockText(clock: SharedClock): string {
  return JSON.stringify(clock);
}

/** Reads what `clockText` wrote; null for anything else. */
export function readClock(text: string): SharedClock | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  return isClock(read) ? read : null;
}

function isClock(value: unknown): value is SharedClock {
  if (typeof value !== "object" || value === null) return false;
  const { origin, since, rate, cuts } = value as Partial<Record<keyof SharedClock, unknown>>;
  return [origin, since, rate].every(Number.isFinite) && Number(rate) > 0 && Array.isArray(cuts);
}
