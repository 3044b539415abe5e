import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RPC_FAMILIES, type RpcFamily } from "#domain/check/spec.ts";
import { classifyRpcError, readRpcError } from "#domain/failure/classify-rpc.ts";

const error = (code: number | null, text = "", slotsBehind: number | null = null) => ({ code, text, slotsBehind });

const ROWS: [RpcFamily, number | null, string, string, string][] = [
  ["evm", -32005, "limit exceeded", "neutral", "neutral.rate_limited"],
  ["evm", -32005, "", "neutral", "neutral.rate_limited"],
  ["generic", -32005, "", "neutral", "neutral.rate_limited"],
  ["solana", -32005, "Node is behind by 42 slots", "degraded", "payload.stale"],
  ["solana", -32005, "Node is unhealthy", "degraded", "payload.stale"],
  ["solana", null, "Node is behind by 9 slots", "degraded", "payload.stale"],
  ["evm", 402, "Payment Required", "neutral", "neutral.quota"],
  ["evm", -33000, "", "neutral", "neutral.quota"],
  ["evm", -32000, "You have reached your daily credit limit", "neutral", "neutral.quota"],
  ["evm", 429, "", "neutral", "neutral.rate_limited"],
  ["evm", -32029, "Too Many Requests, Please apply an OAT", "neutral", "neutral.rate_limited"],
  ["evm", -32603, "exceeded its compute units per second capacity", "neutral", "neutral.rate_limited"],
  ["solana", -32429, "rate limit reached", "neutral", "neutral.rate_limited"],
  ["rippled", 10, "slowDown", "neutral", "neutral.rate_limited"],
  ["rippled", 9, "tooBusy", "neutral", "neutral.rate_limited"],
  ["rippled", null, "slowDown You are placing too much load on the server.", "neutral", "neutral.rate_limited"],
  ["evm", -32000, "request limit", "neutral", "neutral.rate_limited"],
  ["evm", -32000, "over capacity", "neutral", "neutral.rate_limited"],
  ["evm", -32000, "failed to generate block", "failed", "payload.rpc_error"],
  ["evm", -32000, "header not found", "failed", "payload.rpc_error"],
  ["evm", -32001, "invalid api key", "neutral", "neutral.quota"],
  ["evm", 401, "project id required in the url", "neutral", "neutral.quota"],
  ["evm", null, "Unauthorized", "neutral", "neutral.quota"],
  ["evm", -32603, "Internal error", "failed", "payload.rpc_error"],
  ["evm", -32002, "resource unavailable", "failed", "payload.rpc_error"],
  ["evm", -32001, "not found", "failed", "payload.rpc_error"],
  ["evm", -32003, "transaction rejected", "failed", "payload.rpc_error"],
  ["evm", -32601, "the method does not exist", "failed", "payload.rpc_error"],
  ["evm", -32602, "invalid params", "failed", "payload.rpc_error"],
  ["evm", -32600, "invalid request", "failed", "payload.rpc_error"],
  ["evm", -32700, "parse error", "failed", "payload.rpc_error"],
  ["bitcoin", -28, "Loading block index…", "failed", "payload.rpc_error"],
  ["rippled", 16, "noCurrent", "failed", "payload.rpc_error"],
  ["evm", 12345, "", "failed", "payload.rpc_error"],
];

describe("classifyRpcError", () => {
  it.each(ROWS)("%s %s %j is %s %s", (family, code, text, outcome, failureType) => {
    expect(classifyRpcError(family, error(code, text))).toMatchObject({ outcome, failureType });
  });

  it("says of which calls a server does not offer, except where the code means something else", () => {
    const offered = (family: RpcFamily, code: number) => !classifyRpcError(family, error(code)).notOffered;
    expect([-32700, -32600, -32601, -32602, -32004, -32006].map((code) => offered("evm", code))).toEqual(
      Array(6).fill(false),
    );
    expect(offered("evm", -32603)).toBe(true);
    expect(offered("solana", -32004)).toBe(true);
  });

  it("keeps the code and how far behind a node is, and no message", () => {
    expect(classifyRpcError("solana", error(-32005, "Node is behind", 42)).rawCode).toBe("rpc -32005, 42 slots behind");
    expect(classifyRpcError("evm", error(-32000, "key 0123456789abcdef is bad")).rawCode).toBe("rpc -32000");
    expect(classifyRpcError("rippled", error(null, "noNetwork not synced")).rawCode).toBe("rpc noNetwork");
    expect(classifyRpcError("evm", error(null)).rawCode).toBe("rpc error");
  });
});

describe("readRpcError", () => {
  it.each<[string, RpcFamily, unknown, unknown]>([
    ["an object", "evm", { error: { code: -32000, message: "no" } }, error(-32000, "no")],
    ["Infura's", "evm", { error: { code: 402, event: -33000, message: "m", details: "d" } }, error(402, "m d")],
    ["an event without code", "evm", { error: { event: -33000 } }, error(-33000)],
    ["a string", "evm", { error: "Forbidden" }, error(null, "Forbidden")],
    ["Solana's", "solana", { error: { code: -32005, data: { numSlotsBehind: 42 } } }, error(-32005, "", 42)],
    [
      "rippled's",
      "rippled",
      { result: { status: "error", error: "noCurrent", error_code: 16, error_message: "m" } },
      error(16, "noCurrent m"),
    ],
    ["a code that is no number", "evm", { error: { code: "x", message: "m" } }, error(null, "m")],
  ])("reads %s", (_name, family, json, expected) => {
    expect(readRpcError(family, json)).toEqual(expected);
  });

  it.each<[RpcFamily, unknown]>([
    ["evm", { result: "0x1" }],
    ["bitcoin", { result: 1, error: null }],
    ["rippled", { result: { status: "success" } }],
    ["evm", null],
    ["evm", undefined],
    ["evm", []],
    ["evm", "text"],
  ])("finds none for %s in %j", (family, json) => {
    expect(readRpcError(family, json)).toBeNull();
  });

  it("is total", () => {
    const family = fc.constantFrom(...RPC_FAMILIES);
    fc.assert(
      fc.property(family, fc.jsonValue(), fc.jsonValue(), (of, inner, result) => {
        const found = readRpcError(of, { error: inner, result });
        if (found !== null) expect(classifyRpcError(of, found).rawCode.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
