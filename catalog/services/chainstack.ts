import { ACTIVE, defineService, env } from "#catalog/define.ts";
import { rpcNetwork } from "#catalog/templates.ts";

export const service = defineService({
  slug: "chainstack",
  name: "Chainstack",
  kind: "rpc_provider",
  homepage: "https://chainstack.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.chainstack.com",
    kind: "instatus",
    apiUrl: "https://status.chainstack.com/summary.json",
    verified: "repo",
    verifiedBy: "three third-party repositories poll it",
  },
  hosting: [],
  components: [
    rpcNetwork("ethereum", {
      tier: "optional",
      url: env("CHAINSTACK_ETHEREUM_URL"),
      verified: "recalled",
      verifiedBy: "every customer has a URL of their own",
    }),
  ],
});
