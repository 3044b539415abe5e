import { afterAnswer, type HostHold, heldUntil } from "#domain/politeness/hold.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Clock } from "#workers/clock.ts";
import { type ProbeReport, UNHEARD } from "#workers/probe/probe.ts";

/** What a vantage keeps in mind of the hosts that asked to be left alone. Lost on restart: each is then asked once. */
export interface Manners {
  /** Until when a host is not to be asked by any check; null when it may be. */
  heldUntil(host: string): EpochMs | null;
  /** Hears what came of asking a host. */
  hear(host: string, report: ProbeReport, askedAt: EpochMs): void;
}

/** @param random in [0, 1): spreads those who come back. */
export function createManners(clock: Pick<Clock, "now">, random: () => number): Manners {
  const holds = new Map<string, HostHold>();
  return {
    heldUntil: (host) => heldUntil(holds.get(host) ?? null, clock.now()),
    hear: (host, { result, retryAfterMs }, askedAt) => {
      const { failureType, httpStatus } = result;
      const answer = { askedAt, failureType, httpStatus, retryAfterMs };
      const hold = afterAnswer(holds.get(host) ?? null, answer, clock.now(), random());
      if (hold === null) holds.delete(host);
      else holds.set(host, hold);
    },
  };
}

/** Instead of asking: the host said that we ask too often, and that still holds. Nothing was sent, nothing was heard. */
export const HELD_BACK: ProbeReport = {
  ...UNHEARD,
  result: { ...UNHEARD.result, failureType: "neutral.rate_limited", rawCode: "not asked: the host asked us to wait" },
};
