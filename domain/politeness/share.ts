import type { EpochMs } from "#domain/time.ts";

/** A documented limit counts what comes from one address. Vantages behind the same address share it. */

export interface Rate {
  /** At most so many starts in any `perMs`. */
  readonly requests: number;
  readonly perMs: number;
}

/** A rate that keeps two: the one that keeps the other, too, or else requests so far apart that no window of either is exceeded. */
export function keepingBoth(one: Rate, other: Rate): Rate {
  const covers = (a: Rate, b: Rate) => a.requests <= b.requests && a.perMs >= b.perMs;
  if (covers(one, other)) return one;
  if (covers(other, one)) return other;
  return { requests: 1, perMs: Math.max(one.perMs / one.requests, other.perMs / other.requests) };
}

/** How many vantages share an address, and which of them this is, from 0, in an order that all of them know. */
export interface AddressShare {
  readonly of: number;
  readonly place: number;
}

export const ALONE: AddressShare = { of: 1, place: 0 };

/** When a vantage may start requests: within `lengthMs` from `fromMs` on in each period since the epoch. */
export interface Turn {
  readonly periodMs: number;
  readonly fromMs: number;
  readonly lengthMs: number;
}

/**
 * What a vantage may take of a limit so that all of them together keep it. Where there is enough for each, they share by
 * count. Where there is not, they take turns, with as long a pause after each turn as the limit's own window: then no window
 * holds requests of two of them, as long as their clocks differ by less than that.
 */
export function shareOf({ requests, perMs }: Rate, { of, place }: AddressShare): Rate & { readonly turn: Turn | null } {
  if (requests >= of) return { requests: Math.floor(requests / of), perMs, turn: null };
  return { requests, perMs, turn: { periodMs: of * 2 * perMs, fromMs: place * 2 * perMs, lengthMs: perMs } };
}

/** How long until a vantage's turn, in milliseconds; 0 while it has it. */
export function waitForTurn({ periodMs, fromMs, lengthMs }: Turn, now: EpochMs): number {
  const since = (((now - fromMs) % periodMs) + periodMs) % periodMs;
  return since < lengthMs ? 0 : periodMs - since;
}
