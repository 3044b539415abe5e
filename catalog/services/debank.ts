import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { edge, page } from "#catalog/templates-web.ts";

export const service = defineService({
  slug: "debank",
  name: "DeBank",
  kind: "wallet",
  named: true,
  homepage: "https://debank.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [
    onAws(
      null,
      "The slowest to recover on 2025-04-15",
      "https://grafa.com/news/es-cryptocurrencies-binance-and-kucoin-face-outages-after-aws-disruption-424442",
      "reported",
    ),
  ],
  components: [
    {
      slug: "web",
      name: "Site",
      layer: "access",
      checks: [page({ url: "https://debank.com/", verified: "recalled" })],
    },
    {
      slug: "api",
      name: "Pro API",
      layer: "access",
      checks: [
        edge({
          slug: "edge",
          proves: "The API's edge answers: without an access key a refusal is the healthy answer",
          intervalS: 120,
          url: "https://pro-openapi.debank.com/v1/chain/list",
          status: [401, 403],
          verified: "repo",
          verifiedBy: "two third-party repositories call it with a key",
        }),
      ],
    },
  ],
});
