import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CCXT, POLLED } from "#catalog/sources.ts";
import { evmHead } from "#catalog/templates.ts";
import { declaredStatus, latestTrade, orderBook } from "#catalog/templates-market.ts";

const docUrl = "https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api";
const ccxt = { verified: "ccxt", verifiedBy: CCXT, docUrl } as const;
const URL = "https://api.hyperliquid.xyz/info";
const RATE_LIMIT = "1200 weight per minute and IP; exchangeStatus and l2Book weigh 2, most others 20";

export const service = defineService({
  slug: "hyperliquid",
  name: "Hyperliquid",
  kind: "exchange",
  homepage: "https://hyperliquid.xyz",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://hyperliquid.statuspage.io", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  limits: [
    {
      host: "api.hyperliquid.xyz",
      requests: 60,
      perS: 60,
      source: `${docUrl}: 1200 weight per minute and IP; 20 is the heaviest call made here`,
    },
  ],
  note: "Said to run in AWS Tokyo; no source was found, so no hosting is declared.",
  components: [
    {
      slug: "api",
      name: "Exchange API",
      layer: "access",
      checks: [
        declaredStatus({
          ...ccxt,
          slug: "exchange-status",
          url: URL,
          body: { type: "exchangeStatus" },
          assertions: [{ op: "is_null", path: "$.specialStatuses" }],
          freshness: { fact: "data_age_s", path: "$.time", unit: "epoch_ms", warnS: 5, critS: 30 },
          rateLimit: RATE_LIMIT,
        }),
        orderBook({
          ...ccxt,
          url: URL,
          body: { type: "l2Book", coin: "BTC" },
          bids: "$.levels[0]",
          asks: "$.levels[1]",
          age: { path: "$.time", unit: "epoch_ms", warnS: 5, critS: 30 },
          rateLimit: RATE_LIMIT,
        }),
        latestTrade({
          verified: "repo",
          verifiedBy: "nautilus_trader's Hyperliquid adapter holds a captured answer",
          docUrl,
          url: URL,
          body: { type: "recentTrades", coin: "BTC" },
          path: "$[0].time",
          unit: "epoch_ms",
          warnS: 30,
          critS: 120,
          assertions: [{ op: "len_gte", path: "$", value: 1 }],
          rateLimit: RATE_LIMIT,
          note: "The newest comes first.",
        }),
      ],
    },
    {
      slug: "evm",
      name: "HyperEVM RPC",
      layer: "access",
      chain: "hyperliquid",
      checks: [
        evmHead({
          chain: "hyperliquid",
          tier: "aux",
          intervalS: 60,
          url: "https://rpc.hyperliquid.xyz/evm",
          verified: "recalled",
          docUrl,
        }),
      ],
    },
  ],
});
