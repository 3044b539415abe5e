import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { blockscout } from "#catalog/templates-explorer.ts";

export const service = defineService({
  slug: "blockscout-base",
  name: "Blockscout Base",
  kind: "explorer",
  homepage: "https://base.blockscout.com",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: blockscout("base.blockscout.com", {
    verified: "partial",
    verifiedBy: "the host from a third-party list, the API's path from memory",
  }),
});
