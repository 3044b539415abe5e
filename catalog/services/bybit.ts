import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CCXT, VENDORWATCH } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import type { Assertion, NeutralRule } from "#domain/check/spec.ts";

const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl: "https://bybit-exchange.github.io/docs/inverse/" } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.retCode", value: 0 };

// 403 means two things here, so the body tells them apart.
const NEUTRAL: readonly NeutralRule[] = [
  { type: "neutral.rate_limited", status: [403], body: "access too frequent" },
  { type: "neutral.geo_blocked", status: [403], body: "block access from your country" },
  { type: "neutral.rate_limited", body: '"retCode":\\s*10006' },
];

export const service = defineService({
  slug: "bybit",
  name: "Bybit",
  kind: "exchange",
  homepage: "https://www.bybit.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://bybit.statuspage.io", { verified: "repo", verifiedBy: VENDORWATCH }),
  hosting: [],
  limits: [
    {
      host: "api.bybit.com",
      requests: 600,
      perS: 5,
      source: "https://bybit-exchange.github.io/docs/v5/rate-limit",
    },
  ],
  blocking:
    "From the United States CloudFront answers 403, configured to block access from your country (recalled). 403 is also the rate limit's code, so the body decides.",
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: withNeutral(NEUTRAL, [
        declaredStatus({
          verified: "docs",
          verifiedBy: "Bybit's documentation of system-status, and ccxt",
          docUrl: "https://bybit-exchange.github.io/docs/v5/system-status",
          url: "https://api.bybit.com/v5/system/status",
          tier: "aux",
          assertions: [SUCCESS, { op: "len_eq", path: '$.result.list[?state=="ongoing"][?env!=2]', value: 0 }],
          note: "Which product a maintenance is of stands in a list of numbers that is not read, so this decides nothing: the market's own checks do. env 2 is not production. Pauses under 10 s and disconnections for releases are not announced here.",
        }),
        serverTime({
          ...ccxt,
          url: "https://api.bybit.com/v5/market/time",
          path: "$.result.timeSecond",
          unit: "epoch_s",
          assertions: [{ op: "in", path: "$.retCode", value: [0, "0"] }],
          rateLimit:
            '600 requests per 5 s and IP; "403, access too frequent" asks for a pause of 10 minutes (Bybit docs)',
        }),
        orderBook({
          ...ccxt,
          url: "https://api.bybit.com/v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=5",
          bids: "$.result.b",
          asks: "$.result.a",
          also: [SUCCESS],
          age: {
            path: "$.result.cts",
            unit: "epoch_ms",
            warnS: 15,
            critS: 60,
            note: "cts is the matching engine's own time.",
          },
        }),
        latestTrade({
          ...ccxt,
          url: "https://api.bybit.com/v5/market/recent-trade?category=spot&symbol=BTCUSDT&limit=5",
          path: "$.result.list[0].time",
          unit: "epoch_ms",
          warnS: 15,
          critS: 60,
          assertions: [SUCCESS],
        }),
        tradingMode({
          ...ccxt,
          verifiedBy: "path and field from ccxt 4.5.84",
          url: "https://api.bybit.com/v5/market/instruments-info?category=spot&symbol=BTCUSDT",
          mode: "$.result.list[0].status",
          assertions: [{ op: "eq", path: "$.result.list[0].status", value: "Trading" }],
        }),
      ]),
    },
  ],
});
