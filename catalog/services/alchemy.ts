import { ACTIVE, defineService, env, statuspage } from "#catalog/define.ts";
import { POLLED } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

function keyed(network: string, page: string) {
  return {
    url: `https://${network}-mainnet.g.alchemy.com/v2/${env("ALCHEMY_API_KEY")}`,
    verified: "docs",
    verifiedBy: `alchemy.com/rpc${page}`,
    neutral: [{ type: "neutral.quota", status: [401, 403] }],
  } as const;
}

export const service = defineService({
  slug: "alchemy",
  name: "Alchemy",
  kind: "rpc_provider",
  homepage: "https://www.alchemy.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.alchemy.com", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  components: [
    rpcNetwork("ethereum", keyed("eth", "")),
    rpcNetwork("optimism", keyed("opt", "/optimism")),
    rpcNetwork("arbitrum", {
      url: "https://arb-mainnet.g.alchemy.com/public",
      verified: "docs",
      verifiedBy: "alchemy.com/rpc/arbitrum, Public RPC",
      rateLimit: "429 on compute units a second or on concurrency",
    }),
    rpcNetwork("linea", keyed("linea", "/linea")),
    rpcNetwork("scroll", keyed("scroll", "/scroll")),
  ],
});
