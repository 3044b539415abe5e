import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

export const service = defineService({
  slug: "cloudflare-eth",
  name: "Cloudflare Ethereum Gateway",
  kind: "rpc_provider",
  homepage: "https://developers.cloudflare.com/web3/",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://www.cloudflarestatus.com", {
    verified: "recalled",
    shared: true,
    components: { "Ethereum Gateway": "ethereum" },
  }),
  hosting: [
    {
      provider: "cloudflare",
      region: null,
      claim: "Operated by Cloudflare on its own edge",
      sourceUrl: "https://developers.cloudflare.com/web3/",
      strength: "declared by operator",
    },
  ],
  components: [
    rpcNetwork("ethereum", {
      url: "https://cloudflare-eth.com/",
      verified: "repo",
      verifiedBy: CHAINLIST,
      note: "The same list still names hosts that are dead, so it counts only once it has answered.",
    }),
  ],
});
