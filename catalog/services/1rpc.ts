import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: `${CHAINLIST}; older docs say 1rpc.io/<chain>` } as const;

export const service = defineService({
  slug: "1rpc",
  name: "1RPC (Automata)",
  kind: "rpc_provider",
  homepage: "https://www.1rpc.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://public.1rpc.io/eth" }),
    rpcNetwork("polygon", { ...listed, url: "https://public.1rpc.io/matic" }),
    rpcNetwork("optimism", { ...listed, url: "https://public.1rpc.io/op" }),
    rpcNetwork("arbitrum", { ...listed, url: "https://public.1rpc.io/arb" }),
    rpcNetwork("base", { ...listed, url: "https://public.1rpc.io/base" }),
    rpcNetwork("linea", { ...listed, url: "https://public.1rpc.io/linea" }),
    rpcNetwork("scroll", { ...listed, url: "https://public.1rpc.io/scroll" }),
    rpcNetwork("zksync", { ...listed, url: "https://public.1rpc.io/zksync2-era" }),
  ],
});
