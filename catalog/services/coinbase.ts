import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { CCXT, CRYPTONEWSHUB } from "#catalog/sources.ts";
import { latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";
import { page } from "#catalog/templates-web.ts";

const exchange = {
  verified: "ccxt",
  verifiedBy: CCXT,
  docUrl: "https://docs.cdp.coinbase.com/exchange/",
  rateLimit:
    "Public REST: 10 requests/s per IP, burst 15, then 429 (docs.cdp.coinbase.com/exchange/rest-api/rate-limits)",
} as const;

const REOPENING = "Cancel-only, post-only, limit-only and auction are the staged way back from a halt.";
const OUTAGE_2026 = "Core trading runs in us-east-1; the loss of several zones took it down on 2026-05-07/08";

export const service = defineService({
  slug: "coinbase",
  name: "Coinbase",
  kind: "exchange",
  named: true,
  homepage: "https://www.coinbase.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.coinbase.com", {
    verified: "repo",
    verifiedBy: "third-party repositories poll its JSON; a survey saw it answer on 2026-03-06",
    note: "About 174 components.",
  }),
  hosting: [
    onAws(
      "us-east-1",
      OUTAGE_2026,
      "https://homepage-paper.vercel.app/en/news/17410",
      "reported, citing the company's post-mortem",
    ),
    onAws(
      "us-east-1",
      OUTAGE_2026,
      "https://cryptogazette.com/coinbase-aws-outage-five-hours-ceo-response-may-2026/",
      "reported, citing the company's post-mortem",
    ),
    {
      ...onAws(
        "ap-northeast-1",
        "International Exchange in zone apne1-az1: FIX and order gateways, trade engine, market data",
        "https://docs.cdp.coinbase.com/international-exchange/introduction/systems-operations",
        "declared by operator",
      ),
      // International Exchange is not watched here: what it stands on says nothing of the other exchanges.
      components: [],
    },
    {
      ...onAws(
        "us-east-1",
        'Incident of 2025-10-20, "AWS outage impacting multiple apps and services"',
        CRYPTONEWSHUB,
        "reported",
      ),
      date: "2025-10-20",
    },
  ],
  limits: [
    {
      host: "api.exchange.coinbase.com",
      requests: 10,
      perS: 1,
      source: "https://docs.cdp.coinbase.com/exchange/rest-api/rate-limits",
    },
  ],
  blocking: "429 is a rate limit. Cloudflare challenges the web hosts with 403: no outage.",
  components: [
    {
      slug: "exchange",
      name: "Exchange API",
      layer: "access",
      checks: [
        serverTime({ ...exchange, url: "https://api.exchange.coinbase.com/time", path: "$.iso", unit: "iso8601" }),
        orderBook({
          ...exchange,
          url: "https://api.exchange.coinbase.com/products/BTC-USD/book?level=1",
          bids: "$.bids",
          asks: "$.asks",
          note: "Level 1 is enough and lighter than the level 2 that ccxt asks for.",
        }),
        latestTrade({
          ...exchange,
          url: "https://api.exchange.coinbase.com/products/BTC-USD/trades?limit=5",
          path: "$[0].time",
          unit: "iso8601",
          warnS: 60,
          critS: 300,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
        }),
        tradingMode({
          ...exchange,
          verified: "partial",
          verifiedBy: "field names from ccxt's fetchMarkets; the URL by analogy with /products",
          url: "https://api.exchange.coinbase.com/products/BTC-USD",
          mode: "$.status",
          assertions: [
            { op: "eq", path: "$.status", value: "online" },
            { op: "eq", path: "$.trading_disabled", value: false },
            { op: "eq", path: "$.cancel_only", value: false },
            { op: "eq", path: "$.post_only", value: false },
            { op: "eq", path: "$.auction_mode", value: false },
          ],
          note: REOPENING,
        }),
      ],
    },
    {
      slug: "advanced",
      name: "Advanced Trade API",
      layer: "access",
      checks: [
        serverTime({
          verified: "docs",
          verifiedBy: "docs.cdp.coinbase.com, get-server-time",
          docUrl: "https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-server-time.md",
          url: "https://api.coinbase.com/api/v3/brokerage/time",
          path: "$.iso",
          unit: "iso8601",
          neutral: [{ type: "neutral.quota", status: [401] }],
          note: "The OpenAPI block asks for a key while the tag says public: 401 would be a matter of keys, not an outage.",
        }),
        latestTrade({
          verified: "ccxt",
          verifiedBy: CCXT,
          docUrl: "https://docs.cloud.coinbase.com/exchange/docs/",
          url: "https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=5",
          headers: { "cache-control": "no-cache" },
          vital: true,
          path: "$.trades[0].time",
          unit: "iso8601",
          warnS: 60,
          critS: 300,
          assertions: [{ op: "len_gte", path: "$.trades", value: 1 }],
          note: "Answers on the public /market/ path may be cached, so a fresh one is asked for.",
        }),
        tradingMode({
          verified: "repo",
          verifiedBy: "nautilus_trader's Coinbase adapter holds a captured answer",
          docUrl: "https://docs.cloud.coinbase.com/exchange/docs/",
          url: "https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD",
          mode: "$.status",
          assertions: [
            { op: "eq", path: "$.status", value: "online" },
            { op: "eq", path: "$.trading_disabled", value: false },
            { op: "eq", path: "$.is_disabled", value: false },
            { op: "eq", path: "$.cancel_only", value: false },
          ],
          note: REOPENING,
        }),
      ],
    },
    {
      slug: "retail",
      name: "Retail API",
      layer: "access",
      checks: [
        serverTime({
          verified: "ccxt",
          verifiedBy: CCXT,
          docUrl: "https://docs.cdp.coinbase.com/coinbase-app/track-apis/time",
          url: "https://api.coinbase.com/v2/time",
          path: "$.data.epoch",
          unit: "epoch_s",
        }),
      ],
    },
    {
      slug: "web",
      name: "Sign-in page",
      layer: "access",
      checks: [
        page({
          slug: "login",
          proves: "The consumer sign-in page answers; on 2025-10-20 users could not log in",
          tier: "aux",
          url: "https://login.coinbase.com/",
          verified: "recalled",
          note: "Cloudflare may challenge bots with 403: the edge works, no more is known.",
        }),
      ],
    },
  ],
});
