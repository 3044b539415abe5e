import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CHAINLIST, POLLED } from "#catalog/sources.ts";
import { rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "tenderly",
  name: "Tenderly Gateway",
  kind: "rpc_provider",
  homepage: "https://tenderly.co",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.tenderly.co", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://gateway.tenderly.co/public/mainnet" }),
    rpcNetwork("optimism", { ...listed, url: "https://gateway.tenderly.co/public/optimism" }),
  ],
});
