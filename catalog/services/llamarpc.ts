import { defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { rpcNetwork } from "#catalog/templates.ts";

export const service = defineService({
  slug: "llamarpc",
  name: "LlamaRPC (LlamaNodes)",
  kind: "rpc_provider",
  homepage: "https://llamarpc.com",
  lifecycle: {
    state: "uncertain",
    note: "Missing from the chain list that its own authors keep (2026-08-22), yet an issue of 2026-06-17 describes it as live; many of its chains were dropped in 2025.",
    sources: [
      "https://github.com/DefiLlama/chainlist",
      "https://github.com/badmojr/1Hosts/issues/4265",
      "https://github.com/shapeshift/web/issues/10035",
    ],
  },
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    rpcNetwork("ethereum", {
      tier: "aux",
      url: "https://eth.llamarpc.com",
      verified: "repo",
      verifiedBy: "an example in chainlist's README; missing from its list",
    }),
  ],
});
