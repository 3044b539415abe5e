import type { FailureType } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * When somebody who asked to be left alone may be asked again. Who refuses for rate speaks of our address: his host is left alone.
 * Who is unavailable speaks of what was asked: the check that was told so waits, and the others of the host see for themselves.
 */

/** What is remembered of a host: how often in a row it said stop, when last, and until when it is not asked. */
export interface HostHold {
  readonly strikes: number;
  readonly saidAt: EpochMs;
  readonly until: EpochMs;
}

/** What an answer says of how often we may ask. */
export interface HostAnswer {
  /** When the request was sent. */
  readonly askedAt: EpochMs;
  readonly failureType: FailureType | null;
  /** Status of the answer; null when there was none. */
  readonly httpStatus: number | null;
  /** What `Retry-After` asks for, in milliseconds; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/** The first back-off is at most this long; each one in a row may be twice as long as the one before. */
export const FIRST_BACKOFF_MS = 60_000;
export const LONGEST_BACKOFF_MS = 15 * 60_000;

/**
 * A rate limit is kept for as long as the host asks, up to an hour: one request an hour is no burden to anybody, and a header
 * that says a day, mistaken or not, would leave his state unknown for as long.
 */
export const LONGEST_LIMIT_MS = 3_600_000;
/** 418 is a ban of our address for not having heard 429 (Binance: from two minutes to three days): a day, for asking prolongs it. */
export const LONGEST_HOLD_MS = 86_400_000;

/**
 * Who answers 503 is failing, and his wish to be left alone must not hide that: one request a minute. It is less than a minute by
 * what an answer may take and a round start late, or a check that is asked once a minute would miss every second round.
 */
export const LONGEST_PAUSE_MS = 50_000;

/**
 * Full jitter: anywhere between now and a limit that doubles with each strike in a row, so that those who were refused
 * together do not come back together. Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param strikes from 1
 * @param random in [0, 1)
 */
export function backOffMs(strikes: number, random: number): number {
  return random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (Math.max(1, strikes) - 1));
}

/**
 * What is remembered after an answer; null for nothing. A refusal counts as another strike only when it was asked for after
 * the last one: what was on its way together is refused together. `Retry-After` is not undercut, within its limit. An answer of another kind
 * ends the row of strikes, unless it was asked for before the host said stop; no answer at all does not.
 * @param now when the answer came
 * @param random in [0, 1)
 */
export function afterAnswer(
  before: HostHold | null,
  answer: HostAnswer,
  now: EpochMs,
  random: number,
): HostHold | null {
  const isOld = before !== null && answer.askedAt <= before.saidAt;
  if (!isRefusal(answer)) return isOld || answer.httpStatus === null ? before : null;
  const strikes = isOld ? Math.max(1, before.strikes) : (before?.strikes ?? 0) + 1;
  const backOff = isOld ? 0 : backOffMs(strikes, random);
  const asked = Math.min(answer.retryAfterMs ?? 0, longestHoldMs(answer));
  const until = Math.max(before?.until ?? 0, now + Math.max(asked, backOff));
  return { strikes, saidAt: isOld ? before.saidAt : now, until };
}

/** How long a check waits after an answer, in milliseconds: after a 503 as it says, within limits; else not at all. */
export function pauseMs(answer: Pick<HostAnswer, "failureType" | "httpStatus" | "retryAfterMs">): number {
  return isFailing(answer) ? Math.min(answer.retryAfterMs ?? 0, LONGEST_PAUSE_MS) : 0;
}

/** Until when somebody is to be left alone; null when he may be asked. A clock that was set back does not hold for longer. */
export function heldUntil(hold: Pick<HostHold, "until"> | null, now: EpochMs): EpochMs | null {
  if (hold === null || now >= hold.until || hold.until - now > LONGEST_HOLD_MS) return null;
  return hold.until;
}

/** Whether asking again at once, to make sure of a failure, is against the host's own word. */
export function isFinal(answer: Pick<HostAnswer, "httpStatus" | "retryAfterMs">, afterMs: number): boolean {
  return isFailing(answer) && (answer.retryAfterMs ?? 0) > afterMs;
}

function longestHoldMs({ httpStatus }: HostAnswer): number {
  return httpStatus === 418 ? LONGEST_HOLD_MS : LONGEST_LIMIT_MS;
}

/** Refused for asking too often: 429 and its kin, wherever they stand. */
function isRefusal({ failureType, httpStatus }: HostAnswer): boolean {
  return failureType === "neutral.rate_limited" || httpStatus === 429;
}

/** 503 with `Retry-After`: unavailable, and until when. A text that refuses for rate within a 503 is a refusal first. */
function isFailing(answer: Pick<HostAnswer, "httpStatus" | "retryAfterMs"> & { failureType?: FailureType | null }) {
  return answer.httpStatus === 503 && answer.retryAfterMs !== null && answer.failureType !== "neutral.rate_limited";
}
