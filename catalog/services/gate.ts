import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { BLACKCHAIN, CCXT } from "#catalog/sources.ts";
import { latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";

const ccxt = {
  verified: "ccxt",
  verifiedBy: CCXT,
  docUrl: "https://www.gate.com/docs/developers/apiv4/en",
  rateLimit: "Public: 200 requests per 10 s, IP and endpoint, then 429",
} as const;

export const service = defineService({
  slug: "gate",
  name: "Gate (Gate.io)",
  kind: "exchange",
  named: true,
  homepage: "https://www.gate.com",
  aliases: { "gate-io": "gate" },
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [onAws(null, "Affected by the AWS incident of 2025-04-15", BLACKCHAIN, "reported")],
  limits: [
    {
      host: "api.gateio.ws",
      requests: 200,
      perS: 10,
      source: "https://www.gate.com/docs/developers/apiv4/en: 200 public requests per 10 s, IP and endpoint",
    },
  ],
  note: "The documentation host refuses crawlers with 403.",
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: [
        serverTime({
          ...ccxt,
          url: "https://api.gateio.ws/api/v4/spot/time",
          path: "$.server_time",
          unit: "epoch_ms",
        }),
        orderBook({
          ...ccxt,
          url: "https://api.gateio.ws/api/v4/spot/order_book?currency_pair=BTC_USDT&limit=5&with_id=true",
          bids: "$.bids",
          asks: "$.asks",
          age: {
            path: "$.update",
            unit: "epoch_ms",
            warnS: 15,
            critS: 60,
            note: "The time of the book's last change; current is that of the answer.",
          },
        }),
        latestTrade({
          ...ccxt,
          url: "https://api.gateio.ws/api/v4/spot/trades?currency_pair=BTC_USDT&limit=5",
          path: "$[0].create_time_ms",
          unit: "epoch_ms",
          warnS: 60,
          critS: 300,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
        tradingMode({
          ...ccxt,
          verifiedBy: "path and field from ccxt 4.5.84",
          url: "https://api.gateio.ws/api/v4/spot/currency_pairs/BTC_USDT",
          mode: "$.trade_status",
          assertions: [{ op: "eq", path: "$.trade_status", value: "tradable" }],
        }),
      ],
    },
  ],
});
