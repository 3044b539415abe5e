import { ACTIVE, defineService } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook, serverTime } from "#catalog/templates-market.ts";

const docUrl = "https://github.com/binance-us/binance-official-api-docs";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;

export const service = defineService({
  slug: "binance-us",
  name: "Binance.US",
  kind: "exchange",
  homepage: "https://www.binance.us",
  lifecycle: ACTIVE,
  statusPage: { url: "https://status.binance.us", kind: "unknown", apiUrl: null, verified: "recalled" },
  hosting: [],
  blocking: "United States only. 403 is the web firewall, 418 the ban that follows ignored 429s.",
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: withNeutral(
        [
          { type: "neutral.geo_blocked", status: [451] },
          { type: "neutral.geo_blocked", status: [403], body: "restricted location" },
          { type: "neutral.rate_limited", status: [403, 418] },
        ],
        [
          serverTime({ ...ccxt, url: "https://api.binance.us/api/v3/time", path: "$.serverTime", unit: "epoch_ms" }),
          declaredStatus({
            ...ccxt,
            url: "https://api.binance.us/sapi/v1/system/status",
            mode: "$.status",
            assertions: [{ op: "eq", path: "$.status", value: 0 }],
            neutral: [
              { type: "neutral.quota", status: [401] },
              { type: "neutral.quota", body: '"code":\\s*-2014' },
            ],
            note: "One client signs this call, ccxt does not: 401 or code -2014 would be a matter of keys.",
          }),
          orderBook({
            ...ccxt,
            url: "https://api.binance.us/api/v3/depth?symbol=BTCUSDT&limit=5",
            bids: "$.bids",
            asks: "$.asks",
            also: [{ op: "changes_within_s", path: "$.lastUpdateId", value: 300 }],
          }),
          latestTrade({
            verified: "recalled",
            verifiedBy: "ccxt asks for aggTrades instead",
            docUrl,
            url: "https://api.binance.us/api/v3/trades?symbol=BTCUSDT&limit=5",
            path: "$[-1].time",
            unit: "epoch_ms",
            warnS: 300,
            critS: 1800,
            assertions: [{ op: "len_gte", path: "$", value: 1 }],
            note: "A thin market: long gaps are normal.",
          }),
        ],
      ),
    },
  ],
});
