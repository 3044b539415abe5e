import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { evmHead, evmTagged } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;
const PUBLICNODE = "https://bsc-rpc.publicnode.com";

export const service = defineService({
  slug: "bnb-chain",
  name: "BNB Smart Chain",
  kind: "l1",
  homepage: "https://www.bnbchain.org",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "bsc",
      checks: [
        evmHead({ ...listed, slug: "official", chain: "bsc", url: "https://bsc-dataseed.bnbchain.org/" }),
        evmHead({ ...listed, slug: "publicnode", operator: "publicnode", chain: "bsc", url: PUBLICNODE }),
      ],
    },
    {
      slug: "finality",
      name: "Finality",
      layer: "chain",
      chain: "bsc",
      checks: [evmTagged("finalized", { ...listed, operator: "publicnode", url: PUBLICNODE, warnS: 15, critS: 60 })],
    },
  ],
});
