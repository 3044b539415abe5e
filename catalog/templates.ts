import { chainOf } from "#catalog/chains.ts";
import type { ComponentSpec } from "#domain/check/service.ts";
import type { Assertion, CheckSpec, Freshness, HttpRequest, NeutralRule, TimeUnit } from "#domain/check/spec.ts";

/** What every check says about itself, whatever it tests. */
export type Common = Pick<CheckSpec, "verified"> &
  Partial<
    Pick<
      CheckSpec,
      | "agreement"
      | "docUrl"
      | "intervalS"
      | "neutral"
      | "note"
      | "operator"
      | "proves"
      | "rateLimit"
      | "slug"
      | "status"
      | "tier"
      | "verifiedBy"
      | "vital"
    >
  >;

const EVM_BLOCK: readonly Assertion[] = [
  { op: "hex_gt", path: "$.result.number", value: 0 },
  { op: "regex", path: "$.result.hash", value: "^0x[0-9a-f]{64}$" },
];

/** How old the head of a chain may be, read from an answer: the limits are the chain's own. */
export function headAge(chain: string, path: string, unit: TimeUnit): Freshness {
  const { headAgeWarnS, headAgeCritS } = chainOf(chain).limits;
  return { fact: "head_age_s", path, unit, warnS: headAgeWarnS, critS: headAgeCritS };
}

/** The newest block of an EVM chain: number, hash and time in one call. */
export function evmHead(options: Common & { readonly chain: string; readonly url: string }): CheckSpec {
  const { chain, url, ...rest } = options;
  return {
    slug: "head",
    proves: `${chainOf(chain).name}'s newest block is served, and it is the real, moving head`,
    signal: "chain_head",
    tier: "core",
    intervalS: 30,
    request: { probe: "json-rpc", family: "evm", url, method: "eth_getBlockByNumber", params: ["latest", false] },
    assertions: EVM_BLOCK,
    freshness: headAge(chain, "$.result.timestamp", "hex_epoch_s"),
    facts: { head_number: "$.result.number", head_hash: "$.result.hash" },
    chain,
    ...rest,
  };
}

/** One network of an RPC provider: a component whose head is vital when it is core. */
export function rpcNetwork(
  chain: string,
  options: Common & { readonly url: string },
  more: readonly CheckSpec[] = [],
): ComponentSpec {
  const head = evmHead({ chain, ...options });
  return {
    slug: chain,
    name: chainOf(chain).name,
    layer: "access",
    chain,
    checks: [head.tier === "core" ? { ...head, vital: true } : head, ...more],
  };
}

/** The official public endpoint of an EVM chain: its head, and that it serves the chain it claims. */
export function publicRpc(
  chain: string,
  options: Common & { readonly url: string },
  more: readonly CheckSpec[] = [],
): ComponentSpec {
  return {
    slug: "public-rpc",
    name: "Public RPC",
    layer: "access",
    chain,
    checks: [evmHead({ chain, vital: true, ...options }), evmChainId({ chain, ...options }), ...more],
  };
}

/** That an endpoint serves the chain it claims. */
export function evmChainId(options: Common & { readonly chain: string; readonly url: string }): CheckSpec {
  const { chain, url, ...rest } = options;
  const { name, chainId } = chainOf(chain);
  if (chainId === null) throw new Error(`catalog/chains.ts gives "${chain}" no chain id`);
  return {
    proves: `The endpoint serves ${name}, not another chain`,
    signal: "identity",
    tier: "core",
    request: { probe: "json-rpc", family: "evm", url, method: "eth_chainId", params: [] },
    assertions: [],
    expectsChainId: `0x${chainId.toString(16)}`,
    ...rest,
    slug: "chain-id",
    intervalS: 900,
  };
}

const TAG_PROVES = {
  safe: "The safe head advances: batches reach the parent chain and are derived from it",
  finalized: "The finalized head advances: finality is being reached",
} as const;

/** The `safe` or `finalized` head of an EVM chain: settlement goes on, whatever the newest block does. */
export function evmTagged(
  tag: keyof typeof TAG_PROVES,
  options: Common & { readonly url: string; readonly warnS: number; readonly critS: number },
): CheckSpec {
  const { url, warnS, critS, ...rest } = options;
  return {
    slug: tag,
    proves: TAG_PROVES[tag],
    signal: "l1_settlement",
    tier: "core",
    intervalS: 120,
    request: { probe: "json-rpc", family: "evm", url, method: "eth_getBlockByNumber", params: [tag, false] },
    assertions: [
      { op: "hex_gt", path: "$.result.number", value: 0 },
      { op: "not_decreasing", path: "$.result.number" },
    ],
    freshness: { fact: "head_age_s", path: "$.result.timestamp", unit: "hex_epoch_s", warnS, critS },
    facts: { head_number: "$.result.number", head_hash: "$.result.hash" },
    ...rest,
  };
}

/** latestRoundData() of a Chainlink feed; `0xfeaf968c` is its selector. */
export function chainlinkRound(
  options: Common & {
    readonly slug: string;
    readonly proves: string;
    readonly signal: CheckSpec["signal"];
    readonly url: string;
    readonly feed: string;
    readonly assertions: readonly Assertion[];
    readonly freshness: Freshness;
  },
): CheckSpec {
  const { url, feed, ...rest } = options;
  return {
    tier: "core",
    intervalS: 120,
    request: {
      probe: "json-rpc",
      family: "evm",
      url,
      method: "eth_call",
      params: [{ to: feed, data: "0xfeaf968c" }, "latest"],
    },
    ...rest,
  };
}

/**
 * Chainlink's sequencer uptime flag. It reaches the L2 through the sequencer's own queue, so during an outage it still
 * reads "up" and flips afterwards: it dates a past outage and never detects one, hence `aux`.
 */
export function sequencerUptimeFeed(
  name: string,
  options: Common & { readonly url: string; readonly feed: string },
): CheckSpec {
  return chainlinkRound({
    slug: "uptime-feed",
    proves: `Chainlink's flag for the ${name} sequencer reads "up"; it dates a past outage and cannot show a present one`,
    signal: "sequencer",
    tier: "aux",
    docUrl: "https://docs.chain.link/data-feeds/l2-sequencer-feeds",
    assertions: [{ op: "abi_word_eq", path: "$.result", index: 1, value: 0 }],
    freshness: {
      fact: "data_age_s",
      path: "$.result",
      unit: "abi_word_epoch_s",
      index: 2,
      note: "When the flag last changed, not a heartbeat: recorded, never judged.",
    },
    note: "Answer 0 is up, 1 is down.",
    ...options,
  });
}

/** Confirmed slot of a Solana node, compared with the other operators' by the judge. */
export function solanaSlot(options: Common & { readonly url: string }): CheckSpec {
  const { url, ...rest } = options;
  return {
    slug: "slot",
    proves: "The confirmed slot advances and is close to the other operators'",
    signal: "chain_head",
    tier: "core",
    intervalS: 60,
    request: {
      probe: "json-rpc",
      family: "solana",
      url,
      method: "getSlot",
      params: [{ commitment: "confirmed" }],
    },
    assertions: [{ op: "gt", path: "$.result", value: 0 }],
    freshness: { fact: "sequence", path: "$.result", unit: "sequence", warnS: 5, critS: 30 },
    facts: { head_number: "$.result" },
    chain: "solana",
    ...rest,
  };
}

/** A CometBFT node's own status: in sync, on the right network, head fresh. */
export function cometStatus(
  options: Common & { readonly chain: string; readonly url: string; readonly network?: string },
): CheckSpec {
  const { chain, url, network, ...rest } = options;
  const inSync: Assertion = { op: "eq", path: "$.result.sync_info.catching_up", value: false };
  return {
    slug: "status",
    proves: "The node is in sync and its newest block is recent",
    signal: "chain_head",
    tier: "core",
    intervalS: 60,
    request: { probe: "http", method: "GET", url, format: "json" },
    assertions: network ? [inSync, { op: "eq", path: "$.result.node_info.network", value: network }] : [inSync],
    freshness: headAge(chain, "$.result.sync_info.latest_block_time", "iso8601"),
    facts: {
      head_number: "$.result.sync_info.latest_block_height",
      head_hash: "$.result.sync_info.latest_block_hash",
    },
    chain,
    ...rest,
  };
}

/** A check that GETs JSON: everything but the request is said in full. */
export function getJson(
  options: Omit<CheckSpec, "request" | "tier" | "intervalS"> &
    Partial<Pick<CheckSpec, "tier" | "intervalS">> & {
      readonly url: string;
      readonly variables?: HttpRequest["variables"];
    },
): CheckSpec {
  const { url, variables, ...rest } = options;
  return {
    tier: "core",
    intervalS: 60,
    request: { probe: "http", method: "GET", url, format: "json", ...(variables ? { variables } : {}) },
    ...rest,
  };
}

/** Lays the same neutral rules over several checks. */
export function withNeutral(neutral: readonly NeutralRule[], checks: readonly CheckSpec[]): CheckSpec[] {
  return checks.map((check) => ({ ...check, neutral: [...neutral, ...(check.neutral ?? [])] }));
}
