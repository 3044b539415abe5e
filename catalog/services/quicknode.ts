import { ACTIVE, defineService, env, statuspage } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

export const service = defineService({
  slug: "quicknode",
  name: "QuickNode",
  kind: "rpc_provider",
  homepage: "https://www.quicknode.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.quicknode.com", {
    verified: "repo",
    verifiedBy: "third-party repositories poll it",
    note: "504 components; its headline once said minor while Ethereum JSON-RPC was operational.",
  }),
  hosting: [],
  components: [
    rpcNetwork("ethereum", {
      tier: "optional",
      url: env("QUICKNODE_ETHEREUM_URL"),
      verified: "recalled",
      verifiedBy: "every customer has a URL of their own",
    }),
    rpcNetwork("polygon", {
      tier: "aux",
      url: "https://rpc-mainnet.matic.quiknode.pro",
      verified: "repo",
      verifiedBy: CHAINLIST,
    }),
  ],
});
