import { ACTIVE, defineService } from "#catalog/define.ts";
import { evmHead, evmTagged, publicRpc, sequencerUptimeFeed } from "#catalog/templates.ts";

const official = {
  url: "https://arb1.arbitrum.io/rpc",
  verified: "docs",
  verifiedBy: "docs.arbitrum.io, chain info",
  docUrl: "https://docs.arbitrum.io/",
} as const;

export const service = defineService({
  slug: "arbitrum-one",
  name: "Arbitrum One",
  kind: "l2",
  named: true,
  homepage: "https://arbitrum.io",
  aliases: { arbitrum: "arbitrum-one", "arbitrum-sequencer": "sequencer" },
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.arbitrum.io",
    kind: "instatus",
    apiUrl: "https://status.arbitrum.io/v2/components.json",
    verified: "repo",
    verifiedBy: "the Arbitrum portal's own code reads it; docs.arbitrum.io links to the page",
  },
  hosting: [],
  note: "The public RPC has no IPv6 and no WebSocket. Blocks come with transactions: a resting head says something only together with the feed.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "arbitrum",
      checks: [evmHead({ ...official, slug: "official", chain: "arbitrum", vital: true, intervalS: 60 })],
    },
    publicRpc("arbitrum", { ...official, rateLimit: "Rate limited, no figure published" }),
    {
      slug: "sequencer",
      name: "Sequencer",
      layer: "access",
      chain: "arbitrum",
      checks: [
        {
          slug: "feed",
          proves: 'The sequencer publishes on its public feed: tells "sequencer down" from "RPC down"',
          signal: "sequencer",
          tier: "core",
          vital: true,
          intervalS: 300,
          request: { probe: "websocket", url: "wss://arb1-feed.arbitrum.io/feed", maxBodyBytes: 8_388_608 },
          assertions: [{ op: "len_gte", path: "$.messages", value: 1 }],
          freshness: {
            fact: "sequence",
            path: "$.messages[-1].sequenceNumber",
            unit: "sequence",
            warnS: 10,
            critS: 60,
          },
          docUrl: official.docUrl,
          verified: "partial",
          verifiedBy: "the address from docs.arbitrum.io, chain info; the shape of a message from memory",
          note: "The first message is a large cache of the last ones, some 4 MB: asked every five minutes, as a guest should.",
        },
        {
          slug: "endpoint",
          proves:
            'The sequencer\'s endpoint is reachable: it takes transactions only, so "method not found" is the healthy answer',
          signal: "sequencer",
          tier: "aux",
          intervalS: 60,
          request: {
            probe: "http",
            method: "POST",
            url: "https://arb1-sequencer.arbitrum.io/rpc",
            body: { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] },
            format: "json",
          },
          assertions: [{ op: "eq", path: "$.jsonrpc", value: "2.0" }],
          docUrl: official.docUrl,
          verified: "docs",
          verifiedBy: "docs.arbitrum.io: only eth_sendRawTransaction and its conditional form are supported",
        },
        sequencerUptimeFeed("Arbitrum One", {
          url: official.url,
          feed: "0xFdB631F5EE196F0ed6FAa767959853A9F217697D",
          verified: "docs",
          verifiedBy: "docs.chain.link, L2 sequencer feeds",
        }),
      ],
    },
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "arbitrum",
      checks: [
        evmTagged("safe", { ...official, warnS: 600, critS: 1800, note: "Starting limits of this project." }),
        evmTagged("finalized", { ...official, warnS: 2400, critS: 5400, note: "Starting limits of this project." }),
      ],
    },
  ],
});
