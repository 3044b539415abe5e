import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { CCXT, REKT } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook } from "#catalog/templates-market.ts";
import type { Assertion } from "#domain/check/spec.ts";

const docUrl = "https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.code", value: 0 };

export const service = defineService({
  slug: "crypto-com",
  name: "Crypto.com Exchange",
  kind: "exchange",
  named: true,
  homepage: "https://crypto.com/exchange",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.crypto.com", {
    verified: "repo",
    verifiedBy: "a third-party survey saw it answer on 2026-03-06; the exchange's own error text names it",
  }),
  hosting: [onAws(null, "Said to rely on Amazon's infrastructure", REKT, "article claim")],
  note: "There is no server-time endpoint.",
  components: [
    {
      slug: "api",
      name: "Exchange API",
      layer: "access",
      checks: withNeutral(
        [{ type: "neutral.rate_limited", body: '"code":\\s*"?42901' }],
        [
          orderBook({
            ...ccxt,
            url: "https://api.crypto.com/exchange/v1/public/get-book?instrument_name=BTC_USDT&depth=5",
            bids: "$.result.data[0].bids",
            asks: "$.result.data[0].asks",
            also: [SUCCESS],
            age: { path: "$.result.data[0].t", unit: "epoch_ms", warnS: 15, critS: 60 },
          }),
          latestTrade({
            ...ccxt,
            url: "https://api.crypto.com/exchange/v1/public/get-trades?instrument_name=BTC_USDT&count=5",
            path: "$.result.data[0].t",
            unit: "epoch_ms",
            warnS: 60,
            critS: 300,
            assertions: [SUCCESS],
            rateLimit:
              "429 with code 42901 in the body; no figures published. Some failures come as HTTP 200 with a code.",
          }),
          declaredStatus({
            ...ccxt,
            slug: "announcements",
            proves: "Announcements are served, system maintenance among them",
            tier: "aux",
            intervalS: 600,
            verifiedBy: "the path from ccxt 4.5.84",
            url: "https://api.crypto.com/exchange/v1/public/get-announcements",
            assertions: [SUCCESS],
          }),
        ],
      ),
    },
  ],
});
