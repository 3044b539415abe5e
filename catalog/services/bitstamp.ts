import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CCXT, POLLED } from "#catalog/sources.ts";
import { latestTrade, orderBook } from "#catalog/templates-market.ts";

const ccxt = {
  verified: "ccxt",
  verifiedBy: CCXT,
  docUrl: "https://www.bitstamp.net/api",
  rateLimit: "400 requests/s and 10000 per 10 minutes",
} as const;

export const service = defineService({
  slug: "bitstamp",
  name: "Bitstamp",
  kind: "exchange",
  homepage: "https://www.bitstamp.net",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.bitstamp.net", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  limits: [{ host: "www.bitstamp.net", requests: 10_000, perS: 600, source: "https://www.bitstamp.net/api" }],
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: [
        orderBook({
          ...ccxt,
          url: "https://www.bitstamp.net/api/v2/order_book/btcusd/",
          maxBodyBytes: 2_097_152,
          bids: "$.bids",
          asks: "$.asks",
          age: { path: "$.timestamp", unit: "epoch_s", warnS: 15, critS: 60 },
        }),
        latestTrade({
          ...ccxt,
          url: "https://www.bitstamp.net/api/v2/transactions/btcusd/?time=hour",
          intervalS: 300,
          maxBodyBytes: 2_097_152,
          path: "$[0].date",
          unit: "epoch_s",
          warnS: 300,
          critS: 1800,
          assertions: [{ op: "is_array", path: "$" }],
          note: "The last minute alone may rightly hold no trade, so the last hour is asked for, and seldom.",
        }),
      ],
    },
  ],
});
