import { ACTIVE, defineService } from "#catalog/define.ts";
import { getJson } from "#catalog/templates.ts";
import { page } from "#catalog/templates-web.ts";

export const service = defineService({
  slug: "icp",
  name: "Internet Computer (ICP)",
  kind: "decentralised_cloud",
  named: true,
  homepage: "https://internetcomputer.org",
  lifecycle: ACTIVE,
  statusPage: { url: "https://status.internetcomputer.org", kind: "unknown", apiUrl: null, verified: "recalled" },
  hosting: [],
  components: [
    {
      slug: "boundary",
      name: "Boundary nodes",
      layer: "access",
      checks: [
        {
          slug: "status",
          proves: "A boundary node answers with the health of a replica",
          signal: "reachability",
          tier: "core",
          intervalS: 60,
          request: { probe: "http", method: "GET", url: "https://icp-api.io/api/v2/status", format: "raw" },
          assertions: [{ op: "body_len_gte", value: 50 }],
          verified: "recalled",
          note: "The body is CBOR; its replica_health_status should read healthy (recalled) and is not looked at.",
        },
        {
          ...page({
            slug: "nns",
            proves: "A real canister serves its page",
            tier: "aux",
            intervalS: 60,
            url: "https://nns.ic0.app/",
            verified: "recalled",
          }),
          signal: "content",
          status: [200],
        },
      ],
    },
    {
      slug: "chain",
      name: "Subnets",
      layer: "chain",
      chain: "icp",
      checks: [
        getJson({
          slug: "block-rate",
          proves: "The subnets make blocks, as the public dashboard counts them",
          signal: "chain_head",
          intervalS: 120,
          vital: true,
          url: "https://ic-api.internetcomputer.org/api/v3/metrics/block-rate",
          assertions: [{ op: "gt", path: "$.block_rate[-1][1]", value: 0 }],
          freshness: { fact: "data_age_s", path: "$.block_rate[-1][0]", unit: "epoch_s", warnS: 900, critS: 1800 },
          docUrl: "https://internetcomputer.org/docs/references/dashboard-apis",
          verified: "repo",
          verifiedBy: "third-party clients call this address and read the one pair of time and rate in it",
        }),
      ],
    },
  ],
});
