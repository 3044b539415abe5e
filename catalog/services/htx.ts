import { ACTIVE, defineService, onAws, statuspage } from "#catalog/define.ts";
import { CCXT, REKT } from "#catalog/sources.ts";
import { declaredStatus, latestTrade, orderBook, serverTime } from "#catalog/templates-market.ts";
import type { Assertion } from "#domain/check/spec.ts";

const docUrl = "https://huobiapi.github.io/docs/spot/v1/en/";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const SUCCESS: Assertion = { op: "eq", path: "$.status", value: "ok" };

export const service = defineService({
  slug: "htx",
  name: "HTX (Huobi)",
  kind: "exchange",
  named: true,
  homepage: "https://www.htx.com",
  aliases: { huobi: "htx" },
  lifecycle: ACTIVE,
  statusPage: statuspage("https://htx.statuspage.io", {
    verified: "repo",
    verifiedBy: "one third-party survey of 2026-03-06",
    note: "ccxt says that the older status*.huobigroup.com pages were taken down.",
  }),
  hosting: [onAws(null, "Said to rely on Amazon's infrastructure", REKT, "article claim")],
  components: [
    {
      slug: "api",
      name: "Spot API",
      layer: "access",
      checks: [
        declaredStatus({
          ...ccxt,
          url: "https://api.huobi.pro/v2/market-status",
          mode: "$.data.marketStatus",
          assertions: [
            { op: "eq", path: "$.code", value: 200 },
            { op: "eq", path: "$.data.marketStatus", value: 1 },
          ],
          note: "1 is normal, 2 halted, 3 cancel-only; a halt carries its start and end.",
        }),
        serverTime({
          ...ccxt,
          url: "https://api.huobi.pro/v1/common/timestamp",
          path: "$.data",
          unit: "epoch_ms",
          assertions: [SUCCESS],
        }),
        orderBook({
          ...ccxt,
          url: "https://api.huobi.pro/market/depth?type=step0&depth=5&symbol=btcusdt",
          bids: "$.tick.bids",
          asks: "$.tick.asks",
          also: [SUCCESS],
          age: { path: "$.tick.ts", unit: "epoch_ms", warnS: 15, critS: 60 },
        }),
        latestTrade({
          ...ccxt,
          url: "https://api.huobi.pro/market/history/trade?size=5&symbol=btcusdt",
          path: "$.data[0].ts",
          unit: "epoch_ms",
          warnS: 60,
          critS: 300,
          assertions: [SUCCESS],
        }),
      ],
    },
    {
      slug: "derivatives",
      name: "Derivatives API",
      layer: "access",
      checks: [
        declaredStatus({
          slug: "heartbeat",
          proves: "The venue itself says that derivatives are open",
          tier: "aux",
          url: "https://api.hbdm.com/heartbeat/",
          mode: "$.data.heartbeat",
          assertions: [
            { op: "eq", path: "$.data.heartbeat", value: 1 },
            { op: "eq", path: "$.data.linear_swap_heartbeat", value: 1 },
          ],
          verified: "partial",
          verifiedBy: "the answer is quoted in ccxt, the host from memory",
          docUrl,
          note: "ccxt warns that its ts is stale on the exchange's side.",
        }),
      ],
    },
  ],
});
