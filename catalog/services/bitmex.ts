import { defineService, onAws, statuspage } from "#catalog/define.ts";
import { SURVEY } from "#catalog/sources.ts";
import { getJson } from "#catalog/templates.ts";
import { latestTrade } from "#catalog/templates-market.ts";

const RATE_LIMIT = "30 requests per minute without a key (nautilus_trader docs)";

export const service = defineService({
  slug: "bitmex",
  name: "BitMEX",
  kind: "exchange",
  named: true,
  homepage: "https://www.bitmex.com",
  lifecycle: {
    state: "retired",
    effective: "2026-09-23T04:00:00Z",
    note: "Announced on 2026-07-23 that the exchange closes on 2026-09-23 at 04:00 UTC. Shown as closed, its history kept.",
    sources: [
      "https://www.bitmex.com/blog/bitmex-closure",
      "https://github.com/ccxt/ccxt/issues/29914",
      "https://github.com/nautechsystems/nautilus_trader/issues/4552",
      "https://github.com/thrasher-corp/gocryptotrader/pull/2295",
    ],
  },
  statusPage: statuspage("https://status.bitmex.com", { verified: "repo", verifiedBy: SURVEY }),
  hosting: [
    onAws(
      "ap-northeast-1",
      "Moved from eu-west-1 to Tokyo in a cutover of ten minutes",
      "https://aws.amazon.com/solutions/case-studies/bitmex/",
      "declared by operator in an AWS case study, read through a mirror",
    ),
  ],
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: [
        getJson({
          slug: "instrument",
          proves: "Last known: the XBTUSD instrument is open",
          signal: "reachability",
          tier: "disabled",
          url: "https://www.bitmex.com/api/v1/instrument?symbol=XBTUSD&columns=state,timestamp",
          assertions: [{ op: "eq", path: "$[0].state", value: "Open" }],
          freshness: { fact: "data_age_s", path: "$[0].timestamp", unit: "iso8601", warnS: 60, critS: 300 },
          facts: { mode: "$[0].state" },
          rateLimit: RATE_LIMIT,
          verified: "repo",
          verifiedBy: "nautilus_trader's BitMEX adapter",
        }),
        latestTrade({
          slug: "trades",
          proves: "Last known: the newest trade",
          tier: "disabled",
          url: "https://www.bitmex.com/api/v1/trade?symbol=XBTUSD&count=1&reverse=true",
          path: "$[0].timestamp",
          unit: "iso8601",
          warnS: 300,
          critS: 1800,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
          rateLimit: RATE_LIMIT,
          verified: "repo",
          verifiedBy: "nautilus_trader's BitMEX adapter",
        }),
      ],
    },
  ],
});
