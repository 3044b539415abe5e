import { ACTIVE, defineService, env } from "#catalog/define.ts";
import { headAge } from "#catalog/templates.ts";
import type { JsonRpcRequest } from "#domain/check/spec.ts";

function call(method: string, params: readonly unknown[]): JsonRpcRequest {
  return { probe: "json-rpc", family: "generic", url: env("STARKNET_RPC_URL"), method, params };
}

export const service = defineService({
  slug: "starknet",
  name: "Starknet",
  kind: "l2",
  homepage: "https://www.starknet.io",
  lifecycle: ACTIVE,
  statusPage: {
    url: "https://status.starknet.io",
    kind: "unknown",
    apiUrl: null,
    verified: "repo",
    verifiedBy: "linked from the foot of starknet.io's pages",
  },
  hosting: [],
  note: "No endpoint without a key was verified in 2026, so it needs STARKNET_RPC_URL; candidates are rpc.starknet.lava.build, starknet-rpc.publicnode.com and api.cartridge.gg/x/starknet/mainnet (recalled).",
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "starknet",
      checks: [
        {
          slug: "head",
          proves: "The sequencer's newest block is recent",
          signal: "chain_head",
          tier: "core",
          vital: true,
          intervalS: 60,
          request: call("starknet_getBlockWithTxHashes", ["latest"]),
          assertions: [{ op: "gt", path: "$.result.block_number", value: 0 }],
          freshness: headAge("starknet", "$.result.timestamp", "epoch_s"),
          facts: { head_number: "$.result.block_number", head_hash: "$.result.block_hash" },
          chain: "starknet",
          verified: "recalled",
          note: "Some providers dropped RPC 0.6 to 0.8 and renamed the tag pending to pre_confirmed in 2026.",
        },
        {
          slug: "syncing",
          proves: "The node says that it is in sync",
          signal: "sync",
          tier: "optional",
          intervalS: 60,
          request: call("starknet_syncing", []),
          assertions: [{ op: "eq", path: "$.result", value: false }],
          verified: "docs",
          verifiedBy: "alchemy.com/docs, starknet_syncing; dshackle asks the same",
        },
      ],
    },
    {
      slug: "settlement",
      name: "Settlement on Ethereum",
      layer: "chain",
      chain: "starknet",
      checks: [
        {
          slug: "l1-accepted",
          proves: "Blocks are being proved on Ethereum",
          signal: "l1_settlement",
          tier: "optional",
          intervalS: 60,
          request: call("starknet_getBlockWithTxHashes", ["l1_accepted"]),
          assertions: [{ op: "gt", path: "$.result.block_number", value: 0 }],
          freshness: { fact: "head_age_s", path: "$.result.timestamp", unit: "epoch_s", warnS: 21_600, critS: 43_200 },
          facts: { head_number: "$.result.block_number", head_hash: "$.result.block_hash" },
          verified: "recalled",
        },
      ],
    },
  ],
});
