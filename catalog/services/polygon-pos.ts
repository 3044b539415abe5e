import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { CHAINLIST, POLLED, REKT, VIEM } from "#catalog/sources.ts";
import { evmHead, evmTagged, getJson, publicRpc } from "#catalog/templates.ts";

const drpc = {
  url: "https://polygon.drpc.org",
  operator: "drpc",
  verified: "repo",
  verifiedBy: `${VIEM} as the default; ${CHAINLIST}`,
} as const;

export const service = defineService({
  slug: "polygon-pos",
  name: "Polygon PoS",
  kind: "l2",
  named: true,
  homepage: "https://polygon.technology",
  aliases: { polygon: "polygon-pos" },
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.polygon.technology", { verified: "repo", verifiedBy: POLLED }),
  hosting: [
    {
      provider: "various",
      region: null,
      claim: "The endpoints that failed on 2025-10-20 were Infura's",
      sourceUrl: REKT,
      strength: "article claim",
    },
  ],
  note: 'A sidechain: no batches on Ethereum stand behind "safe". Chainlink did not rely on its finality tag, for violations under the older consensus.',
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "polygon",
      checks: [evmHead({ ...drpc, slug: "drpc", chain: "polygon", vital: true, intervalS: 60 })],
    },
    publicRpc(
      "polygon",
      { ...drpc, note: "No foundation runs a public endpoint any more: this is the usual default." },
      [
        evmHead({
          slug: "retired",
          proves: "Kept for history: the former official endpoint",
          tier: "disabled",
          chain: "polygon",
          url: "https://polygon-rpc.com",
          verified: "repo",
          verifiedBy: "https://github.com/qualiaenjoyer/polymarket-apis/issues/22",
          note: 'Its own notice: "This free RPC endpoint will stop working on Feb 16, 2026".',
        }),
      ],
    ),
    {
      slug: "consensus",
      name: "Heimdall consensus",
      layer: "chain",
      chain: "polygon",
      checks: [
        getJson({
          slug: "heimdall",
          proves: "The consensus and checkpoint layer makes blocks; it is on record as halted on 2025-07-30",
          signal: "consensus",
          url: "https://heimdall-api.polygon.technology/cosmos/base/tendermint/v1beta1/blocks/latest",
          assertions: [{ op: "gt", path: "$.block.header.height", value: 0 }],
          freshness: { fact: "head_age_s", path: "$.block.header.time", unit: "iso8601", warnS: 60, critS: 300 },
          facts: { head_number: "$.block.header.height" },
          verified: "repo",
          verifiedBy: "third-party clients call this address",
        }),
      ],
    },
    {
      slug: "settlement",
      name: "Finality",
      layer: "chain",
      chain: "polygon",
      checks: [
        evmTagged("finalized", {
          ...drpc,
          warnS: 60,
          critS: 360,
          note: "Chainlink alarms after 6 minutes without a new finalized head.",
        }),
      ],
    },
  ],
});
