import { words } from "#domain/cloud/page-words.ts";

/** What chains are called on status pages, by our slug, where it is not the slug itself. Words as `words` gives them. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  ethereum: ["ethereum", "eth mainnet"],
  polygon: ["polygon", "matic"],
  optimism: ["optimism", "op mainnet"],
  bsc: ["bsc", "bnb smart chain", "bnb chain", "binance smart chain"],
  avalanche: ["avalanche", "c chain"],
  zksync: ["zksync", "zk sync"],
  "xrp-ledger": ["xrp ledger", "xrpl"],
  // The exchange has the chain's name.
  hyperliquid: ["hyperevm"],
  oort: ["oort", "olympus"],
};

/** Other networks that are called after one of ours, and other things that are called so. */
const OTHERS = [
  "ethereum classic",
  "ethereum pow",
  "polygon zkevm",
  "polygon edge",
  "polygon cdk",
  "arbitrum nova",
  "zksync lite",
  "zk sync lite",
  "bnb greenfield",
  "bnb beacon chain",
  "avalanche p chain",
  "avalanche x chain",
  "avalanche subnet",
  "avalanche subnets",
  "knowledge base",
  "data base",
  "code base",
  "base layer",
];

const TESTS = new Set(
  "testnet testnets devnet sepolia holesky hoodi goerli ropsten kovan rinkeby amoy mumbai fuji chapel staging sandbox".split(
    " ",
  ),
);

/** Whether a text, as `words` gives it, is about a network for tests. */
export function isOfTestnet(text: string): boolean {
  return text.split(" ").some((word) => TESTS.has(word));
}

/** The text without what is only called after a chain. */
export function withoutNamesakes(text: string): string {
  return OTHERS.reduce((left, other) => left.replaceAll(` ${other} `, "  "), text);
}

/** Names of a chain, as `words` gives them. One that the table does not have goes by its slug. */
export function namesOfChain(slug: string): readonly string[] {
  return (CALLED[slug] ?? [slug]).map(words);
}
