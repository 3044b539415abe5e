import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CCXT, POLLED } from "#catalog/sources.ts";
import { latestTrade, orderBook, tradingMode } from "#catalog/templates-market.ts";

const docUrl = "https://docs.gemini.com/rest-api";
const ccxt = {
  verified: "ccxt",
  verifiedBy: CCXT,
  docUrl,
  rateLimit:
    "Public: 120 requests per minute, at most 1 a second recommended, then 429 (developer.gemini.com/rate-limit)",
} as const;

export const service = defineService({
  slug: "gemini",
  name: "Gemini",
  kind: "exchange",
  homepage: "https://www.gemini.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.gemini.com", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  limits: [{ host: "api.gemini.com", requests: 1, perS: 1, source: "https://developer.gemini.com/rate-limit" }],
  note: "ccxt knows no time or status endpoint.",
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: [
        orderBook({
          ...ccxt,
          url: "https://api.gemini.com/v1/book/btcusd?limit_bids=5&limit_asks=5",
          bids: "$.bids",
          asks: "$.asks",
        }),
        latestTrade({
          ...ccxt,
          url: "https://api.gemini.com/v1/trades/btcusd?limit_trades=5",
          path: "$[0].timestampms",
          unit: "epoch_ms",
          warnS: 300,
          critS: 1800,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
        tradingMode({
          verified: "recalled",
          docUrl,
          url: "https://api.gemini.com/v1/symbols/details/btcusd",
          mode: "$.status",
          assertions: [{ op: "eq", path: "$.status", value: "open" }],
          note: "open, closed, cancel_only, post_only or limit_only (recalled).",
        }),
      ],
    },
  ],
});
