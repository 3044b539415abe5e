import { ACTIVE, defineService } from "#catalog/define.ts";
import { page } from "#catalog/templates-web.ts";

export const service = defineService({
  slug: "phantom",
  name: "Phantom",
  kind: "wallet",
  homepage: "https://phantom.com",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.phantom.com",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "third-party mentions",
  },
  hosting: [],
  components: [
    {
      slug: "web",
      name: "Site",
      layer: "access",
      checks: [page({ url: "https://phantom.com/", verified: "recalled" })],
    },
  ],
});
