import { ACTIVE, defineService } from "#catalog/define.ts";
import { cometStatus, getJson } from "#catalog/templates.ts";

const docUrl = "https://akash.network/docs/akash-nodes/public-rpc-nodes";

function node(operator: string, url: string) {
  return cometStatus({
    slug: operator,
    operator,
    proves: "The node is in sync on akashnet-2 and its newest block is recent",
    chain: "akash",
    network: "akashnet-2",
    url,
    docUrl,
    verified: "docs",
    verifiedBy: "akash.network, public RPC nodes",
  });
}

export const service = defineService({
  slug: "akash",
  name: "Akash Network",
  kind: "decentralised_cloud",
  named: true,
  homepage: "https://akash.network",
  lifecycle: ACTIVE,
  statusPage: { url: "https://status.akash.network", kind: "unknown", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "akash",
      checks: [
        node("akashnet", "https://rpc.akashnet.net/status"),
        node("polkachu", "https://akash-rpc.polkachu.com/status"),
        node("ecostake", "https://rpc-akash.ecostake.com/status"),
      ],
    },
    {
      slug: "console",
      name: "Console",
      layer: "access",
      checks: [
        getJson({
          slug: "api",
          proves: "The marketplace console's backend reaches the chain",
          signal: "backend",
          tier: "aux",
          intervalS: 300,
          url: "https://console-api.akash.network/v1/blockchain-status",
          assertions: [{ op: "exists", path: "$" }],
          docUrl,
          verified: "repo",
          verifiedBy: "a third-party API collection names the path and the host",
        }),
      ],
    },
  ],
});
