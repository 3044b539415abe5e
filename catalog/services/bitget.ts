import { ACTIVE, defineService } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import type { Assertion } from "#domain/check/spec.ts";

const docUrl = "https://www.bitget.com/api-doc/common/intro";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.code", value: "00000" };

export const service = defineService({
  slug: "bitget",
  name: "Bitget",
  kind: "exchange",
  named: true,
  homepage: "https://www.bitget.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.bitget.com",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "only third-party mentions",
  },
  hosting: [],
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: [
        serverTime({
          ...ccxt,
          url: "https://api.bitget.com/api/v2/public/time",
          path: "$.data.serverTime",
          unit: "epoch_ms",
          assertions: [SUCCESS],
        }),
        orderBook({
          ...ccxt,
          url: "https://api.bitget.com/api/v2/spot/market/orderbook?symbol=BTCUSDT&limit=5",
          bids: "$.data.bids",
          asks: "$.data.asks",
          also: [SUCCESS],
          age: { path: "$.data.ts", unit: "epoch_ms", warnS: 15, critS: 60 },
        }),
        latestTrade({
          verified: "recalled",
          verifiedBy: "ccxt asks for fills-history instead",
          docUrl,
          url: "https://api.bitget.com/api/v2/spot/market/fills?symbol=BTCUSDT&limit=5",
          path: "$.data[0].ts",
          unit: "epoch_ms",
          warnS: 60,
          critS: 300,
          assertions: [SUCCESS],
        }),
        tradingMode({
          verified: "recalled",
          docUrl,
          url: "https://api.bitget.com/api/v2/spot/public/symbols?symbol=BTCUSDT",
          mode: "$.data[0].status",
          assertions: [{ op: "eq", path: "$.data[0].status", value: "online" }],
          note: "Codes 41114 and 43115 mean a pair under maintenance or about to open (ccxt).",
        }),
      ],
    },
  ],
});
