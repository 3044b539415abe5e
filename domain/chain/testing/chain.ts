import type { ChainSpec } from "#domain/check/service.ts";

/** A chain of no real name, for which heads are enough: hashes are not compared. */
export const TEST_CHAIN: ChainSpec = {
  slug: "test",
  name: "Test",
  family: "evm",
  chainId: 1,
  blockTimeS: 12,
  limits: { providerLagBlocks: 5, headAgeWarnS: 60, headAgeCritS: 300, hashDepth: 0 },
  source: "made up",
};
