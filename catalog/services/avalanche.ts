import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CHAINLIST, VENDORWATCH, VIEM } from "#catalog/sources.ts";
import { evmHead, getJson } from "#catalog/templates.ts";

export const service = defineService({
  slug: "avalanche",
  name: "Avalanche C-Chain",
  kind: "l1",
  homepage: "https://www.avax.network",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.avax.network", { verified: "repo", verifiedBy: VENDORWATCH }),
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "avalanche",
      checks: [
        evmHead({
          slug: "official",
          chain: "avalanche",
          url: "https://api.avax.network/ext/bc/C/rpc",
          verified: "repo",
          verifiedBy: `${VIEM}; ${CHAINLIST}`,
        }),
        evmHead({
          slug: "publicnode",
          operator: "publicnode",
          chain: "avalanche",
          url: "https://avalanche-c-chain-rpc.publicnode.com",
          verified: "repo",
          verifiedBy: CHAINLIST,
        }),
        getJson({
          slug: "node-health",
          proves: "The official API node calls itself healthy",
          signal: "self_declared_status",
          tier: "aux",
          url: "https://api.avax.network/ext/health",
          status: [200, 503],
          assertions: [{ op: "eq", path: "$.healthy", value: true }],
          facts: { mode: "$.healthy" },
          verified: "recalled",
        }),
      ],
    },
  ],
});
