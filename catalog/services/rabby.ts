import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { BLACKCHAIN } from "#catalog/sources.ts";
import { getJson } from "#catalog/templates.ts";

export const service = defineService({
  slug: "rabby",
  name: "Rabby Wallet",
  kind: "wallet",
  named: true,
  homepage: "https://rabby.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [onAws(null, "Down for hours on 2025-04-15 together with AWS", BLACKCHAIN, "reported")],
  dependsOn: ["debank"],
  components: [
    {
      slug: "api",
      name: "Wallet backend",
      layer: "access",
      checks: [
        getJson({
          slug: "chains",
          proves: "The wallet's backend returns its list of chains",
          signal: "backend",
          intervalS: 120,
          url: "https://api.rabby.io/v1/chain/list",
          assertions: [{ op: "is_array_or_object", path: "$" }],
          verified: "repo",
          verifiedBy: "third-party repositories call this address",
          note: "Shared with DeBank and not an official API: asked sparingly.",
        }),
        getJson({
          slug: "gas",
          proves: "The backend reads live chain data",
          signal: "backend",
          tier: "aux",
          intervalS: 300,
          url: "https://api.rabby.io/v1/wallet/gas_market?chain_id=eth",
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
          verified: "repo",
          verifiedBy: "a third-party repository calls this address",
        }),
      ],
    },
  ],
});
