/**
 * What the catalog says of a check. Types only: `catalog/schema.ts` checks files against them, `domain/check/answer.ts`
 * decides whether a response is an answer.
 */

/** `core` counts, `aux` is shown, `optional` runs only with a key, `disabled` is kept for history. */
export const TIERS = ["core", "aux", "optional", "disabled"] as const;

export type Tier = (typeof TIERS)[number];

export const SIGNALS = [
  "reachability",
  "self_declared_status",
  "market_data",
  "market_liveness",
  "trading_mode",
  "chain_head",
  "identity",
  "consistency",
  "l1_settlement",
  "sequencer",
  "consensus",
  "sync",
  "oracle",
  "indexer",
  "backend",
  "content",
] as const;

export type Signal = (typeof SIGNALS)[number];

/** How an entry was verified: operator's docs, a URL emitted by ccxt, third-party code, partly from memory, memory. */
export const VERIFICATIONS = ["docs", "ccxt", "repo", "partial", "recalled"] as const;

export type Verification = (typeof VERIFICATIONS)[number];

/**
 * One thing that must hold of a response. `path` is a JSONPath subset: `$.a.b`, `[n]`, `[-1]` last, `*` any single key,
 * `[?state=="x"]` and `[?(@[2]>0)]` filters; `$` is the whole body. Numbers inside strings count as numbers.
 */
export type Assertion = AssertionRule & {
  /** Judged only when the path has a value: a Clio server has no `peers`. */
  readonly optional?: true;
};

type AssertionRule =
  | { readonly op: "eq"; readonly path: string; readonly value: string | number | boolean | null }
  | { readonly op: "eq_json"; readonly path: string; readonly value: unknown }
  | { readonly op: "in"; readonly path: string; readonly value: readonly (string | number | boolean)[] }
  | {
      readonly op: "gt" | "gte" | "lte" | "hex_gt" | "len_gte" | "len_eq";
      readonly path: string;
      readonly value: number;
    }
  | {
      readonly op: "exists" | "not_exists" | "is_null" | "is_array" | "is_array_or_object";
      readonly path: string;
    }
  | { readonly op: "regex"; readonly path: string; readonly value: string }
  | { readonly op: "book_uncrossed"; readonly bids: string; readonly asks: string }
  /** The value must differ from the one first seen that many seconds ago (needs the vantage's memory). */
  | { readonly op: "changes_within_s"; readonly path: string; readonly value: number }
  /** Never lower than at the previous poll (needs the vantage's memory). */
  | { readonly op: "not_decreasing"; readonly path: string }
  /** The nth 32-byte word of an eth_call result. */
  | {
      readonly op: "abi_word_eq" | "abi_word_gt";
      readonly path: string;
      readonly index: number;
      readonly value: number;
    }
  | { readonly op: "body_contains"; readonly value: string }
  | { readonly op: "body_len_gte"; readonly value: number };

export const TIME_UNITS = [
  "epoch_s",
  "epoch_ms",
  "epoch_us",
  "epoch_ns",
  "epoch_auto",
  "iso8601",
  "hex_epoch_s",
  "age_s",
  "sequence",
  "abi_word_epoch_s",
] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

/** Which fact a freshness rule fills. */
export const FRESHNESS_FACTS = ["head_age_s", "clock_offset_s", "last_trade_age_s", "data_age_s", "sequence"] as const;

export type FreshnessFact = (typeof FRESHNESS_FACTS)[number];

/**
 * How old what was served may be. Older than `warnS` is degraded, than `critS` failed, both as `payload.stale`.
 * Unit `sequence` has no time: the value must move within `warnS` and `critS` of the first poll that showed it.
 * Without limits the age is only recorded.
 */
export interface Freshness {
  readonly fact: FreshnessFact;
  readonly path: string;
  readonly unit: TimeUnit;
  /** Only for `abi_word_epoch_s`: which 32-byte word. */
  readonly index?: number;
  readonly warnS?: number;
  readonly critS?: number;
  readonly note?: string;
}

/** A value put into a request from what this vantage last saw: `{head}` in params becomes `from`'s head_number + offset. */
export interface RequestVariable {
  /** The check (three-part id) whose last `head_number` is used. */
  readonly from: string;
  readonly offset: number;
  readonly as: "number" | "hex" | "text";
}

interface RequestBase {
  /** `${NAME}` in urls and headers is an environment variable: without it the check is not monitored here. */
  readonly url: string;
  /** Named values used as `{name}` in the url, or as a whole string `"{name}"` in a body or in params. */
  readonly variables?: Readonly<Record<string, RequestVariable>>;
}

export interface HttpRequest extends RequestBase {
  readonly probe: "http";
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `json`: the body must parse; `raw`: only status, text and length are judged. */
  readonly format: "json" | "raw";
  /** How many redirects are followed; 0 by default. */
  readonly redirects?: number;
  readonly maxBodyBytes?: number;
  /** Sign the request with an Ed25519 key, as Robinhood's crypto API asks. Both name environment variables. */
  readonly sign?: { readonly scheme: "robinhood-ed25519"; readonly keyEnv: string; readonly secretEnv: string };
}

/** `evm`, `bitcoin`, `solana` and `rippled` differ in envelope and in what error codes mean; `generic` is plain 2.0. */
export const RPC_FAMILIES = ["evm", "bitcoin", "solana", "rippled", "generic"] as const;

export type RpcFamily = (typeof RPC_FAMILIES)[number];

export interface JsonRpcRequest extends RequestBase {
  readonly probe: "json-rpc";
  readonly family: RpcFamily;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * The answer is the first message that has a value wherever the check's assertions and freshness read, so that an
 * acknowledgement or a heartbeat is passed over; for a check that reads nothing and sends nothing it is the handshake.
 */
export interface WebSocketRequest extends RequestBase {
  readonly probe: "websocket";
  /** Sent once the connection is open: a text as it is, anything else as JSON. */
  readonly send?: unknown;
  /** Of all messages up to the answer together. */
  readonly maxBodyBytes?: number;
}

/**
 * One question to each resolver. `$` is `{ addresses, changed, agree, resolvers: [{ resolver, addresses, ttl, error }] }`:
 * `changed` since this vantage last asked, `agree` when all that answered gave the same.
 */
export interface DnsRequest {
  readonly probe: "dns";
  readonly name: string;
  readonly type: "A" | "AAAA";
  /** Resolver addresses; the vantage's own when absent. */
  readonly resolvers?: readonly string[];
}

export type CheckRequest = HttpRequest | JsonRpcRequest | WebSocketRequest | DnsRequest;

export type ProbeKind = CheckRequest["probe"];

/** Which body means a neutral answer at this target, beside the general table in `domain/failure/classify.ts`. */
export interface NeutralRule {
  readonly type: "neutral.rate_limited" | "neutral.geo_blocked" | "neutral.quota" | "neutral.bot_challenge";
  /** Only for these HTTP statuses; any when absent. */
  readonly status?: readonly number[];
  /** A case-insensitive pattern that the first 4 KiB of the body must match. */
  readonly body?: string;
  /** Only when the answer carries this header (with this value, when given). */
  readonly header?: string;
  readonly headerValue?: string;
}

export interface CheckSpec {
  /** The third part of the id. */
  readonly slug: string;
  /** One line for a reader: what an answer proves. */
  readonly proves: string;
  readonly signal: Signal;
  readonly tier: Tier;
  /** One core check of a component may be vital: it alone can put the component down. */
  readonly vital?: boolean;
  readonly intervalS: number;
  readonly request: CheckRequest;
  /** HTTP statuses that count as an answer; [200] when absent. */
  readonly status?: readonly number[];
  readonly assertions: readonly Assertion[];
  readonly freshness?: Freshness;
  /** Facts read from the body, by path, hex quantities as numbers. */
  readonly facts?: { readonly head_number?: string; readonly head_hash?: string; readonly mode?: string };
  /** Chain (catalog/chains.ts) whose head this check reports. The judge compares it with the quorum. */
  readonly chain?: string;
  /** The chain id an `identity` check must get, as the chain's own answer spells it: a mismatch is payload.wrong_chain. */
  readonly expectsChainId?: string;
  /** Compared across operators by the judge, never by the probe. */
  readonly agreement?: { readonly depth: number; readonly minAgree: number };
  /**
   * Independent operator behind the endpoint, when it is not the service itself: the slug of the operator's own service
   * where it has one here, so that one operator counts once per chain.
   */
  readonly operator?: string;
  readonly neutral?: readonly NeutralRule[];
  /** The operator's words on rate limits, with where they stand. */
  readonly rateLimit?: string;
  readonly docUrl?: string;
  readonly verified: Verification;
  readonly verifiedBy?: string;
  readonly note?: string;
  /**
   * Not run, because they asked us not to: the service or host that they named, and since when, if that is known. Set from the
   * operator's list when the catalog is loaded; it stands in no service's file.
   */
  readonly optedOut?: { readonly who: string; readonly since: string | null };
}
