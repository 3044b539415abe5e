import type { EpochMs } from "#domain/time.ts";

/** What stands around a message: of the instance, of the subscription, of this delivery. */
export interface Envelope {
  /** Origin of this instance's site, without a slash at the end. */
  readonly site: string;
  /** Where a person can end the subscription. */
  readonly unsubscribe: string;
  /** When the delivery was made: the same at every attempt, so that every attempt has the same bytes. */
  readonly generatedAt: EpochMs;
  /** Counts what this subscription was told of this subject, from 1: a gap or a lower number tells of another order. */
  readonly sequence: number;
  /** Of a verification. */
  readonly consent: { readonly challenge: string; readonly confirmUrl: string } | null;
  /** PagerDuty's integration key. */
  readonly routingKey: string | null;
}

/** An address of the site in the language of the reader. */
export function siteUrl({ site }: Pick<Envelope, "site">, language: "en" | "ja", path: string): string {
  return `${site}${language === "ja" ? "/ja" : ""}${path}`;
}
