import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { CRYPTONEWSHUB, POLLED } from "#catalog/sources.ts";
import { evmHead, evmTagged, publicRpc, sequencerUptimeFeed } from "#catalog/templates.ts";
import { edge } from "#catalog/templates-web.ts";

const official = {
  url: "https://mainnet.base.org",
  verified: "docs",
  verifiedBy: "docs.base.org, RPC overview",
  docUrl: "https://docs.base.org/",
} as const;

export const service = defineService({
  slug: "base",
  name: "Base",
  kind: "l2",
  named: true,
  homepage: "https://base.org",
  aliases: { "base-sequencer": "sequencer" },
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.base.org", { verified: "repo", verifiedBy: POLLED }),
  hosting: [onAws("us-east-1", "The network slowed on 2025-10-20", CRYPTONEWSHUB, "reported")],
  dependsOn: ["coinbase"],
  note: "The public endpoints speak HTTP only; older documentation also named a WebSocket.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "base",
      checks: [evmHead({ ...official, slug: "official", chain: "base", vital: true, intervalS: 60 })],
    },
    publicRpc("base", { ...official, rateLimit: "Rate limited, no figure published" }),
    {
      slug: "sequencer",
      name: "Sequencer",
      layer: "access",
      chain: "base",
      checks: [
        edge({
          slug: "direct",
          proves: "The sequencer's endpoint is reachable: it takes transactions only, so 403 is the healthy answer",
          signal: "sequencer",
          url: "https://mainnet-sequencer.base.org",
          body: { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] },
          status: [200, 400, 403, 405],
          verified: "repo",
          verifiedBy: 'a third-party client says "all other methods are disabled"; another saw 403 for them',
        }),
        {
          slug: "flashblocks",
          proves: "Pre-confirmed blocks, made every 200 ms, are served",
          signal: "sequencer",
          tier: "aux",
          intervalS: 60,
          request: {
            probe: "json-rpc",
            family: "evm",
            url: official.url,
            method: "eth_getBlockByNumber",
            params: ["pending", false],
          },
          assertions: [{ op: "hex_gt", path: "$.result.number", value: 0 }],
          facts: { head_number: "$.result.number" },
          verified: "docs",
          verifiedBy: "docs.base.org, Flashblocks API: every public endpoint serves them",
          docUrl: official.docUrl,
        },
        sequencerUptimeFeed("Base", {
          url: official.url,
          feed: "0xBCF85224fc0756B9Fa45aA7892530B47e10b6433",
          verified: "docs",
          verifiedBy: "docs.chain.link, L2 sequencer feeds",
        }),
      ],
    },
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "base",
      checks: [
        evmTagged("safe", { ...official, warnS: 600, critS: 1800, note: "Starting limits of this project." }),
        evmTagged("finalized", {
          ...official,
          warnS: 2400,
          critS: 5400,
          note: "Chainlink alarms after 15 minutes without a new finalized head.",
        }),
      ],
    },
  ],
});
