import { ACTIVE, defineService, NO_STATUS_PAGE, onAws } from "#catalog/define.ts";
import { BLACKCHAIN, CCXT } from "#catalog/sources.ts";
import { getJson, withNeutral } from "#catalog/templates.ts";
import { latestTrade, orderBook, serverTime } from "#catalog/templates-market.ts";

const docUrl = "https://www.mexc.com/api-docs/spot-v3/introduction";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;

export const service = defineService({
  slug: "mexc",
  name: "MEXC",
  kind: "exchange",
  named: true,
  homepage: "https://www.mexc.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [
    onAws(
      null,
      "Affected by the AWS incident of 2025-04-15: charts, order cancellation, transfers",
      BLACKCHAIN,
      "reported",
    ),
  ],
  limits: [
    {
      host: "api.mexc.com",
      requests: 60,
      perS: 10,
      source: `${docUrl}: 300 weight per 10 s and IP; 5 is taken as the heaviest call made here (recalled)`,
    },
  ],
  blocking: "429, then a temporary ban; 403 is the web firewall.",
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: withNeutral(
        [{ type: "neutral.rate_limited", status: [403] }],
        [
          getJson({
            ...ccxt,
            slug: "ping",
            proves: "The edge answers, nothing more: some call this the venue's status",
            signal: "reachability",
            url: "https://api.mexc.com/api/v3/ping",
            assertions: [{ op: "eq_json", path: "$", value: {} }],
            rateLimit: "300 weight per 10 s and IP, then 429 and a temporary ban (mexc.com API docs)",
          }),
          serverTime({ ...ccxt, url: "https://api.mexc.com/api/v3/time", path: "$.serverTime", unit: "epoch_ms" }),
          orderBook({
            ...ccxt,
            url: "https://api.mexc.com/api/v3/depth?symbol=BTCUSDT&limit=5",
            bids: "$.bids",
            asks: "$.asks",
            also: [{ op: "changes_within_s", path: "$.lastUpdateId", value: 60 }],
          }),
          latestTrade({
            verified: "recalled",
            verifiedBy: "ccxt asks for aggTrades instead",
            docUrl,
            url: "https://api.mexc.com/api/v3/trades?symbol=BTCUSDT&limit=5",
            path: "$[0].time",
            unit: "epoch_ms",
            warnS: 60,
            critS: 300,
            assertions: [{ op: "len_gte", path: "$", value: 1 }],
          }),
        ],
      ),
    },
    {
      slug: "futures",
      name: "Futures API",
      layer: "access",
      checks: [
        serverTime({
          slug: "ping",
          proves: "The futures edge answers",
          tier: "aux",
          verified: "partial",
          verifiedBy: "the answer's shape from ccxt's fetchStatus, the host from memory",
          docUrl,
          url: "https://contract.mexc.com/api/v1/contract/ping",
          path: "$.data",
          unit: "epoch_ms",
          assertions: [{ op: "eq", path: "$.success", value: true }],
        }),
      ],
    },
  ],
});
