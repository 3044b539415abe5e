import { type ClockSample, type ClockSkew, isRefused, skewOf, skewSince } from "#domain/clock-skew.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Clock } from "#workers/clock.ts";

/** A machine's clock is too far from the database's. It may be set right at any time: starting again may help. */
export class SkewedClockError extends Error {}

/** In a row. The first one may have to connect before it is answered; the one with the least delay counts. */
const SAMPLES = 5;

/** Compares a vantage's clock with the database's. */
export interface Timekeeper {
  /** Asks a few times. Null when nothing could be told. @throws what asking throws */
  measure(): Promise<ClockSkew | null>;
  /**
   * Whether our clock, as it is now, is near enough, for all that is known: a clock that was set since the last measurement is
   * noticed without asking.
   */
  isRight(): boolean;
}

export function createTimekeeper(clock: Pick<Clock, "now" | "monotonic">, askTime: () => Promise<EpochMs>): Timekeeper {
  const reading = () => ({ now: clock.now(), monotonic: clock.monotonic() });
  let known: { readonly skew: ClockSkew; readonly at: ReturnType<typeof reading> } | null = null;

  const sample = async (): Promise<ClockSample> => {
    const askedAt = clock.now();
    const theirs = await askTime();
    return { askedAt, answeredAt: clock.now(), theirs };
  };
  return {
    measure: async () => {
      const samples: ClockSample[] = [];
      while (samples.length < SAMPLES) samples.push(await sample());
      const skew = skewOf(samples);
      if (skew !== null) known = { skew, at: reading() };
      return skew;
    },
    isRight: () => known === null || !isRefused(skewSince(known.skew, known.at, reading())),
  };
}

/** What to do about it, in a sentence or two. */
export function skewMessage({ skewMs }: ClockSkew): string {
  const seconds = (Math.abs(skewMs) / 1_000).toFixed(1);
  const side = skewMs > 0 ? "ahead of" : "behind";
  return `The clock of this machine is ${seconds} s ${side} the database's: nothing that it measures is stored. Set it (NTP), or that of the database's machine.`;
}
