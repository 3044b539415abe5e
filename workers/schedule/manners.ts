import { afterAnswer, type HostHold, heldUntil, pauseMs } from "#domain/politeness/hold.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Clock } from "#workers/clock.ts";
import { type ProbeReport, UNHEARD } from "#workers/probe/probe.ts";

/** What a vantage keeps in mind of those who asked to be left alone. Lost on restart: each is then asked once. */
export interface Manners {
  /** Whether a check is not to ask its host now. */
  isHeld(host: string, checkId: string): boolean;
  /** Hears what came of a check's asking its host. */
  hear(host: string, checkId: string, report: ProbeReport, askedAt: EpochMs): void;
  /** Hosts that are asked by no check now, each with how long that will last, in milliseconds. */
  held(): readonly { readonly host: string; readonly leftMs: number }[];
}

/** @param random in [0, 1): spreads those who come back. */
export function createManners(clock: Pick<Clock, "now">, random: () => number): Manners {
  const holds = new Map<string, HostHold>();
  const pauses = new Map<string, Pick<HostHold, "until">>();
  return {
    isHeld: (host, checkId) =>
      [holds.get(host), pauses.get(checkId)].some((hold) => heldUntil(hold ?? null, clock.now()) !== null),
    hear: (host, checkId, { result, retryAfterMs }, askedAt) => {
      const now = clock.now();
      const { failureType, httpStatus } = result;
      const answer = { askedAt, failureType, httpStatus, retryAfterMs };
      const hold = afterAnswer(holds.get(host) ?? null, answer, now, random());
      if (hold === null) holds.delete(host);
      else holds.set(host, hold);
      const pause = pauseMs(answer);
      if (pause === 0) pauses.delete(checkId);
      else pauses.set(checkId, { until: now + pause });
    },
    held: () => {
      const now = clock.now();
      return [...holds].flatMap(([host, hold]) => {
        const until = heldUntil(hold, now);
        return until === null ? [] : [{ host, leftMs: until - now }];
      });
    },
  };
}

/** Instead of asking: the host asked us to wait, and that still holds. Nothing was sent, nothing was heard. */
export const HELD_BACK: ProbeReport = {
  ...UNHEARD,
  result: { ...UNHEARD.result, failureType: "neutral.rate_limited", rawCode: "not asked: the host asked us to wait" },
};
