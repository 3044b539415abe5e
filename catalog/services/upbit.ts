import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { latestTrade, orderBook } from "#catalog/templates-market.ts";

const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl: "https://docs.upbit.com/kr" } as const;

export const service = defineService({
  slug: "upbit",
  name: "Upbit",
  kind: "exchange",
  homepage: "https://upbit.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  blocking: "418 is a temporary ban, after 429.",
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: withNeutral(
        [{ type: "neutral.rate_limited", status: [418] }],
        [
          orderBook({
            ...ccxt,
            url: "https://api.upbit.com/v1/orderbook?markets=KRW-BTC",
            bids: "$[0].orderbook_units",
            asks: "$[0].orderbook_units",
            age: { path: "$[0].timestamp", unit: "epoch_ms", warnS: 15, critS: 60 },
            rateLimit:
              "The Remaining-Req header says what is left; 429, then 418 with the length of the ban; 1 request per 10 s with an Origin header (docs.upbit.com/kr/docs/rate-limits)",
            note: "Each unit carries both an ask_price and a bid_price.",
          }),
          latestTrade({
            ...ccxt,
            url: "https://api.upbit.com/v1/trades/ticks?market=KRW-BTC&count=5",
            path: "$[0].timestamp",
            unit: "epoch_ms",
            warnS: 60,
            critS: 300,
            assertions: [{ op: "len_gte", path: "$", value: 1 }],
          }),
        ],
      ),
    },
  ],
});
