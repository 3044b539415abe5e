import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { blockscout } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "blockscout-eth",
  name: "Blockscout Ethereum",
  kind: "explorer",
  homepage: "https://eth.blockscout.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: blockscout("eth.blockscout.com", { verified: "recalled", verifiedBy: "from memory" }),
});
