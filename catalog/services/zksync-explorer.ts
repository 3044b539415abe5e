import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { getJson } from "#catalog/templates.ts";
import { explorer } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "zksync-explorer",
  name: "ZKsync Era explorer",
  kind: "explorer",
  homepage: "https://explorer.zksync.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: explorer(
    [
      getJson({
        slug: "blocks",
        proves: "The API answers with the number of the newest block",
        signal: "indexer",
        intervalS: 300,
        url: "https://block-explorer-api.mainnet.zksync.io/api?module=block&action=eth_block_number",
        assertions: [{ op: "regex", path: "$.result", value: "^(0x[0-9a-f]+|[0-9]+)$" }],
        facts: { head_number: "$.result" },
        verified: "partial",
        verifiedBy: "the host from viem 2.57.20, the query from memory",
      }),
    ],
    "https://explorer.zksync.io",
  ),
});
