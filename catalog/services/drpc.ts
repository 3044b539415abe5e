import { ACTIVE, defineService } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "drpc",
  name: "dRPC",
  kind: "rpc_provider",
  homepage: "https://drpc.org",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.drpc.org",
    kind: "custom",
    apiUrl: "https://status.drpc.org/index.json",
    verified: "repo",
    verifiedBy: "third-party monitors list it as a Better Stack page",
    note: "The path of its JSON is recalled.",
  },
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://eth.drpc.org" }),
    rpcNetwork("polygon", { ...listed, url: "https://polygon.drpc.org" }),
    rpcNetwork("optimism", { ...listed, url: "https://optimism.drpc.org" }),
    rpcNetwork("arbitrum", { ...listed, url: "https://arbitrum.drpc.org" }),
    rpcNetwork("base", { ...listed, url: "https://base.drpc.org" }),
    rpcNetwork("linea", { ...listed, url: "https://linea.drpc.org" }),
    rpcNetwork("scroll", { ...listed, url: "https://scroll.drpc.org" }),
    rpcNetwork("zksync", { ...listed, url: "https://zksync.drpc.org" }),
    rpcNetwork("bsc", { ...listed, url: "https://bsc.drpc.org" }),
  ],
});
