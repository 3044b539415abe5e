import type { ChainSpec } from "#domain/check/service.ts";

const GUIDE = "Limits are this project's starting values, to be replaced by learned ones.";
const DRPC = "https://github.com/drpcorg/public/blob/main/chains.yaml";
const VIEM = "https://github.com/wevm/viem/tree/main/src/chains/definitions";

type Limits = ChainSpec["limits"];

function limits(providerLagBlocks: number, headAgeWarnS: number, headAgeCritS: number, hashDepth: number): Limits {
  return { providerLagBlocks, headAgeWarnS, headAgeCritS, hashDepth };
}

function evm(
  slug: string,
  name: string,
  chainId: number,
  blockTimeS: number,
  chainLimits: Limits,
  rest: { readonly parent?: string; readonly source?: string } = {},
): ChainSpec {
  const { source = `Chain id and block time: ${VIEM}. ${GUIDE}`, ...parent } = rest;
  return { slug, name, family: "evm", chainId, blockTimeS, limits: chainLimits, source, ...parent };
}

/**
 * Every chain that a check reports on. Block times are first guesses: registries disagree (ZKsync 0.2 s or 5 s, Linea 2 s
 * or 12 s), so the judge learns its own. A head's age is measured at the instant of the answer, so it needs no slack for
 * the polling interval.
 */
export const chains: readonly ChainSpec[] = [
  evm("ethereum", "Ethereum", 1, 12, limits(3, 60, 180, 3)),
  // Old reorganisations went hundreds of blocks deep, hence the deep comparison.
  evm("polygon", "Polygon PoS", 137, 2, limits(20, 30, 120, 64), { parent: "ethereum" }),
  evm("optimism", "OP Mainnet", 10, 2, limits(20, 20, 60, 10), { parent: "ethereum" }),
  // Arbitrum, Linea, Scroll and Avalanche make blocks when there are transactions: their heads may rest for a while.
  evm("arbitrum", "Arbitrum One", 42161, 0.25, limits(80, 60, 300, 40), { parent: "ethereum" }),
  evm("base", "Base", 8453, 2, limits(20, 20, 60, 10), { parent: "ethereum" }),
  evm("linea", "Linea", 59144, 2, limits(15, 60, 180, 10), { parent: "ethereum" }),
  evm("scroll", "Scroll", 534352, 3, limits(15, 60, 300, 10), { parent: "ethereum" }),
  evm("zksync", "ZKsync Era", 324, 0.2, limits(50, 120, 600, 10), { parent: "ethereum" }),
  evm("bsc", "BNB Smart Chain", 56, 0.75, limits(50, 15, 60, 16)),
  evm("avalanche", "Avalanche C-Chain", 43114, 1.7, limits(10, 60, 300, 4)),
  evm("vanar", "Vanar Chain", 2040, 3, limits(10, 30, 120, 4), {
    source: `Chain id: ${VIEM}. Block time recalled. ${GUIDE}`,
  }),
  evm("oort", "OORT Olympus", 970, 2, limits(15, 60, 300, 4), {
    source: `Chain id and block time: https://github.com/hyperlane-xyz/hyperlane-registry, oortmainnet. ${GUIDE}`,
  }),
  evm("hyperliquid", "HyperEVM", 999, 1, limits(30, 15, 60, 4), {
    source: `Chain id and block time recalled. ${GUIDE}`,
  }),
  {
    slug: "starknet",
    name: "Starknet",
    family: "generic",
    chainId: null,
    blockTimeS: 20,
    parent: "ethereum",
    limits: limits(3, 120, 600, 2),
    source: `Block time: ${DRPC}. ${GUIDE}`,
  },
  {
    slug: "solana",
    name: "Solana",
    family: "solana",
    chainId: null,
    blockTimeS: 0.4,
    // Lag is counted in slots. getSlot carries no hash, so no depth is compared.
    limits: limits(150, 30, 120, 0),
    source: `Block time: ${DRPC}. ${GUIDE}`,
  },
  {
    slug: "bitcoin",
    name: "Bitcoin",
    family: "bitcoin",
    chainId: null,
    blockTimeS: 600,
    // Gaps between blocks are exponential: one of 60 minutes comes about 130 times a year, one of 150 about once in 60 years.
    limits: limits(1, 5400, 9000, 1),
    source: `Block time: the protocol's target. ${GUIDE}`,
  },
  {
    slug: "xrp-ledger",
    name: "XRP Ledger",
    family: "rippled",
    chainId: null,
    blockTimeS: 4,
    limits: limits(5, 7, 20, 1),
    source:
      "Age limits: https://xrpl.org/docs/references/http-websocket-apis/peer-port-methods/health-check (warning from 7 s, critical from 20 s).",
  },
  {
    slug: "filecoin",
    name: "Filecoin",
    family: "generic",
    chainId: 314,
    blockTimeS: 30,
    limits: limits(3, 90, 300, 5),
    source: `Epochs of 30 s: https://docs.filecoin.io/. ${GUIDE}`,
  },
  {
    slug: "arweave",
    name: "Arweave",
    family: "generic",
    chainId: null,
    blockTimeS: 120,
    limits: limits(5, 900, 2400, 5),
    source: `Block target of 2 minutes recalled. ${GUIDE}`,
  },
  {
    slug: "akash",
    name: "Akash Network",
    family: "generic",
    chainId: null,
    blockTimeS: 6,
    limits: limits(5, 30, 120, 1),
    source: `Block time recalled. ${GUIDE}`,
  },
  {
    slug: "dydx",
    name: "dYdX Chain",
    family: "generic",
    chainId: null,
    blockTimeS: 1.1,
    limits: limits(20, 15, 60, 1),
    source: `Block time recalled. ${GUIDE}`,
  },
  {
    slug: "icp",
    name: "Internet Computer",
    family: "generic",
    chainId: null,
    blockTimeS: 1,
    limits: limits(60, 60, 300, 0),
    source: `Subnets make about one block a second (recalled). ${GUIDE}`,
  },
];

const bySlug = new Map(chains.map((chain) => [chain.slug, chain]));

/** The chain of that slug. Throws for an unknown one: a service file that names it is wrong. */
export function chainOf(slug: string): ChainSpec {
  const chain = bySlug.get(slug);
  if (!chain) throw new Error(`catalog/chains.ts has no chain "${slug}"`);
  return chain;
}
