import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { BLACKCHAIN } from "#catalog/sources.ts";
import { getJson } from "#catalog/templates.ts";
import { latestTrade, orderBook } from "#catalog/templates-market.ts";

export const service = defineService({
  slug: "coinstore",
  name: "Coinstore",
  kind: "exchange",
  named: true,
  homepage: "https://www.coinstore.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [onAws(null, "Affected by the AWS incident of 2025-04-15", BLACKCHAIN, "reported")],
  note: "ccxt has no class for it.",
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: [
        orderBook({
          url: "https://api.coinstore.com/api/v1/market/depth/BTCUSDT?depth=5",
          bids: "$.data.b",
          asks: "$.data.a",
          verified: "repo",
          verifiedBy: "three unrelated third-party repositories call this address",
          note: "Two of them read data.a and data.b, one reads data.asks and data.bids.",
        }),
        latestTrade({
          url: "https://api.coinstore.com/api/v1/market/trade/BTCUSDT?size=5",
          path: "$.data[0].time",
          unit: "epoch_auto",
          warnS: 300,
          critS: 1800,
          assertions: [{ op: "len_gte", path: "$.data", value: 1 }],
          verified: "partial",
          verifiedBy: "the URL from a third-party repository, the name of the time field from memory",
        }),
        getJson({
          slug: "tickers",
          proves: "Public tickers are served for many markets",
          signal: "market_data",
          tier: "aux",
          url: "https://api.coinstore.com/api/v1/market/tickers",
          assertions: [{ op: "len_gte", path: "$.data", value: 10 }],
          verified: "repo",
          verifiedBy: "two third-party repositories call this address",
        }),
        {
          slug: "stream",
          proves: "The push feed opens",
          signal: "reachability",
          tier: "aux",
          intervalS: 60,
          request: { probe: "websocket", url: "wss://ws.coinstore.com/s/ws" },
          assertions: [],
          verified: "repo",
          verifiedBy: "a third-party repository connects to this address",
        },
      ],
    },
  ],
});
