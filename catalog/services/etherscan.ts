import { ACTIVE, defineService, env, NO_STATUS_PAGE } from "#catalog/define.ts";
import { getJson } from "#catalog/templates.ts";
import { explorer } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "etherscan",
  name: "Etherscan (+ Basescan, Arbiscan, Polygonscan, Lineascan, Scrollscan)",
  kind: "explorer",
  homepage: "https://etherscan.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  limits: [
    {
      host: "api.etherscan.io",
      requests: 3,
      perS: 1,
      source: "https://docs.etherscan.io/: 3 calls a second in the free tier",
    },
  ],
  components: explorer(
    [
      getJson({
        slug: "blocks",
        proves: "The API answers with the number of the newest block",
        signal: "indexer",
        intervalS: 300,
        url: `https://api.etherscan.io/v2/api?chainid=1&module=proxy&action=eth_blockNumber&apikey=${env("ETHERSCAN_API_KEY")}`,
        assertions: [
          { op: "exists", path: "$.result" },
          { op: "hex_gt", path: "$.result", value: 0 },
        ],
        facts: { head_number: "$.result" },
        // Both come with HTTP 200 (recalled).
        neutral: [
          { type: "neutral.rate_limited", body: "rate limit reached" },
          { type: "neutral.quota", body: "invalid api key" },
        ],
        rateLimit: "3 calls a second in the free tier",
        verified: "docs",
        verifiedBy: "viem 2.57.20 calls this API, version 2",
        note: "Needs a key: without one the answer is HTTP 200 with status 0 and NOTOK (recalled).",
      }),
    ],
    "https://etherscan.io",
  ),
});
