import { ACTIVE, defineService, env } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";
import type { NeutralRule } from "#domain/check/spec.ts";

const NO_KEY: readonly NeutralRule[] = [
  { type: "neutral.quota", status: [401, 403] },
  { type: "neutral.quota", body: "unauthorized" },
];

export const service = defineService({
  slug: "ankr",
  name: "Ankr",
  kind: "rpc_provider",
  homepage: "https://www.ankr.com/rpc/",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.ankr.com",
    kind: "instatus",
    apiUrl: "https://status.ankr.com/summary.json",
    verified: "repo",
    verifiedBy: "a third-party monitor lists it as an Instatus page",
  },
  hosting: [],
  components: [
    rpcNetwork("ethereum", {
      url: `https://rpc.ankr.com/eth/${env("ANKR_API_KEY")}`,
      verified: "repo",
      verifiedBy: `${CHAINLIST} with a key only: keyless access has ended`,
      neutral: NO_KEY,
    }),
    rpcNetwork("polygon", {
      tier: "aux",
      url: "https://rpc.ankr.com/polygon",
      verified: "repo",
      verifiedBy: CHAINLIST,
      neutral: NO_KEY,
      note: "Listed without a key, but it may answer Unauthorized (recalled): a matter of keys, not an outage.",
    }),
    rpcNetwork("scroll", {
      tier: "aux",
      url: "https://rpc.ankr.com/scroll",
      verified: "repo",
      verifiedBy: CHAINLIST,
      neutral: NO_KEY,
    }),
  ],
});
