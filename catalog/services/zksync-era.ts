import { ACTIVE, defineService } from "#catalog/define.ts";
import { evmHead, publicRpc } from "#catalog/templates.ts";

const official = {
  url: "https://mainnet.era.zksync.io",
  verified: "docs",
  verifiedBy: "docs.zksync.io, API reference",
  docUrl: "https://docs.zksync.io/",
} as const;

export const service = defineService({
  slug: "zksync-era",
  name: "ZKsync Era",
  kind: "l2",
  homepage: "https://zksync.io",
  aliases: { zksync: "zksync-era" },
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://zksync.statuspage.io",
    kind: "unknown",
    apiUrl: null,
    verified: "recalled",
    note: "Several addresses contradict one another.",
  },
  hosting: [],
  limits: [
    {
      host: "mainnet.era.zksync.io",
      requests: 10,
      perS: 1,
      source: "https://docs.zksync.io/: 10 to 100 requests a second and client",
    },
  ],
  note: "ZKsync Lite, deprecated in 2026, is another system.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "zksync",
      checks: [evmHead({ ...official, slug: "official", chain: "zksync", vital: true, intervalS: 60 })],
    },
    publicRpc("zksync", { ...official, rateLimit: "10 to 100 requests a second and client (docs.zksync.io)" }),
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "zksync",
      checks: [
        {
          slug: "l1-batch",
          proves: "The number of the newest batch sent to Ethereum is served",
          signal: "l1_settlement",
          tier: "core",
          intervalS: 300,
          request: {
            probe: "json-rpc",
            family: "evm",
            url: official.url,
            method: "zks_L1BatchNumber",
            params: [],
          },
          assertions: [{ op: "hex_gt", path: "$.result", value: 0 }],
          verified: "recalled",
          note: "zks_getL1BatchDetails would say when a batch was committed, proven and executed.",
        },
      ],
    },
  ],
});
