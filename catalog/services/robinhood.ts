import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { POLLED, REKT } from "#catalog/sources.ts";
import { edge, page } from "#catalog/templates-web.ts";

const QUOTE_URL = "https://trading.robinhood.com/api/v1/crypto/marketdata/best_bid_ask/?symbol=BTC-USD";

export const service = defineService({
  slug: "robinhood",
  name: "Robinhood (Crypto)",
  kind: "broker",
  named: true,
  homepage: "https://robinhood.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.robinhood.com", { verified: "repo", verifiedBy: POLLED }),
  hosting: [onAws(null, "Slowed on 2025-10-20", REKT, "article claim")],
  note: "Chain lists of 2026-08 also name a Robinhood Chain (id 4663): a candidate for later.",
  components: [
    {
      slug: "api",
      name: "Crypto trading API",
      layer: "access",
      checks: [
        edge({
          slug: "edge",
          proves: "The trading API's edge answers; without a key a refusal is the healthy answer",
          url: QUOTE_URL,
          status: [400, 401, 403],
          verified: "repo",
          verifiedBy: "the host from a third-party client; another says every call is signed and none is anonymous",
          note: "Proves the edge, not that quotes flow.",
        }),
        {
          slug: "quote",
          proves: "Quotes flow: a signed request gets a recent price",
          signal: "market_liveness",
          tier: "optional",
          intervalS: 60,
          request: {
            probe: "http",
            method: "GET",
            url: QUOTE_URL,
            format: "json",
            sign: {
              scheme: "robinhood-ed25519",
              keyEnv: "ROBINHOOD_API_KEY",
              secretEnv: "ROBINHOOD_PRIVATE_KEY",
            },
          },
          assertions: [{ op: "gt", path: "$.results[0].price", value: 0 }],
          freshness: {
            fact: "last_trade_age_s",
            path: "$.results[0].timestamp",
            unit: "iso8601",
            warnS: 60,
            critS: 300,
          },
          verified: "repo",
          verifiedBy: "README of the robinhood-crypto package",
        },
      ],
    },
    {
      slug: "web",
      name: "Site",
      layer: "access",
      checks: [
        page({ tier: "aux", proves: "The consumer site answers", url: "https://robinhood.com/", verified: "recalled" }),
      ],
    },
  ],
});
