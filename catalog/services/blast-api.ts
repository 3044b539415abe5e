import { defineService } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

export const service = defineService({
  slug: "blast-api",
  name: "Blast API (Bware Labs)",
  kind: "rpc_provider",
  homepage: "https://blastapi.io",
  lifecycle: {
    state: "retired",
    effective: "2025-10-31T00:00:00Z",
    note: "Shut down after 2025-10-31; its URLs linger in chain lists.",
    sources: ["https://github.com/l2beat/l2beat/issues/9397", "https://github.com/decred/dcrdex/issues/3350"],
  },
  statusPage: {
    url: "https://status.blastapi.io",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "README of keyban-io/statuspage",
  },
  hosting: [],
  components: [
    rpcNetwork("ethereum", {
      tier: "disabled",
      url: "https://eth-mainnet.public.blastapi.io",
      verified: "repo",
      verifiedBy: CHAINLIST,
    }),
  ],
});
