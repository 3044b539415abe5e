import { ACTIVE, defineService, statuspage } from "#catalog/define.ts";
import { POLLED } from "#catalog/sources.ts";
import { solanaSlot } from "#catalog/templates.ts";
import type { NeutralRule } from "#domain/check/spec.ts";

const OFFICIAL = "https://api.mainnet-beta.solana.com";
const RATE_LIMIT = "100 requests per 10 s and IP, 40 of one method, then 429 or 403 (solana.com, clusters)";
const NEUTRAL: readonly NeutralRule[] = [{ type: "neutral.rate_limited", status: [403] }];

export const service = defineService({
  slug: "solana",
  name: "Solana",
  kind: "l1",
  homepage: "https://solana.com",
  lifecycle: ACTIVE,
  statusPage: statuspage("https://status.solana.com", { verified: "repo", verifiedBy: POLLED }),
  hosting: [],
  limits: [
    {
      host: "api.mainnet-beta.solana.com",
      requests: 40,
      perS: 10,
      source: "solana.com, clusters page: 100 per 10 s, 40 of one method",
    },
  ],
  components: [
    {
      slug: "chain",
      name: "Chain",
      layer: "chain",
      chain: "solana",
      checks: [
        solanaSlot({
          slug: "official",
          url: OFFICIAL,
          rateLimit: RATE_LIMIT,
          neutral: NEUTRAL,
          verified: "repo",
          verifiedBy: "drpcorg/public, chains.yaml",
        }),
        solanaSlot({
          slug: "publicnode",
          operator: "publicnode",
          url: "https://solana-rpc.publicnode.com",
          verified: "repo",
          verifiedBy: "many third-party repositories use it without a key",
        }),
        solanaSlot({
          slug: "pocket",
          operator: "pocket",
          url: "https://solana.api.pocket.network",
          verified: "repo",
          verifiedBy: "several third-party repositories use it; one tested it without a key",
        }),
        solanaSlot({
          slug: "drpc",
          operator: "drpc",
          tier: "aux",
          url: "https://solana.drpc.org",
          verified: "repo",
          verifiedBy: "many third-party repositories list it; one got HTTP 400 without a key",
          note: "Shown only, until it has proved to answer without a key.",
        }),
        {
          slug: "block-time",
          proves: "A block 32 slots below the tip has a recent time",
          signal: "chain_head",
          tier: "core",
          intervalS: 120,
          request: {
            probe: "json-rpc",
            family: "solana",
            url: OFFICIAL,
            method: "getBlockTime",
            params: ["{slot}"],
            variables: { slot: { from: "solana/chain/official", offset: -32, as: "number" } },
          },
          assertions: [{ op: "gt", path: "$.result", value: 0 }],
          // The slot comes from the last head, up to a minute old, and lies 32 slots (13 s) below it.
          freshness: { fact: "head_age_s", path: "$.result", unit: "epoch_s", warnS: 120, critS: 240 },
          neutral: NEUTRAL,
          verified: "recalled",
        },
      ],
    },
    {
      slug: "public-rpc",
      name: "Public RPC",
      layer: "access",
      chain: "solana",
      checks: [
        {
          slug: "health",
          proves: "The official endpoint calls itself healthy",
          signal: "self_declared_status",
          tier: "core",
          intervalS: 60,
          request: { probe: "json-rpc", family: "solana", url: OFFICIAL, method: "getHealth", params: [] },
          assertions: [{ op: "eq", path: "$.result", value: "ok" }],
          facts: { mode: "$.result" },
          neutral: NEUTRAL,
          rateLimit: RATE_LIMIT,
          docUrl: "https://solana.com/docs/rpc/http/gethealth",
          verified: "docs",
          verifiedBy: "solana.com/docs/rpc, getHealth",
          note: "Error -32005 means the node is behind. A balancer says ok while one node is healthy, and ok has been seen hundreds of slots behind.",
        },
      ],
    },
  ],
});
