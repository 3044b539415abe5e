import { ACTIVE, defineService } from "#catalog/define.ts";
import { CHAINLIST, VIEM } from "#catalog/sources.ts";
import { evmHead, evmTagged, publicRpc } from "#catalog/templates.ts";

const official = {
  url: "https://rpc.scroll.io",
  verified: "repo",
  verifiedBy: `${VIEM}; ${CHAINLIST}`,
} as const;

export const service = defineService({
  slug: "scroll",
  name: "Scroll",
  kind: "l2",
  named: true,
  homepage: "https://scroll.io",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.scroll.io",
    kind: "none",
    apiUrl: null,
    verified: "repo",
    verifiedBy: 'a third-party memo of 2026-08-12: it answers "This Statuspage was deleted"',
    note: "Dead.",
  },
  hosting: [],
  note: "Blocks come with transactions, so Chainlink does not judge it by new heads.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "scroll",
      checks: [evmHead({ ...official, slug: "official", chain: "scroll", vital: true, intervalS: 60 })],
    },
    publicRpc("scroll", { ...official, rateLimit: "Rate limited, no figure published" }),
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "scroll",
      checks: [
        evmTagged("finalized", {
          ...official,
          warnS: 14_400,
          critS: 43_200,
          note: "Starting limits of this project.",
        }),
      ],
    },
  ],
});
