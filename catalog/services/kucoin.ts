import { ACTIVE, defineService, onAws } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import type { Assertion } from "#domain/check/spec.ts";

const docUrl = "https://docs.kucoin.com";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.code", value: "200000" };

export const service = defineService({
  slug: "kucoin",
  name: "KuCoin",
  kind: "exchange",
  named: true,
  homepage: "https://www.kucoin.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.kucoin.com",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "mentioned in one third-party README",
    note: "Not to be relied on.",
  },
  hosting: [
    onAws(
      null,
      '"Large-scale network outage with AWS services" on 2025-04-15',
      "https://buycrypto.news/crypto-exchanges-binance-and-kucoin-disrupted-by-aws-outage-services-now-recovering",
      "declared by operator, quoted",
    ),
  ],
  blocking:
    "Code 400302 refuses a region, with HTTP 200 or 403 (recalled). An announcement of 2020 answers too many requests with 403 and five minutes of suspension.",
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: withNeutral(
        [{ type: "neutral.geo_blocked", body: '"code":\\s*"?400302' }],
        [
          declaredStatus({
            ...ccxt,
            url: "https://api.kucoin.com/api/v1/status",
            mode: "$.data.status",
            assertions: [SUCCESS, { op: "eq", path: "$.data.status", value: "open" }],
            note: "open, close or cancelonly.",
          }),
          serverTime({
            ...ccxt,
            url: "https://api.kucoin.com/api/v1/timestamp",
            path: "$.data",
            unit: "epoch_ms",
            assertions: [SUCCESS],
          }),
          orderBook({
            ...ccxt,
            url: "https://api.kucoin.com/api/v1/market/orderbook/level2_20?symbol=BTC-USDT",
            bids: "$.data.bids",
            asks: "$.data.asks",
            also: [SUCCESS],
            age: { path: "$.data.time", unit: "epoch_ms", warnS: 15, critS: 60 },
            note: "Only depths of 20 and 100 exist.",
          }),
          latestTrade({
            ...ccxt,
            url: "https://api.kucoin.com/api/v1/market/histories?symbol=BTC-USDT",
            path: "$.data[-1].time",
            unit: "epoch_ns",
            warnS: 60,
            critS: 300,
            assertions: [SUCCESS],
            note: "Times are nanoseconds.",
          }),
          tradingMode({
            verified: "recalled",
            verifiedBy: "the field from ccxt, the URL from memory",
            docUrl,
            url: "https://api.kucoin.com/api/v2/symbols/BTC-USDT",
            mode: "$.data.enableTrading",
            assertions: [{ op: "eq", path: "$.data.enableTrading", value: true }],
          }),
        ],
      ),
    },
  ],
});
