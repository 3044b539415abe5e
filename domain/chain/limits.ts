import type { ChainSpec } from "#domain/check/service.ts";

/** Seconds behind the reference from which on an answer is a failure, no longer merely late (guides/methods.md, 1.4). */
export const FAR_LAG_S = 600;

/** No provider is held to less than so many seconds, nor to less than so many blocks. */
export const LEAST_LAG = { seconds: 20, blocks: 5 } as const;

/**
 * How many seconds behind the reference a provider may be.
 *
 * The largest of three, each against its own false alarm: the chain's number of blocks (rpc-health, section 4); five block
 * times, because one late or missed block must accuse nobody, which gives Ethereum its 60 s although three blocks are
 * only 36; and 20 s, because our own requests and their caches take seconds, which on a chain with four blocks a second
 * would be dozens of blocks.
 */
export function lagLimitS(spec: ChainSpec, blockTimeS: number): number {
  return Math.max(spec.limits.providerLagBlocks * blockTimeS, LEAST_LAG.blocks * blockTimeS, LEAST_LAG.seconds);
}

/** Bitcoin's gaps are exponential, so seconds of lag mean nothing there: its operators are compared by their tips (tip.ts). */
export function isComparedByTip(spec: ChainSpec): boolean {
  return spec.family === "bitcoin";
}
