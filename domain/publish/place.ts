import type { Place } from "#domain/attribution/evidence.ts";
import { providerName } from "#domain/publish/cloud.ts";

/** `AWS us-east-1`, or `AWS` for the provider as a whole. */
export function plainPlaceText({ provider, region }: Place): string {
  return region === null ? providerName(provider) : `${providerName(provider)} ${region}`;
}

/** `AWS us‑east‑1`, with hyphens that do not break: for running text. */
export function placeText({ provider, region }: Place): string {
  return plainPlaceText({ provider, region: region === null ? null : region.replaceAll("-", "\u2011") });
}

/** Where a place has its page, without a language. */
export function placePath({ provider, region }: Place): string {
  return region === null ? `/clouds/${provider}` : `/clouds/${provider}/${region}`;
}
