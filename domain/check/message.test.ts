import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "#domain/check/answer.ts";
import { awaitsMessage, isAwaited, refusalIn } from "#domain/check/message.ts";
import type { CheckSpec } from "#domain/check/spec.ts";

const url = "wss://stream.example.org/v2";

const socket = (parts: Partial<CheckSpec> = {}, send?: unknown): CheckSpec => ({
  slug: "stream",
  proves: "Something is pushed",
  signal: "reachability",
  tier: "aux",
  intervalS: 60,
  request: { probe: "websocket", url, ...(send === undefined ? {} : { send }) },
  assertions: [],
  verified: "docs",
  ...parts,
});

const LEDGERS = socket(
  {
    assertions: [{ op: "eq", path: "$.type", value: "ledgerClosed" }],
    freshness: { fact: "sequence", path: "$.ledger_index", unit: "sequence" },
  },
  { command: "subscribe" },
);

describe("the message that a check waits for", () => {
  it("has a value wherever assertions and freshness read: an acknowledgement is none", () => {
    expect(isAwaited(LEDGERS, { type: "response", status: "success", result: { ledger_index: 7 } })).toBe(false);
    expect(isAwaited(LEDGERS, { type: "ledgerClosed", ledger_index: 7 })).toBe(true);
    expect(isAwaited(LEDGERS, { type: "something else", ledger_index: 7 })).toBe(true);
    expect(isAwaited(LEDGERS, undefined)).toBe(false);
    expect(isAwaited(LEDGERS, null)).toBe(false);
  });

  it("need not have what is optional, nor what must not be there", () => {
    const check = socket({
      assertions: [
        { op: "exists", path: "$.a" },
        { op: "exists", path: "$.b", optional: true },
        { op: "not_exists", path: "$.c" },
        { op: "body_len_gte", value: 1 },
      ],
    });
    expect(isAwaited(check, { a: 1 })).toBe(true);
    expect(isAwaited(check, { b: 1 })).toBe(false);
  });

  it("is any, for a check that only sends or only keeps facts, and none for one that asks for nothing", () => {
    expect(awaitsMessage(socket())).toBe(false);
    expect(awaitsMessage(socket({}, "hello"))).toBe(true);
    expect(isAwaited(socket({}, "hello"), undefined)).toBe(true);
    expect(awaitsMessage(socket({ facts: { mode: "$.mode" } }))).toBe(true);
    expect(awaitsMessage(socket({ request: { probe: "dns", name: "a.example.org", type: "A" } }))).toBe(false);
  });

  it("may refuse what was sent, and only then", () => {
    const refusal = { jsonrpc: "2.0", id: 1, error: { code: -32603, message: "Internal error" } };
    expect(refusalIn(LEDGERS, refusal)).toMatchObject({ outcome: "failed", failureType: "payload.rpc_error" });
    expect(isAwaited(LEDGERS, refusal)).toBe(true);
    for (const error of ["slowDown", "tooBusy"]) {
      expect(refusalIn(LEDGERS, { error, status: "error" })?.failureType).toBe("neutral.rate_limited");
    }
    expect(refusalIn(socket({ assertions: LEDGERS.assertions }), refusal)).toBeNull();
  });
});

describe("what came over a WebSocket", () => {
  const answer = (status: number, json: unknown, bodyText = JSON.stringify(json) ?? ""): Answer => ({
    status,
    headers: {},
    bodyText,
    json,
  });
  const judged = (check: CheckSpec, given: Answer) => {
    const memory = { get: () => undefined, set: () => {} };
    const { outcome, failureType, rawCode } = judgeAnswer(check, given, { now: 0, memory });
    return [outcome, failureType, rawCode];
  };
  const ONLINE = socket({ assertions: [{ op: "eq", path: "$.system", value: "online" }] });

  it("is a message where the status says so, and a refused handshake anywhere else", () => {
    expect(judged(ONLINE, answer(101, { system: "online" }))).toEqual(["ok", null, null]);
    expect(judged(ONLINE, answer(200, { system: "online" }))).toEqual(["failed", "http.error", "HTTP 200"]);
    expect(judged(ONLINE, answer(503, undefined, "busy"))).toEqual(["failed", "http.error", "HTTP 503"]);
    expect(judged(ONLINE, answer(429, undefined, ""))).toEqual(["neutral", "neutral.rate_limited", "HTTP 429"]);
  });

  it("must be JSON only where something in it is read", () => {
    expect(judged(ONLINE, answer(101, undefined, "hello"))).toEqual(["failed", "payload.not_json", "not JSON"]);
    expect(judged(socket(), answer(101, undefined, ""))).toEqual(["ok", null, null]);
    expect(
      judged(socket({ assertions: [{ op: "body_contains", value: "hell" }] }), answer(101, undefined, "hello")),
    ).toEqual(["ok", null, null]);
  });

  it("says what a body with status 200 would: too often is neutral, and never called HTTP", () => {
    const tooOften = answer(101, { error: ["EAPI:Rate limit exceeded"] });
    expect(judged(ONLINE, tooOften)).toEqual(["neutral", "neutral.rate_limited", "message"]);
    const own = { ...ONLINE, neutral: [{ type: "neutral.quota" as const, body: "enough for today" }] };
    expect(judged(own, answer(101, undefined, "enough for today"))).toEqual(["neutral", "neutral.quota", "message"]);
  });
});
