import { defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { evmHead } from "#catalog/templates.ts";
import { page } from "#catalog/templates-web.ts";

const REGISTRY = "hyperlane-xyz/hyperlane-registry, oortmainnet (chain 970)";

export const service = defineService({
  slug: "oort",
  name: "OORT",
  kind: "decentralised_cloud",
  named: true,
  homepage: "https://www.oortech.com",
  lifecycle: {
    state: "uncertain",
    note: "Its endpoint stands in one registry only and in none of the chain lists.",
    sources: ["https://github.com/hyperlane-xyz/hyperlane-registry"],
  },
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Olympus chain",
      layer: "chain",
      chain: "oort",
      checks: [
        evmHead({
          chain: "oort",
          tier: "aux",
          intervalS: 60,
          url: "https://mainnet-rpc.oortech.com",
          verified: "repo",
          verifiedBy: REGISTRY,
        }),
      ],
    },
    {
      slug: "explorer",
      name: "Explorer",
      layer: "access",
      checks: [
        {
          ...page({
            tier: "aux",
            intervalS: 60,
            url: "https://mainnet-scan.oortech.com/",
            verified: "repo",
            verifiedBy: REGISTRY,
          }),
          assertions: [{ op: "body_len_gte", value: 200 }],
        },
      ],
    },
  ],
});
