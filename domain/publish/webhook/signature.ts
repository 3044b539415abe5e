import type { EpochMs } from "#domain/time.ts";

/** What a signature is made over (Standard Webhooks 1.0.0): the id holds no dot, so no part can be taken for another. */
export function signedContent(id: string, timestampS: number, body: string): string {
  return `${id}.${timestampS}.${body}`;
}

/** Unix seconds of the attempt. */
export function webhookTimestamp(now: EpochMs): number {
  return Math.floor(now / 1_000);
}

/** `webhook-id`: the same at every attempt of one delivery. @param delivery its public id, letters and digits */
export function webhookId(delivery: string): string {
  return `msg_${delivery}`;
}
