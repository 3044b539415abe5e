import type { RpcFamily } from "#domain/check/spec.ts";
import { KEY_TEXT, QUOTA_TEXT, RATE_TEXT, scrubRawCode } from "#domain/failure/classify-text.ts";
import type { FailureType } from "#domain/failure/failure.ts";

/**
 * What a JSON-RPC error means, by family (guides/methods.md 2.3, guides/rpc-health.md 6). Source of the EVM codes:
 * EIP-1474. A code of "our request was wrong" stays payload.rpc_error: the requests are fixed, so either the target
 * changed under us (worth seeing) or the check never worked (then the judge holds it unproven).
 */

/** An error as it stood in an answer, whatever envelope it came in. */
export interface RpcError {
  /** null for an error without a number: a bare string, or rippled's words. */
  readonly code: number | null;
  /** The message and everything textual beside it, bounded by the reader. */
  readonly text: string;
  /** Solana's `data.numSlotsBehind`. */
  readonly slotsBehind: number | null;
}

export interface RpcClass {
  readonly outcome: "degraded" | "failed" | "neutral";
  readonly failureType: FailureType;
  readonly rawCode: string;
  /** True for codes that say "I do not offer this call": an endpoint that only takes transactions answers so. */
  readonly notOffered: boolean;
}

interface Row {
  readonly families?: readonly RpcFamily[];
  readonly codes?: readonly (number | null)[];
  readonly text?: RegExp;
  readonly outcome: RpcClass["outcome"];
  readonly type: FailureType;
}

/** For -32000, which is used for everything: the wider words of methods 2.3, as words. */
const LIMIT_WORDS = /\brate\b|\blimit(?:s|ed)?\b|\bquota\b|\bcapacity\b/i;

const ROWS: readonly Row[] = [
  { families: ["solana"], codes: [-32005], outcome: "degraded", type: "payload.stale" },
  { families: ["solana"], text: /\bnode is (?:behind|unhealthy)\b/i, outcome: "degraded", type: "payload.stale" },
  { codes: [402, -33000], outcome: "neutral", type: "neutral.quota" },
  { text: QUOTA_TEXT, outcome: "neutral", type: "neutral.quota" },
  { families: ["evm", "generic"], codes: [-32005], outcome: "neutral", type: "neutral.rate_limited" },
  { codes: [429], outcome: "neutral", type: "neutral.rate_limited" },
  { text: RATE_TEXT, outcome: "neutral", type: "neutral.rate_limited" },
  // rippled: slowDown (10) is its rate limit, tooBusy (9) its load shedding of unpaid callers.
  { families: ["rippled"], codes: [9, 10], outcome: "neutral", type: "neutral.rate_limited" },
  // Over a WebSocket its family is not known.
  {
    families: ["rippled", "generic"],
    text: /^(?:slowDown|tooBusy)\b/,
    outcome: "neutral",
    type: "neutral.rate_limited",
  },
  {
    families: ["evm", "generic"],
    codes: [-32000],
    text: LIMIT_WORDS,
    outcome: "neutral",
    type: "neutral.rate_limited",
  },
  { codes: [401, 403, null, -32000, -32001, -32002], text: KEY_TEXT, outcome: "neutral", type: "neutral.quota" },
];

/** EIP-1474 and JSON-RPC 2.0: parse error, invalid request, no such method, invalid parameters, not supported, version. */
const NOT_OFFERED: ReadonlySet<number | null> = new Set([-32700, -32600, -32601, -32602, -32004, -32006]);

function fits(row: Row, family: RpcFamily, error: RpcError): boolean {
  return (
    (row.families === undefined || row.families.includes(family)) &&
    (row.codes === undefined || row.codes.includes(error.code)) &&
    (row.text === undefined || row.text.test(error.text))
  );
}

function rawCodeOf(error: RpcError): string {
  const word = /^[A-Za-z]{2,30}\b/.exec(error.text)?.[0];
  const code = error.code ?? word ?? "error";
  return scrubRawCode(error.slotsBehind === null ? `rpc ${code}` : `rpc ${code}, ${error.slotsBehind} slots behind`);
}

/** Classifies a JSON-RPC error. Total: a code that no row knows is a failure that keeps its raw code. */
export function classifyRpcError(family: RpcFamily, error: RpcError): RpcClass {
  const row = ROWS.find((candidate) => fits(candidate, family, error));
  return {
    outcome: row?.outcome ?? "failed",
    failureType: row?.type ?? "payload.rpc_error",
    rawCode: rawCodeOf(error),
    // Solana's -32004 is "block not available", a node's trouble and no refusal of the call.
    notOffered: NOT_OFFERED.has(error.code) && !(family === "solana" && error.code === -32004),
  };
}

const MAX_TEXT = 500;

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function own(value: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return value !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
}

function texts(...values: readonly unknown[]): string {
  return values
    .filter((value) => typeof value === "string")
    .join(" ")
    .slice(0, MAX_TEXT);
}

/** rippled answers `{result: {status: "error", error: "noCurrent", error_code: 16, error_message}}`. */
function rippledError(body: Readonly<Record<string, unknown>>): RpcError | null {
  const result = record(own(body, "result"));
  const word = own(result, "error");
  if (own(result, "status") !== "error" && typeof word !== "string") return null;
  const code = own(result, "error_code");
  return {
    code: typeof code === "number" ? code : null,
    text: texts(word, own(result, "error_message")),
    slotsBehind: null,
  };
}

/**
 * The error that an answer carries, or null when it carries none: `error` as object, string or number at the top, or
 * rippled's inside `result`. `"error": null` is JSON-RPC 1.0's way to say that there is none.
 */
export function readRpcError(family: RpcFamily, json: unknown): RpcError | null {
  const body = record(json);
  if (body === undefined) return null;
  const inside = family === "rippled" ? rippledError(body) : null;
  if (inside !== null) return inside;
  const error = own(body, "error");
  if (error === undefined || error === null || error === false) return null;
  if (typeof error === "string") return { code: null, text: texts(error, own(body, "message")), slotsBehind: null };
  const fields = record(error);
  const code = own(fields, "code") ?? own(fields, "event");
  const behind = own(record(own(fields, "data")), "numSlotsBehind");
  return {
    code: typeof code === "number" && Number.isFinite(code) ? code : null,
    text: texts(own(fields, "message"), own(fields, "details"), own(fields, "data")),
    slotsBehind: typeof behind === "number" && Number.isFinite(behind) ? behind : null,
  };
}
