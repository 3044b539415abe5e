import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST, VIEM } from "#catalog/sources.ts";
import { evmChainId, evmHead } from "#catalog/templates.ts";
import { page } from "#catalog/templates-web.ts";

const URL = "https://rpc.vanarchain.com";

export const service = defineService({
  slug: "vanar",
  name: "Vanar Chain (Neutron)",
  kind: "l1",
  named: true,
  homepage: "https://vanarchain.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "vanar",
      checks: [
        evmHead({
          chain: "vanar",
          vital: true,
          intervalS: 60,
          url: URL,
          verified: "repo",
          verifiedBy: `${VIEM} (2040); ${CHAINLIST}`,
        }),
        evmChainId({ chain: "vanar", url: URL, verified: "repo", verifiedBy: VIEM }),
      ],
    },
    {
      slug: "explorer",
      name: "Explorer",
      layer: "access",
      checks: [
        page({
          tier: "aux",
          intervalS: 60,
          url: "https://explorer.vanarchain.com/",
          verified: "repo",
          verifiedBy: VIEM,
        }),
      ],
    },
  ],
});
