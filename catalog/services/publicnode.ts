import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CHAINLIST, VENDORWATCH } from "#catalog/sources.ts";
import { headAge, rpcNetwork } from "#catalog/templates.ts";

const listed = { verified: "repo", verifiedBy: CHAINLIST } as const;

export const service = defineService({
  slug: "publicnode",
  name: "PublicNode (Allnodes)",
  kind: "rpc_provider",
  homepage: "https://www.publicnode.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.allnodes.com", { verified: "repo", verifiedBy: VENDORWATCH, shared: true }),
  hosting: [],
  components: [
    rpcNetwork("ethereum", { ...listed, url: "https://ethereum-rpc.publicnode.com" }, [
      {
        slug: "new-heads",
        proves: "New Ethereum heads are pushed over WebSocket",
        signal: "chain_head",
        tier: "aux",
        intervalS: 60,
        request: {
          probe: "websocket",
          url: "wss://ethereum-rpc.publicnode.com",
          send: { jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] },
        },
        assertions: [{ op: "hex_gt", path: "$.params.result.number", value: 0 }],
        freshness: headAge("ethereum", "$.params.result.timestamp", "hex_epoch_s"),
        facts: { head_number: "$.params.result.number", head_hash: "$.params.result.hash" },
        chain: "ethereum",
        ...listed,
      },
    ]),
    rpcNetwork("polygon", { ...listed, url: "https://polygon-bor-rpc.publicnode.com" }),
    rpcNetwork("optimism", { ...listed, url: "https://optimism-rpc.publicnode.com" }),
    rpcNetwork("arbitrum", { ...listed, url: "https://arbitrum-one-rpc.publicnode.com" }),
    rpcNetwork("base", { ...listed, url: "https://base-rpc.publicnode.com" }),
    rpcNetwork("linea", { ...listed, url: "https://linea-rpc.publicnode.com" }),
    rpcNetwork("bsc", { ...listed, url: "https://bsc-rpc.publicnode.com" }),
    rpcNetwork("avalanche", { ...listed, url: "https://avalanche-c-chain-rpc.publicnode.com" }),
  ],
});
