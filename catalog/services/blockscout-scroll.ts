import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { blockscout } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "blockscout-scroll",
  name: "Blockscout Scroll",
  kind: "explorer",
  homepage: "https://scroll.blockscout.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: blockscout("scroll.blockscout.com", { verified: "recalled", verifiedBy: "from memory" }),
});
