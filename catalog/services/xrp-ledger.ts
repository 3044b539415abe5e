import { ACTIVE, defineService, NO_STATUS_PAGE } from "#catalog/define.ts";
import { REKT } from "#catalog/sources.ts";
import { headAge } from "#catalog/templates.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

const SERVERS = "XRPLF/xrpl-dev-portal, public-servers.md";

function serverInfo(slug: string, operator: string, url: string, whose: string): CheckSpec {
  return {
    slug,
    proves: `The validated ledger advances, as ${whose} sees it`,
    signal: "chain_head",
    tier: "core",
    intervalS: 60,
    request: { probe: "json-rpc", family: "rippled", url, method: "server_info", params: [{}] },
    assertions: [
      { op: "eq", path: "$.result.status", value: "success" },
      { op: "in", path: "$.result.info.server_state", value: ["full", "validating", "proposing"], optional: true },
      { op: "not_exists", path: "$.result.info.amendment_blocked" },
      { op: "lte", path: "$.result.info.load_factor", value: 999, optional: true },
      { op: "gte", path: "$.result.info.peers", value: 1, optional: true },
    ],
    freshness: {
      ...headAge("xrp-ledger", "$.result.info.validated_ledger.age", "age_s"),
      note: "The official health check's critical limits. What it only warns of, load from 100 on and few peers, is no failure: fees rise on all servers at once.",
    },
    facts: {
      head_number: "$.result.info.validated_ledger.seq",
      head_hash: "$.result.info.validated_ledger.hash",
      mode: "$.result.info.server_state",
    },
    chain: "xrp-ledger",
    operator,
    neutral: [{ type: "neutral.rate_limited", status: [503], body: "server is overloaded" }],
    rateLimit:
      'Per IP, no figure published. Over it: HTTP 503 with the text "Server is overloaded", or WebSocket close 1008; "warning":"load" in a body announces it',
    docUrl: "https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/server-info-methods/server_info",
    verified: "docs",
    verifiedBy: `${SERVERS}; limits from health-check.md`,
    note: "Clio servers answer without server_state and peers, so those are judged only where they appear.",
  };
}

export const service = defineService({
  slug: "xrp-ledger",
  name: "XRP Ledger",
  kind: "l1",
  named: true,
  homepage: "https://xrpl.org",
  aliases: { xrpl: "xrp-ledger" },
  lifecycle: ACTIVE,
  statusPage: NO_STATUS_PAGE,
  hosting: [
    {
      provider: "multiple",
      region: null,
      claim:
        "Validators spread over AWS, Google Cloud, Hetzner, DigitalOcean and independent servers; the ledger kept closing in both AWS outages",
      sourceUrl: REKT,
      strength: "article claim",
    },
  ],
  note: 'Judged by a quorum of operators: Ripple says that its public servers "may become unavailable at any time".',
  components: [
    {
      slug: "chain",
      name: "Ledger",
      layer: "chain",
      chain: "xrp-ledger",
      checks: [
        serverInfo("s1-ripple", "ripple", "https://s1.ripple.com:51234/", "Ripple's general-purpose cluster"),
        serverInfo("s2-ripple", "ripple", "https://s2.ripple.com:51234/", "Ripple's full-history cluster"),
        serverInfo("xrplcluster", "inftf", "https://xrplcluster.com/", "the cluster of InFTF"),
        serverInfo("honeycluster", "honeycluster", "https://honeycluster.io/", "Honeycluster"),
        {
          slug: "ledger-stream",
          proves: "Closed ledgers are pushed every 3 to 5 seconds",
          signal: "chain_head",
          tier: "aux",
          intervalS: 60,
          request: {
            probe: "websocket",
            url: "wss://s1.ripple.com/",
            send: { command: "subscribe", streams: ["ledger"] },
          },
          assertions: [{ op: "eq", path: "$.type", value: "ledgerClosed" }],
          freshness: { fact: "sequence", path: "$.ledger_index", unit: "sequence", warnS: 7, critS: 20 },
          facts: { head_number: "$.ledger_index", head_hash: "$.ledger_hash" },
          chain: "xrp-ledger",
          operator: "ripple",
          docUrl: "https://github.com/XRPLF/xrpl-dev-portal/blob/master/docs/tutorials/public-servers.md",
          verified: "docs",
          verifiedBy: `${SERVERS}; dshackle subscribes to the same stream`,
          note: "ledger_time counts from 2000-01-01: add 946684800.",
        },
      ],
    },
  ],
});
