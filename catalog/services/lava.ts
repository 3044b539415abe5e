import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "lava",
  name: "Lava Network",
  kind: "rpc_provider",
  homepage: "https://www.lavanet.xyz",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://eth1.lava.build" }),
    rpcNetwork("base", { ...listed, url: "https://base.lava.build" }),
    rpcNetwork("arbitrum", { ...listed, url: "https://arb1.lava.build" }),
  ],
});
