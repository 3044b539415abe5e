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

  const sample = async () => {
    const askedAt = clock.now();
    const theirs = await askTime();
    const at = reading();
    return { askedAt, answeredAt: at.now, theirs, zero: at.now - at.monotonic };
  };
  return {
    measure: async () => {
      const samples: Awaited<ReturnType<typeof sample>>[] = [];
      while (samples.length < SAMPLES) samples.push(await sample());
      const at = reading();
      // What was read before the clock was set in between is told by the clock as it is now.
      const skew = skewOf(
        samples.map(({ askedAt, answeredAt, theirs, zero }): ClockSample => {
          const setBy = at.now - at.monotonic - zero;
          return { askedAt: askedAt + setBy, answeredAt: answeredAt + setBy, theirs };
        }),
      );
      if (skew !== null) known = { skew, at };
      return skew;
    },
    isRight: () => known === null || !isRefused(skewSince(known.skew, known.at, reading())),
  };
}
