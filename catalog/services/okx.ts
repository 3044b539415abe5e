import { ACTIVE, defineService } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { declaredStatus, latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import type { Assertion } from "#domain/check/spec.ts";

const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl: "https://www.okx.com/docs-v5/en/" } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.code", value: "0" };

export const service = defineService({
  slug: "okx",
  name: "OKX",
  kind: "exchange",
  homepage: "https://www.okx.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://www.okx.com/status",
    kind: "custom",
    apiUrl: "https://www.okx.com/api/v5/system/status",
    verified: "ccxt",
    verifiedBy: CCXT,
    note: "The page's address is recalled.",
  },
  hosting: [],
  blocking: "Hosts differ by region: okx.com, my.okx.com, us.okx.com.",
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: [
        declaredStatus({
          ...ccxt,
          url: "https://www.okx.com/api/v5/system/status",
          assertions: [
            SUCCESS,
            { op: "len_eq", path: '$.data[?state=="ongoing"][?serviceType=="5"][?env!="2"]', value: 0 },
          ],
          rateLimit: "1 request per 5 s (recalled)",
          note: "serviceType 5 is trading as such; others are block trading, bots, batches of accounts. env 2 is the demo. An empty list means no maintenance. Only planned maintenance shows here: never a substitute for market checks.",
        }),
        serverTime({
          ...ccxt,
          url: "https://www.okx.com/api/v5/public/time",
          path: "$.data[0].ts",
          unit: "epoch_ms",
          assertions: [SUCCESS],
        }),
        orderBook({
          ...ccxt,
          url: "https://www.okx.com/api/v5/market/books?instId=BTC-USDT&sz=5",
          bids: "$.data[0].bids",
          asks: "$.data[0].asks",
          also: [SUCCESS],
          age: { path: "$.data[0].ts", unit: "epoch_ms", warnS: 15, critS: 60 },
        }),
        latestTrade({
          ...ccxt,
          url: "https://www.okx.com/api/v5/market/trades?instId=BTC-USDT&limit=5",
          path: "$.data[0].ts",
          unit: "epoch_ms",
          warnS: 15,
          critS: 60,
          assertions: [SUCCESS],
        }),
        tradingMode({
          ...ccxt,
          verifiedBy: "the field from ccxt 4.5.84",
          url: "https://www.okx.com/api/v5/public/instruments?instType=SPOT&instId=BTC-USDT",
          mode: "$.data[0].state",
          assertions: [{ op: "eq", path: "$.data[0].state", value: "live" }],
        }),
      ],
    },
  ],
});
