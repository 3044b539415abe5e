import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { page } from "#catalog/templates-web.ts";

export const service = defineService({
  slug: "solana-explorer",
  name: "Solana Explorer",
  kind: "explorer",
  homepage: "https://explorer.solana.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    {
      slug: "web",
      name: "Site",
      layer: "access",
      checks: [
        page({
          intervalS: 300,
          url: "https://explorer.solana.com/",
          verified: "recalled",
          note: "It has no public API of its own: it reads Solana's RPC from the browser, so its page is all there is to check.",
        }),
      ],
    },
  ],
});
