import type { DisabledReason } from "#domain/publish/webhook/message.ts";
import type { EpochMs } from "#domain/time.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long after the one before each attempt comes, in ms: Standard Webhooks 1.0.0, 75 h 35 min in all. */
export const RETRY_DELAYS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Share of a delay by which it may be shorter or longer, so that what failed together does not come back together. */
const JITTER = 0.2;
const RETRY_AFTER = { least: SECOND, most: DAY } as const;

/** How an attempt ended. `status` is null when there was no answer; `reason` says why, in our own words. */
export interface AttemptResult {
  readonly status: number | null;
  readonly reason: string | null;
  /** What the receiver asked for, in ms; null when it asked for nothing. */
  readonly retryAfterMs: number | null;
}

/** What follows from an attempt. */
export type AfterAttempt =
  | { readonly state: "ok" }
  | { readonly state: "pending"; readonly at: EpochMs }
  /** Every attempt failed: kept for whoever manages the subscription, sent no more. */
  | { readonly state: "dead" }
  /** The receiver wants no more of anything. */
  | { readonly state: "gone" };

const isSuccess = ({ status }: AttemptResult) => status !== null && status >= 200 && status < 300;

/**
 * @param attempt number of the attempt that ended, from 1
 * @param random from 0 to 1
 */
export function afterAttempt(result: AttemptResult, attempt: number, now: EpochMs, random: number): AfterAttempt {
  if (isSuccess(result)) return { state: "ok" };
  if (result.status === 410) return { state: "gone" };
  const delay = RETRY_DELAYS[attempt];
  if (delay === undefined) return { state: "dead" };
  const planned = delay * (1 + JITTER * (2 * random - 1));
  // Whoever asks for time gets it, and never comes sooner than the table says.
  return { state: "pending", at: now + Math.round(Math.max(planned, clamped(result.retryAfterMs) ?? 0)) };
}

function clamped(retryAfterMs: number | null): number | null {
  return retryAfterMs === null ? null : Math.min(RETRY_AFTER.most, Math.max(RETRY_AFTER.least, retryAfterMs));
}

/** Reads `Retry-After`: seconds or an HTTP date, in ms from now; null for what is neither. */
export function readRetryAfter(header: string | undefined, now: EpochMs): number | null {
  const text = header?.trim() ?? "";
  // Discord sends fractions.
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Number(text) * SECOND;
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** A subscription is switched off after so long without a success, and after so many refusals in a row. */
const SILENT_MS = 5 * DAY;
const MOST_REFUSALS = 10;

/** How a subscription's deliveries have gone. */
export interface DeliveryRecord {
  /** When the first attempt after the last success failed; null when the last one succeeded. */
  readonly failingSince: EpochMs | null;
  /** Answers 403 and 404 in a row. */
  readonly refusals: number;
}

/** The record after one more attempt. */
export function recordAfter(
  { failingSince, refusals }: DeliveryRecord,
  result: AttemptResult,
  now: EpochMs,
): DeliveryRecord {
  if (isSuccess(result)) return { failingSince: null, refusals: 0 };
  const isRefusal = result.status === 403 || result.status === 404;
  return { failingSince: failingSince ?? now, refusals: isRefusal ? refusals + 1 : 0 };
}

/** Why a subscription is to be switched off after an attempt; null for not at all. */
export function whyDisable(record: DeliveryRecord, result: AttemptResult, now: EpochMs): DisabledReason | null {
  if (result.status === 410) return "gone";
  if (record.refusals >= MOST_REFUSALS) return "refused";
  return record.failingSince !== null && now - record.failingSince >= SILENT_MS ? "silent" : null;
}
