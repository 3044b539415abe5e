import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { REKT } from "#catalog/sources.ts";
import { evmHead } from "#catalog/templates.ts";
import { page } from "#catalog/templates-web.ts";

export const service = defineService({
  slug: "base-app",
  name: "Base app (formerly Coinbase Wallet)",
  kind: "wallet",
  named: true,
  homepage: "https://base.app",
  aliases: { "coinbase-wallet": "base-app" },
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.coinbase.com", {
    verified: "repo",
    verifiedBy: "VendorWatch, a third-party monitor, maps the wallet to this page",
    note: "Only its Coinbase Wallet and Base app components concern this service (names recalled).",
    shared: true,
  }),
  hosting: [onAws("us-east-1", "Unavailable on 2025-10-20 together with Coinbase", REKT, "article claim")],
  dependsOn: ["coinbase", "base"],
  components: [
    {
      slug: "web",
      name: "App",
      layer: "access",
      checks: [page({ proves: "The app's front door answers", url: "https://base.app/", verified: "recalled" })],
    },
    {
      slug: "rpc",
      name: "Default RPC",
      layer: "access",
      chain: "base",
      checks: [
        evmHead({
          chain: "base",
          proves: "The RPC that the wallet uses by default serves the moving head of Base",
          vital: true,
          intervalS: 60,
          operator: "base",
          url: "https://mainnet.base.org",
          verified: "docs",
          verifiedBy: "docs.base.org, RPC overview",
          docUrl: "https://docs.base.org/",
        }),
      ],
    },
  ],
});
