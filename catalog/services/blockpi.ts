import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "blockpi",
  name: "BlockPI",
  kind: "rpc_provider",
  homepage: "https://blockpi.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://ethereum.public.blockpi.network/v1/rpc/public" }),
    rpcNetwork("optimism", { ...listed, url: "https://optimism.public.blockpi.network/v1/rpc/public" }),
    rpcNetwork("base", { ...listed, url: "https://base.public.blockpi.network/v1/rpc/public" }),
  ],
});
