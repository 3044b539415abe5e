import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { getJson } from "#catalog/templates.ts";
import { explorer } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "mempool-space",
  name: "mempool.space",
  kind: "explorer",
  homepage: "https://mempool.space",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: explorer(
    [
      getJson({
        slug: "blocks",
        proves: "The API answers with the height of the tip",
        signal: "indexer",
        intervalS: 300,
        url: "https://mempool.space/api/blocks/tip/height",
        assertions: [{ op: "exists", path: "$" }],
        facts: { head_number: "$" },
        verified: "repo",
        verifiedBy: "third parties quote mempool.space's docs for this path",
      }),
    ],
    "https://mempool.space",
  ),
});
