import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { evmHead, evmTagged, publicRpc } from "#catalog/templates.ts";

const official = {
  url: "https://rpc.linea.build",
  verified: "docs",
  verifiedBy: "docs.linea.build, network info",
  docUrl: "https://docs.linea.build/",
} as const;

export const service = defineService({
  slug: "linea",
  name: "Linea",
  kind: "l2",
  named: true,
  homepage: "https://linea.build",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://linea.statuspage.io", {
    verified: "docs",
    verifiedBy: "docs.linea.build names it",
  }),
  hosting: [],
  note: "Its own page declared a critical block outage on 2026-08-08 while the largest gap on chain was 121 s (a third-party memo): said and measured are kept apart.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "linea",
      checks: [evmHead({ ...official, slug: "official", chain: "linea", vital: true, intervalS: 60 })],
    },
    publicRpc("linea", { ...official, rateLimit: "Rate limited, no figure published" }),
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "linea",
      checks: [
        evmTagged("finalized", {
          ...official,
          warnS: 14_400,
          critS: 43_200,
          note: "Served only by nodes with support for Linea. Starting limits of this project.",
        }),
      ],
    },
  ],
});
