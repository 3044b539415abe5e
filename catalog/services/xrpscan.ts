import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { getJson } from "#catalog/templates.ts";
import { explorer } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "xrpscan",
  name: "XRPScan",
  kind: "explorer",
  homepage: "https://xrpscan.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: explorer(
    [
      getJson({
        slug: "ledgers",
        proves: "The API answers with the current ledger",
        signal: "indexer",
        intervalS: 300,
        url: "https://api.xrpscan.com/api/v1/ledgers",
        assertions: [{ op: "exists", path: "$.current_ledger" }],
        facts: { head_number: "$.current_ledger" },
        verified: "recalled",
      }),
    ],
    "https://xrpscan.com",
  ),
});
