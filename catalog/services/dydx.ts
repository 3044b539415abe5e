import { ACTIVE, defineService } from "#catalog/define.ts";
import { CCXT } from "#catalog/sources.ts";
import { cometStatus, getJson, headAge } from "#catalog/templates.ts";
import { latestTrade, orderBook, serverTime, tradingMode } from "#catalog/templates-market.ts";

const docUrl = "https://docs.dydx.xyz";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const nautilus = {
  verified: "repo",
  verifiedBy: "nautilus_trader's dYdX adapter holds a captured answer",
  docUrl,
} as const;

export const service = defineService({
  slug: "dydx",
  name: "dYdX Chain",
  kind: "exchange",
  homepage: "https://www.dydx.xyz",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.dydx.trade",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "the README of dYdX's v4 documentation names it; a third-party survey saw it answer on 2026-03-06",
  },
  hosting: [],
  limits: [
    {
      host: "indexer.dydx.trade",
      requests: 100,
      perS: 10,
      source: "nautilus_trader's documentation: 100 requests per 10 s and IP",
    },
  ],
  note: "The indexer is said to run in AWS Tokyo; no source was found, so no hosting is declared.",
  components: [
    {
      slug: "indexer",
      name: "Indexer API",
      layer: "access",
      chain: "dydx",
      checks: [
        getJson({
          ...nautilus,
          slug: "height",
          proves: "The indexer follows the chain",
          signal: "chain_head",
          url: "https://indexer.dydx.trade/v4/height",
          assertions: [{ op: "gt", path: "$.height", value: 0 }],
          freshness: headAge("dydx", "$.time", "iso8601"),
          facts: { head_number: "$.height" },
          chain: "dydx",
          rateLimit: "100 requests per 10 s and IP (nautilus_trader docs)",
          note: "The height comes as text.",
        }),
        serverTime({ ...ccxt, url: "https://indexer.dydx.trade/v4/time", path: "$.epoch", unit: "epoch_s" }),
        orderBook({
          ...ccxt,
          url: "https://indexer.dydx.trade/v4/orderbooks/perpetualMarket/BTC-USD",
          bids: "$.bids",
          asks: "$.asks",
          mayCross: true,
          note: "The indexer's book may be crossed: the documentation of dYdX tells clients how to uncross it.",
        }),
        latestTrade({
          ...ccxt,
          url: "https://indexer.dydx.trade/v4/trades/perpetualMarket/BTC-USD?limit=5",
          path: "$.trades[0].createdAt",
          unit: "iso8601",
          warnS: 120,
          critS: 900,
          assertions: [{ op: "len_gte", path: "$.trades", value: 1 }],
        }),
        tradingMode({
          ...nautilus,
          url: "https://indexer.dydx.trade/v4/perpetualMarkets?market=BTC-USD",
          mode: "$.markets.BTC-USD.status",
          assertions: [{ op: "eq", path: "$.markets.BTC-USD.status", value: "ACTIVE" }],
        }),
      ],
    },
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "dydx",
      checks: [
        cometStatus({
          slug: "kingnodes",
          proves: 'The consensus layer moves, seen past the indexer: tells "indexer down" from "chain halted"',
          chain: "dydx",
          operator: "kingnodes",
          vital: true,
          url: "https://dydx-ops-rpc.kingnodes.com/status",
          verified: "recalled",
          verifiedBy: "by analogy with the operator's gRPC host, which dYdX's Rust client names",
          docUrl,
        }),
      ],
    },
  ],
});
