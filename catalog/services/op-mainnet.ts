import { ACTIVE, defineService, env } from "#catalog/define.ts";
import { CHAINLIST, VIEM } from "#catalog/sources.ts";
import { evmHead, evmTagged, publicRpc, sequencerUptimeFeed } from "#catalog/templates.ts";
import { edge } from "#catalog/templates-web.ts";

const official = {
  url: "https://mainnet.optimism.io",
  verified: "repo",
  verifiedBy: `${VIEM}; ${CHAINLIST}`,
} as const;

export const service = defineService({
  slug: "op-mainnet",
  name: "OP Mainnet",
  kind: "l2",
  named: true,
  homepage: "https://www.optimism.io",
  aliases: { optimism: "op-mainnet", "op-sequencer": "sequencer" },
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.optimism.io",
    kind: "instatus",
    apiUrl: "https://status.optimism.io/summary.json",
    verified: "repo",
    verifiedBy: "linked from Chainlink's documentation data; that it is Instatus is inferred from its incident ids",
  },
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "optimism",
      checks: [evmHead({ ...official, slug: "official", chain: "optimism", vital: true, intervalS: 60 })],
    },
    publicRpc("optimism", { ...official, rateLimit: "Rate limited, no figure published" }),
    {
      slug: "sequencer",
      name: "Sequencer",
      layer: "access",
      chain: "optimism",
      checks: [
        edge({
          slug: "direct",
          proves: "The sequencer's endpoint is reachable: it takes transactions only, so any refusal is an answer",
          signal: "sequencer",
          url: "https://mainnet-sequencer.optimism.io",
          body: { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] },
          status: [200, 400, 403, 405],
          verified: "repo",
          verifiedBy: "third-party node configurations send transactions there",
        }),
        {
          slug: "health",
          proves: "The sequencer calls itself healthy",
          signal: "sequencer",
          tier: "aux",
          intervalS: 60,
          request: {
            probe: "http",
            method: "GET",
            url: "https://mainnet-sequencer.optimism.io/health",
            format: "json",
          },
          assertions: [{ op: "eq", path: "$.healthy", value: true }],
          verified: "repo",
          verifiedBy: "Chainlink's adapter layer2-sequencer-health uses it by default",
          note: "The path may have been retired since.",
        },
        sequencerUptimeFeed("OP Mainnet", {
          url: official.url,
          feed: "0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389",
          verified: "docs",
          verifiedBy: "docs.chain.link, L2 sequencer feeds",
        }),
      ],
    },
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "optimism",
      checks: [
        evmTagged("safe", {
          ...official,
          warnS: 600,
          critS: 1800,
          note: "Starting limits of this project.",
        }),
        evmTagged("finalized", {
          ...official,
          warnS: 2400,
          critS: 5400,
          note: "Chainlink alarms after 13 minutes without a new finalized head.",
        }),
        {
          slug: "rollup-status",
          proves: "An op-node of one's own follows the rollup",
          signal: "l1_settlement",
          tier: "optional",
          intervalS: 60,
          request: {
            probe: "json-rpc",
            family: "evm",
            url: env("OP_NODE_URL"),
            method: "optimism_syncStatus",
            params: [],
          },
          assertions: [{ op: "gt", path: "$.result.unsafe_l2.number", value: 0 }],
          facts: { head_number: "$.result.unsafe_l2.number", head_hash: "$.result.unsafe_l2.hash" },
          verified: "repo",
          verifiedBy: "proxyd of ethereum-optimism/infra polls it",
        },
      ],
    },
  ],
});
