import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { CHAINLIST } from "#catalog/sources.ts";
import { evmHead, headAge } from "#catalog/templates.ts";

const docUrl = "https://docs.filecoin.io/";

export const service = defineService({
  slug: "filecoin",
  name: "Filecoin",
  kind: "storage",
  named: true,
  homepage: "https://filecoin.io",
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [],
  note: "The outage of the GLIF gateway on 2023-12-08 and 09 left no public alternative that worked, so several operators are watched.",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "filecoin",
      checks: [
        {
          slug: "glif",
          proves: "The chain's head advances, as GLIF's Lotus API sees it",
          signal: "chain_head",
          tier: "core",
          intervalS: 60,
          request: {
            probe: "json-rpc",
            family: "generic",
            url: "https://api.node.glif.io/rpc/v1",
            method: "Filecoin.ChainHead",
            params: [],
          },
          assertions: [{ op: "gt", path: "$.result.Height", value: 0 }],
          freshness: headAge("filecoin", "$.result.Blocks[0].Timestamp", "epoch_s"),
          facts: { head_number: "$.result.Height" },
          chain: "filecoin",
          operator: "glif",
          rateLimit: "Public; the newest 2000 blocks only",
          docUrl,
          verified: "partial",
          verifiedBy: "the address from docs.filecoin.io, the method from memory",
        },
        evmHead({
          slug: "chainup",
          operator: "chainup",
          chain: "filecoin",
          proves: "The chain's head advances, as ChainUp's Ethereum-compatible API sees it",
          intervalS: 60,
          url: "https://filecoin.chainup.net/rpc/v1",
          docUrl,
          verified: "docs",
          verifiedBy: `docs.filecoin.io; ${CHAINLIST}`,
        }),
        evmHead({
          slug: "drpc",
          operator: "drpc",
          chain: "filecoin",
          proves: "The chain's head advances, as dRPC's Ethereum-compatible API sees it",
          tier: "aux",
          intervalS: 60,
          url: "https://filecoin.drpc.org",
          verified: "repo",
          verifiedBy: CHAINLIST,
        }),
      ],
    },
  ],
});
