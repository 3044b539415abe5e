import type { EpochMs } from "#domain/time.ts";
import type { Level } from "#drill/world/market-model.ts";

/** How exchanges spell numbers and instants. */

export const seconds = (at: EpochMs): number => Math.floor(at / 1000);
export const iso = (at: EpochMs): string => new Date(at).toISOString();
/** Microseconds made of milliseconds, as Coinbase and dYdX write them. */
export const isoMicros = (at: EpochMs): string => iso(at).replace("Z", "000Z");
export const price = (value: number, digits = 2): string => value.toFixed(digits);
export const size = (value: number, digits = 8): string => value.toFixed(digits);
/** Nanoseconds do not fit a double, so they are text or end in zeros. */
export const nanos = (at: EpochMs): string => `${Math.floor(at)}000000`;

/** `["96000.10", "0.51200000"]`, the commonest spelling of a level. */
export const pair = ([p, s]: Level): [string, string] => [price(p), size(s)];
