import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { CCXT, REKT, SURVEY } from "#catalog/sources.ts";
import { withNeutral } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook, serverTime } from "#catalog/templates-market.ts";

const docUrl = "https://docs.kraken.com/api-reference/";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;

export const service = defineService({
  slug: "kraken",
  name: "Kraken",
  kind: "exchange",
  named: true,
  homepage: "https://www.kraken.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.kraken.com", {
    verified: "repo",
    verifiedBy: SURVEY,
    // Its windows name "REST" and "WebSocket": two third-party repositories that read the page test for these names.
    components: { REST: "api" },
  }),
  hosting: [onAws(null, "Said to rely on Amazon's infrastructure", REKT, "article claim")],
  limits: [
    {
      host: "api.kraken.com",
      requests: 1,
      perS: 1,
      source: "support.kraken.com, article 206548367: about one public request a second",
    },
  ],
  components: [
    {
      slug: "api",
      name: "REST API",
      layer: "access",
      checks: withNeutral(
        // Kraken says this with HTTP 200 and an error list in the body.
        [{ type: "neutral.rate_limited", body: "EAPI:Rate limit exceeded|EGeneral:Too many requests" }],
        [
          declaredStatus({
            verified: "docs",
            verifiedBy: "docs.kraken.com, get-system-status",
            docUrl: "https://docs.kraken.com/api/docs/rest-api/get-system-status/",
            url: "https://api.kraken.com/0/public/SystemStatus",
            mode: "$.result.status",
            assertions: [
              { op: "len_eq", path: "$.error", value: 0 },
              { op: "eq", path: "$.result.status", value: "online" },
            ],
            note: "online, maintenance, cancel_only or post_only, set by the trading engine. The answer also lists planned maintenance and unresolved incidents.",
          }),
          serverTime({
            verified: "docs",
            verifiedBy: "docs.kraken.com",
            docUrl,
            url: "https://api.kraken.com/0/public/Time",
            path: "$.result.unixtime",
            unit: "epoch_s",
            rateLimit:
              "About 1 request/s for public endpoints; trades and candles per IP and pair (support.kraken.com 206548367)",
          }),
          orderBook({
            ...ccxt,
            url: "https://api.kraken.com/0/public/Depth?pair=XBTUSD&count=5",
            bids: "$.result.*.bids",
            asks: "$.result.*.asks",
            also: [{ op: "len_eq", path: "$.error", value: 0 }],
            age: { path: "$.result.*.bids[0][2]", unit: "epoch_s", warnS: 60, critS: 300 },
            note: "Faults come with HTTP 200 and an error list, such as EService:Unavailable or EService:Market in cancel_only mode. The third element of a level is its time.",
          }),
          latestTrade({
            ...ccxt,
            url: "https://api.kraken.com/0/public/Trades?pair=XBTUSD&count=5",
            path: "$.result.*[-1][2]",
            unit: "epoch_s",
            warnS: 120,
            critS: 600,
            assertions: [{ op: "len_eq", path: "$.error", value: 0 }],
            note: "Ascending, the newest last.",
          }),
          {
            slug: "status-stream",
            proves: "The public WebSocket says on connecting that the system is online",
            signal: "self_declared_status",
            tier: "aux",
            intervalS: 60,
            request: { probe: "websocket", url: "wss://ws.kraken.com/v2" },
            assertions: [{ op: "eq", path: "$.data[0].system", value: "online" }],
            facts: { mode: "$.data[0].system" },
            docUrl,
            verified: "recalled",
          },
        ],
      ),
    },
  ],
});
