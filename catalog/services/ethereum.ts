import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { CHAINLIST, REKT, VIEM } from "#catalog/sources.ts";
import { evmHead, evmTagged } from "#catalog/templates.ts";

/** Which independent operator shows the head, and where. */
function seenThrough(operator: string, url: string, verifiedBy = CHAINLIST) {
  return evmHead({ slug: operator, operator, chain: "ethereum", url, verified: "repo", verifiedBy });
}

const publicnode = {
  url: "https://ethereum-rpc.publicnode.com",
  operator: "publicnode",
  verified: "repo",
  verifiedBy: CHAINLIST,
} as const;

export const service = defineService({
  slug: "ethereum",
  name: "Ethereum mainnet",
  kind: "l1",
  named: true,
  homepage: "https://ethereum.org",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [
    onAws(null, "About 2,368 execution nodes, some 37% of the network", REKT, "article claim; counts vary by year"),
  ],
  note: "Judged by a quorum of independent operators, never by one provider.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "ethereum",
      checks: [
        seenThrough("publicnode", "https://ethereum-rpc.publicnode.com"),
        seenThrough("drpc", "https://eth.drpc.org"),
        seenThrough("reth", "https://ethereum.reth.rs/rpc", `${VIEM} as the default`),
        seenThrough("1rpc", "https://public.1rpc.io/eth"),
        seenThrough("merkle", "https://eth.merkle.io"),
        {
          slug: "hash-agreement",
          proves: "Three independent operators give the same hash three blocks below the head: one chain, no fork",
          signal: "consistency",
          tier: "core",
          intervalS: 120,
          request: {
            probe: "json-rpc",
            family: "evm",
            url: publicnode.url,
            method: "eth_getBlockByNumber",
            params: ["{block}", false],
            variables: { block: { from: "ethereum/chain/publicnode", offset: -3, as: "hex" } },
          },
          assertions: [],
          facts: { head_number: "$.result.number", head_hash: "$.result.hash" },
          agreement: { depth: 3, minAgree: 3 },
          operator: "publicnode",
          verified: "repo",
          verifiedBy: "the pattern from proxyd's consensus poller and eRPC's served tip",
        },
      ],
    },
    {
      slug: "finality",
      name: "Finality",
      layer: "chain",
      chain: "ethereum",
      checks: [
        evmTagged("finalized", {
          ...publicnode,
          warnS: 1020,
          critS: 1800,
          note: "Healthy is 13 to 19 minutes; Chainlink alarms after 9 minutes without a new finalized head.",
        }),
        evmTagged("safe", {
          ...publicnode,
          proves: "The safe head advances: validators justify checkpoints",
          warnS: 600,
          critS: 1200,
        }),
      ],
    },
  ],
});
