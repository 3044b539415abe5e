import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { declaredStatus, latestTrade, orderBook } from "#catalog/templates-market.ts";

const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl: "https://docs.bitfinex.com/v2/docs/" } as const;

export const service = defineService({
  slug: "bitfinex",
  name: "Bitfinex",
  kind: "exchange",
  homepage: "https://www.bitfinex.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://bitfinex.statuspage.io", {
    verified: "repo",
    verifiedBy: "a third-party survey saw it answer on 2026-03-06; Bitfinex's own apps link to it",
  }),
  hosting: [],
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: [
        declaredStatus({
          ...ccxt,
          docUrl: "https://docs.bitfinex.com/reference/rest-public-platform-status",
          url: "https://api-pub.bitfinex.com/v2/platform/status",
          mode: "$[0]",
          assertions: [{ op: "eq", path: "$[0]", value: 1 }],
          note: "1 is operative, 0 is maintenance.",
        }),
        orderBook({
          ...ccxt,
          verifiedBy: `${CCXT} with precision R0`,
          url: "https://api-pub.bitfinex.com/v2/book/tBTCUSD/P0?len=25",
          bids: "$[?(@[2]>0)]",
          asks: "$[?(@[2]<0)]",
          note: "Rows of price, count, amount: a positive amount is a bid, a negative one an ask.",
        }),
        latestTrade({
          ...ccxt,
          url: "https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist?limit=5&sort=-1",
          path: "$[0][1]",
          unit: "epoch_ms",
          warnS: 120,
          critS: 900,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
      ],
    },
  ],
});
