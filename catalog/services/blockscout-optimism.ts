import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { blockscout } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "blockscout-optimism",
  name: "Blockscout OP Mainnet",
  kind: "explorer",
  homepage: "https://optimism.blockscout.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: blockscout("optimism.blockscout.com", { verified: "recalled", verifiedBy: "from memory" }),
});
