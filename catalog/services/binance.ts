import { ACTIVE, defineService, onAws } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { getJson, withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import type { NeutralRule } from "#domain/check/spec.ts";

const SPOT_DOCS = "https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md";
const docs = { verified: "docs", verifiedBy: "binance-spot-api-docs, rest-api.md", docUrl: SPOT_DOCS } as const;
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl: "https://developers.binance.com/en" } as const;

const NEUTRAL: readonly NeutralRule[] = [
  { type: "neutral.geo_blocked", status: [451] },
  { type: "neutral.geo_blocked", status: [403], body: "restricted location" },
  // 403 is the firewall's limit, 418 the ban that follows ignored 429s.
  { type: "neutral.rate_limited", status: [403, 418] },
];

export const service = defineService({
  slug: "binance",
  name: "Binance",
  kind: "exchange",
  named: true,
  homepage: "https://www.binance.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: null,
    kind: "custom",
    apiUrl: "https://api.binance.com/sapi/v1/system/status",
    verified: "ccxt",
    verifiedBy: `${CCXT}; a third-party survey of 2026-03-06 found no page of its own`,
    note: "No feed of incidents without a key.",
  },
  hosting: [
    onAws(
      "ap-northeast-1",
      '"Temporary network interruption in the AWS data center"; withdrawals suspended on 2025-04-15',
      "https://www.pymnts.com/cryptocurrency/2025/binance-resumes-services-after-aws-outage-disrupts-withdrawals/",
      "declared by operator, post quoted",
    ),
    onAws(
      "ap-northeast-1",
      "The region as named by the press",
      "https://financesfeed.com/april-incidents-replicate-the-multi-layered-challenges-binance-continues-to-face",
      "reported",
    ),
  ],
  limits: [
    {
      host: "api.binance.com",
      requests: 240,
      perS: 60,
      source: `${SPOT_DOCS}: 6000 weight per minute and IP; 25 is the heaviest call made here (recalled)`,
    },
  ],
  blocking:
    '451 "Service unavailable from a restricted location" is a geo-block. 403 is the web firewall, 429 the rate limit, 418 the ban that follows it, with Retry-After.',
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: withNeutral(NEUTRAL, [
        getJson({
          ...docs,
          slug: "ping",
          proves: "The REST edge answers; it is served from memory and proves nothing about matching",
          signal: "reachability",
          url: "https://api.binance.com/api/v3/ping",
          assertions: [{ op: "eq_json", path: "$", value: {} }],
          rateLimit: "6000 weight per minute and IP, ping weighs 1; X-MBX-USED-WEIGHT-1M tells what is used",
        }),
        serverTime({ ...docs, url: "https://api.binance.com/api/v3/time", path: "$.serverTime", unit: "epoch_ms" }),
        declaredStatus({
          ...ccxt,
          url: "https://api.binance.com/sapi/v1/system/status",
          mode: "$.status",
          assertions: [{ op: "eq", path: "$.status", value: 0 }],
          rateLimit: "12000 weight per minute and IP for sapi endpoints (developers.binance.com)",
          note: "0 is normal, 1 is maintenance; in practice only planned maintenance shows here.",
        }),
        orderBook({
          ...ccxt,
          url: "https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5",
          bids: "$.bids",
          asks: "$.asks",
          also: [{ op: "changes_within_s", path: "$.lastUpdateId", value: 30 }],
          note: "lastUpdateId must advance between polls: freshness without a clock.",
        }),
        latestTrade({
          ...docs,
          url: "https://api.binance.com/api/v3/trades?symbol=BTCUSDT&limit=5",
          path: "$[-1].time",
          unit: "epoch_ms",
          warnS: 15,
          critS: 60,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
        tradingMode({
          ...docs,
          url: "https://api.binance.com/api/v3/exchangeInfo?symbol=BTCUSDT",
          mode: "$.symbols[0].status",
          assertions: [{ op: "eq", path: "$.symbols[0].status", value: "TRADING" }],
          note: "TRADING, HALT or BREAK.",
        }),
        {
          ...ccxt,
          slug: "trade-stream",
          proves: "The push feed delivers trades",
          signal: "market_liveness",
          tier: "aux",
          intervalS: 60,
          request: { probe: "websocket", url: "wss://stream.binance.com:9443/ws/btcusdt@trade" },
          assertions: [{ op: "eq", path: "$.e", value: "trade" }],
          freshness: { fact: "last_trade_age_s", path: "$.E", unit: "epoch_ms", warnS: 15, critS: 60 },
          verified: "recalled",
          verifiedBy: "from memory",
        },
      ]),
    },
    {
      slug: "market-data",
      name: "Market data host",
      layer: "access",
      checks: [
        latestTrade({
          ...docs,
          proves: "The host for market data alone shows a recent trade; it is not geo-blocked like the main one",
          url: "https://data-api.binance.vision/api/v3/trades?symbol=BTCUSDT&limit=5",
          vital: true,
          path: "$[-1].time",
          unit: "epoch_ms",
          warnS: 15,
          critS: 60,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
      ],
    },
  ],
});
