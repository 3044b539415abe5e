import type { Place } from "#domain/attribution/evidence.ts";

/** `aws/us-east-1`, or `aws` for the provider as a whole. */
export function placeName({ provider, region }: Place): string {
  return region === null ? provider : `${provider}/${region}`;
}

/** Hosting claims may name these instead of a provider: many hosts, none of which is needed. */
const MANY_HOSTS: readonly string[] = ["various", "multiple"];

/** Whether a claim's provider is a company, and not a word for many. */
export function namesProvider(provider: string): boolean {
  return !MANY_HOSTS.includes(provider);
}
