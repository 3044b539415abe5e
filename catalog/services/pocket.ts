import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "pocket",
  name: "Pocket Network",
  kind: "rpc_provider",
  homepage: "https://pocket.network",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://eth.api.pocket.network" }),
    rpcNetwork("scroll", { ...listed, url: "https://scroll.api.pocket.network" }),
    rpcNetwork("linea", { ...listed, url: "https://linea.api.pocket.network" }),
  ],
});
