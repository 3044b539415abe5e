import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { REKT } from "#catalog/sources.ts";
import { getJson } from "#catalog/templates.ts";

export const service = defineService({
  slug: "metamask",
  name: "MetaMask",
  kind: "wallet",
  named: true,
  homepage: "https://metamask.io",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.infura.io", {
    verified: "repo",
    verifiedBy: "VendorWatch, a third-party monitor, maps MetaMask to Infura's page",
    shared: true,
  }),
  hosting: [onAws("us-east-1", "Could not connect while Infura was down on 2025-10-20", REKT, "article claim")],
  dependsOn: ["infura"],
  note: "Its default RPC is Infura: see infura/edge and Infura's networks.",
  components: [
    {
      slug: "api",
      name: "Wallet backend",
      layer: "access",
      checks: [
        getJson({
          slug: "prices",
          proves: "The wallet's price backend answers",
          signal: "backend",
          intervalS: 120,
          url: "https://price.api.cx.metamask.io/v1/supportedVsCurrencies",
          assertions: [{ op: "is_array", path: "$" }],
          verified: "recalled",
          verifiedBy: "the host from MetaMask's code, the path from memory",
        }),
        getJson({
          slug: "tokens",
          proves: "The wallet's token list backend answers",
          signal: "backend",
          intervalS: 120,
          url: "https://tokens.api.cx.metamask.io/v3/chains/eip155:1/assets?first=1",
          assertions: [{ op: "is_array", path: "$.data" }],
          verified: "repo",
          verifiedBy: "MetaMask's own code calls the path and reads data",
        }),
      ],
    },
  ],
});
