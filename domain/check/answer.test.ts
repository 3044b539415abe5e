import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "#domain/check/answer.ts";
import type { AnswerMemory } from "#domain/check/assertion.ts";
import type { Assertion, CheckRequest, CheckSpec, RpcFamily } from "#domain/check/spec.ts";
import { FAILURE_TYPES } from "#domain/failure/failure.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

function memory(): AnswerMemory {
  const held = new Map<string, { value: number; since: number }>();
  return { get: (key) => held.get(key), set: (key, value, since) => void held.set(key, { value, since }) };
}

const HTTP: CheckRequest = { probe: "http", method: "GET", url: "https://x.test/", format: "json" };
const rpc = (family: RpcFamily): CheckRequest => ({
  probe: "json-rpc",
  family,
  url: "https://x.test/",
  method: "m",
  params: [],
});

function check(parts: Partial<CheckSpec> = {}): CheckSpec {
  return {
    slug: "c",
    proves: "it answers",
    signal: "reachability",
    tier: "core",
    intervalS: 60,
    request: HTTP,
    assertions: [],
    verified: "docs",
    ...parts,
  };
}

function answer(body: unknown, parts: Partial<Answer> = {}): Answer {
  const given = { status: 200, headers: { "content-type": "application/json" }, ...parts };
  return typeof body === "string"
    ? { bodyText: body, json: undefined, ...given }
    : { bodyText: JSON.stringify(body), json: body, ...given };
}

const judge = (spec: CheckSpec, given: Answer, now = NOW, kept = memory()) =>
  judgeAnswer(spec, given, { now, memory: kept });

const head: CheckSpec = check({
  signal: "chain_head",
  request: rpc("evm"),
  assertions: [
    { op: "eq", path: "$.jsonrpc", value: "2.0" },
    { op: "not_exists", path: "$.error" },
    { op: "hex_gt", path: "$.result.number", value: 0 },
  ],
  freshness: { fact: "head_age_s", path: "$.result.timestamp", unit: "hex_epoch_s", warnS: 48, critS: 180 },
  facts: { head_number: "$.result.number", head_hash: "$.result.hash" },
});
const block = (ageS: number) => ({
  jsonrpc: "2.0",
  id: 7,
  result: { number: "0x1406f40", hash: "0xabc", timestamp: `0x${(NOW / 1000 - ageS).toString(16)}` },
});

describe("an answer that is one", () => {
  it("is ok, with its facts and every assertion reported", () => {
    expect(judge(head, answer(block(6), { rpcId: 7 }))).toEqual({
      outcome: "ok",
      failureType: null,
      phase: null,
      rawCode: null,
      facts: { head_number: 21_000_000, head_hash: "0xabc", head_age_s: 6 },
      assertions: [
        { text: '$.jsonrpc eq "2.0"', ok: true, found: '"2.0"' },
        { text: "$.error not_exists", ok: true, found: "nothing" },
        { text: "$.result.number hex_gt 0", ok: true, found: '"0x1406f40"' },
        {
          text: "$.result.timestamp head_age_s (warn 48 s, fail 180 s)",
          ok: true,
          found: "$.result.timestamp 6 s old",
        },
      ],
    });
  });

  it("reads a raw body as text, and a mode in the target's own word", () => {
    const raw = check({
      request: { ...HTTP, format: "raw" },
      assertions: [{ op: "gt", path: "$", value: 800_000 }],
      facts: { head_number: "$" },
    });
    expect(judge(raw, answer("917000\n"))).toMatchObject({ outcome: "ok", facts: { head_number: 917_000 } });
    const mode = check({ facts: { mode: "$.status" } });
    expect(judge(mode, answer({ status: "post_only" })).facts.mode).toBe("post_only");
    expect(judge(mode, answer({ status: 0 })).facts.mode).toBe("0");
    expect(judge(mode, answer({ status: {} })).facts).toEqual({});
  });

  it("may be any status that the check lists, and then needs no JSON unless something in it is read", () => {
    const edge = check({ request: rpc("evm"), status: [200, 400, 403, 405] });
    expect(judge(edge, answer("Forbidden", { status: 403 })).outcome).toBe("ok");
    expect(judge(edge, answer({ id: 7, error: { code: -32601 } }, { rpcId: 7 })).outcome).toBe("ok");
    const health = check({ status: [200, 503], assertions: [{ op: "eq", path: "$.healthy", value: true }] });
    expect(judge(health, answer("busy", { status: 503 }))).toMatchObject({ failureType: "payload.not_json" });
    expect(judge(health, answer({ healthy: false }, { status: 503 }))).toMatchObject({ failureType: "payload.schema" });
  });

  it("may be a refusal that the check lists, as far as its content is what was asked for", () => {
    const page = check({
      request: { ...check().request, format: "raw" } as CheckSpec["request"],
      status: [200, 403],
      assertions: [{ op: "body_len_gte", value: 500 }],
    });
    const refused = (body: string, headers = {}) => judge(page, { ...answer(body, { status: 403 }), headers });
    expect(refused("x".repeat(600)).outcome).toBe("ok");
    expect(refused("error code: 1009")).toMatchObject({ outcome: "neutral", failureType: "neutral.geo_blocked" });
    expect(refused("", { "cf-mitigated": "challenge" })).toMatchObject({ failureType: "neutral.bot_challenge" });
    expect(refused("error code: 1020")).toMatchObject({ outcome: "failed", failureType: "http.error" });
    expect(refused("short").assertions).toMatchObject([{ ok: false }]);
    expect(judge(page, answer("short"))).toMatchObject({ failureType: "payload.schema" });
  });

  it("may be a refusal of the call, at an endpoint that only takes transactions", () => {
    const only: Assertion[] = [{ op: "eq", path: "$.jsonrpc", value: "2.0" }];
    const sequencer = check({ signal: "sequencer", request: rpc("evm"), assertions: only });
    const refusal = { jsonrpc: "2.0", id: 7, error: { code: -32601, message: "not available" } };
    expect(judge(sequencer, answer(refusal, { rpcId: 7 })).outcome).toBe("ok");
    const broken = { jsonrpc: "2.0", id: 7, error: { code: -32603, message: "internal" } };
    expect(judge(sequencer, answer(broken, { rpcId: 7 }))).toMatchObject({ failureType: "payload.rpc_error" });
    expect(judge(head, answer(refusal, { rpcId: 7 }))).toMatchObject({ failureType: "payload.rpc_error" });
  });
});

describe("an answer that is none", () => {
  it.each<[string, CheckSpec, Answer, object]>([
    ["a status", check(), answer({}, { status: 503 }), { failureType: "http.error", rawCode: "HTTP 503" }],
    [
      "bitcoind's 500 with its code",
      check({ request: rpc("bitcoin") }),
      answer({ result: null, error: { code: -28, message: "Loading" } }, { status: 500 }),
      { failureType: "http.error", rawCode: "HTTP 500, rpc -28" },
    ],
    [
      "Cloudflare's 522",
      check(),
      answer("error code: 522", { status: 522, headers: { server: "cloudflare" } }),
      { failureType: "http.error", rawCode: "HTTP 522, cloudflare unreached", facts: { network_part: "unreached" } },
    ],
    ["no JSON", check(), answer("<p>hello"), { failureType: "payload.not_json", rawCode: "not JSON" }],
    ["nothing", check(), answer(""), { failureType: "payload.not_json", rawCode: "empty body" }],
    ["an array for an envelope", head, answer([]), { failureType: "payload.schema", rawCode: "rpc envelope" }],
    ["another id", head, answer(block(1), { rpcId: 8 }), { failureType: "payload.schema", rawCode: "rpc id mismatch" }],
    [
      "no result",
      head,
      answer({ id: 7 }, { rpcId: 7 }),
      { failureType: "payload.schema", rawCode: "rpc without result" },
    ],
    [
      "a null result",
      head,
      answer({ id: 7, result: null }, { rpcId: 7 }),
      { failureType: "payload.schema", rawCode: "rpc result null" },
    ],
    [
      "an internal error",
      head,
      answer({ id: 7, error: { code: -32603 } }, { rpcId: 7 }),
      { failureType: "payload.rpc_error", rawCode: "rpc -32603" },
    ],
    [
      "a value that is not there",
      check({ assertions: [{ op: "len_gte", path: "$.bids", value: 1 }] }),
      answer({}),
      { failureType: "payload.schema", rawCode: "$.bids len_gte" },
    ],
    [
      "a time that is not there",
      check({ freshness: { fact: "clock_offset_s", path: "$.t", unit: "epoch_ms", warnS: 5 } }),
      answer({}),
      { failureType: "payload.schema", rawCode: "$.t is no epoch_ms" },
    ],
    [
      "a stale head",
      head,
      answer(block(181)),
      { failureType: "payload.stale", rawCode: "$.result.timestamp 181 s old" },
    ],
  ])("%s fails", (_name, spec, given, expected) => {
    expect(judge(spec, given)).toMatchObject({ outcome: "failed", phase: "application", ...expected });
  });

  it("an ageing head is degraded, and still has its facts", () => {
    expect(judge(head, answer(block(49)))).toMatchObject({
      outcome: "degraded",
      failureType: "payload.stale",
      phase: "application",
      facts: { head_age_s: 49, head_number: 21_000_000 },
    });
  });

  it("a Solana node that says how far behind it is is degraded", () => {
    const health = check({ request: rpc("solana"), assertions: [{ op: "eq", path: "$.result", value: "ok" }] });
    const behind = {
      jsonrpc: "2.0",
      id: 7,
      error: { code: -32005, message: "Node is behind by 42 slots", data: { numSlotsBehind: 42 } },
    };
    expect(judge(health, answer(behind, { rpcId: 7 }))).toMatchObject({
      outcome: "degraded",
      failureType: "payload.stale",
      rawCode: "rpc -32005, 42 slots behind",
    });
  });

  it("reports every assertion after the first failure", () => {
    const spec = check({
      assertions: [
        { op: "exists", path: "$.a" },
        { op: "exists", path: "$.b" },
        { op: "exists", path: "$.c" },
      ],
    });
    const { assertions, rawCode } = judge(spec, answer({ b: 1 }));
    expect(assertions.map(({ ok }) => ok)).toEqual([false, true, false]);
    expect(rawCode).toBe("$.a exists");
  });
});

describe("what a mismatch means", () => {
  const product = check({
    signal: "trading_mode",
    assertions: [
      { op: "eq", path: "$.status", value: "online" },
      { op: "eq", path: "$.trading_disabled", value: false },
      { op: "eq", path: "$.cancel_only", value: false },
    ],
  });

  it.each<[string, object, object]>([
    [
      "a halted market",
      { status: "delisted", trading_disabled: false, cancel_only: false },
      { outcome: "failed", failureType: "payload.halted", rawCode: "$.status eq" },
    ],
    [
      "a market that takes cancellations only",
      { status: "online", trading_disabled: false, cancel_only: true },
      { outcome: "degraded", failureType: "payload.halted", rawCode: "$.cancel_only eq" },
    ],
    [
      "a market in post-only mode",
      { status: "post_only", trading_disabled: false, cancel_only: false },
      { outcome: "degraded", failureType: "payload.halted" },
    ],
    [
      "both, of which the worse counts",
      { status: "cancel_only", trading_disabled: true, cancel_only: true },
      { outcome: "failed", rawCode: "$.trading_disabled eq" },
    ],
    [
      "a mode that is not there",
      { trading_disabled: false, cancel_only: false },
      { outcome: "failed", failureType: "payload.schema" },
    ],
  ])("%s", (_name, body, expected) => {
    expect(judge(product, answer(body))).toMatchObject(expected);
  });

  it("an error field beside a mode is a fault of form", () => {
    const status = check({
      signal: "self_declared_status",
      assertions: [
        { op: "len_eq", path: "$.error", value: 0 },
        { op: "eq", path: "$.result.status", value: "online" },
      ],
    });
    expect(judge(status, answer({ error: ["EService:Unavailable"] }))).toMatchObject({ failureType: "payload.schema" });
    expect(judge(status, answer({ error: [], result: { status: "maintenance" } }))).toMatchObject({
      failureType: "payload.halted",
    });
  });

  it("an ongoing maintenance window is a halt, and so is a mode outside its list", () => {
    const okx = check({
      signal: "self_declared_status",
      assertions: [{ op: "len_eq", path: '$.data[?state=="ongoing"]', value: 0 }],
    });
    expect(judge(okx, answer({ data: [{ state: "ongoing" }] }))).toMatchObject({ failureType: "payload.halted" });
    expect(judge(okx, answer({ data: [{ state: "scheduled" }] })).outcome).toBe("ok");
    const server = check({
      signal: "consensus",
      assertions: [{ op: "in", path: "$.state", value: ["full"] }],
      facts: { mode: "$.state" },
    });
    expect(judge(server, answer({ state: "connected" }))).toMatchObject({
      failureType: "payload.halted",
      facts: { mode: "connected" },
    });
  });

  it("a sequencer's flag is a halt, a syncing node is stale", () => {
    const word = (n: bigint) => n.toString(16).padStart(64, "0");
    const flag = check({
      signal: "sequencer",
      request: rpc("evm"),
      assertions: [{ op: "abi_word_eq", path: "$.result", index: 1, value: 0 }],
    });
    expect(judge(flag, answer({ id: 7, result: `0x${word(9n)}${word(1n)}` }))).toMatchObject({
      failureType: "payload.halted",
    });
    expect(judge(flag, answer({ id: 7, result: "0x" }))).toMatchObject({ outcome: "failed" });
    const sync = check({
      signal: "sync",
      request: rpc("generic"),
      assertions: [{ op: "eq", path: "$.result", value: false }],
    });
    expect(judge(sync, answer({ id: 7, result: { current: 1 } }))).toMatchObject({ failureType: "payload.stale" });
  });

  it("a value that stood still is stale, one that went back is degraded", () => {
    const spec = check({
      assertions: [
        { op: "changes_within_s", path: "$.u", value: 30 },
        { op: "not_decreasing", path: "$.n" },
      ],
    });
    const kept = memory();
    const next = (seconds: number, u: number, n: number) => {
      const { outcome, rawCode } = judge(spec, answer({ u, n }), NOW + seconds * 1000, kept);
      return [outcome, rawCode];
    };
    expect(next(0, 1, 10)).toEqual(["ok", null]);
    expect(next(60, 1, 10)).toEqual(["failed", "$.u changes_within_s"]);
    expect(next(120, 2, 9)).toEqual(["degraded", "$.n not_decreasing"]);
    expect(next(180, 3, 9)).toEqual(["ok", null]);
  });
});

describe("identity", () => {
  const identity = check({
    signal: "identity",
    request: rpc("evm"),
    expectsChainId: "0x89",
    assertions: [{ op: "eq", path: "$.result", value: "0x89" }],
  });

  it.each([
    ["0x89", "ok", null],
    ["0x1", "failed", "payload.wrong_chain"],
  ])("a chain that says %s is %s", (result, outcome, failureType) => {
    expect(judge(identity, answer({ id: 7, result }))).toMatchObject({ outcome, failureType });
  });

  it("comes before every other assertion, also where the id stands elsewhere", () => {
    const akash = check({
      signal: "consensus",
      expectsChainId: "akashnet-2",
      assertions: [
        { op: "eq", path: "$.catching_up", value: false },
        { op: "eq", path: "$.network", value: "akashnet-2" },
      ],
    });
    expect(judge(akash, answer({ catching_up: true, network: "akashnet-1" }))).toMatchObject({
      failureType: "payload.wrong_chain",
    });
    expect(judge(akash, answer({ catching_up: false, network: "akashnet-2" })).outcome).toBe("ok");
    const bare = check({ signal: "identity", request: rpc("evm"), expectsChainId: "137" });
    expect(judge(bare, answer({ id: 7, result: "0x89" })).outcome).toBe("ok");
  });
});

describe("neutral answers", () => {
  it("beat the status and the content, and say nothing about the target", () => {
    const limited = judge(
      head,
      answer({ id: null, error: { code: -32005, message: "limit" } }, { status: 429, rpcId: 7 }),
    );
    expect(limited).toMatchObject({
      outcome: "neutral",
      failureType: "neutral.rate_limited",
      facts: {},
      assertions: [],
    });
    expect(judge(head, answer({ error: { code: 402, event: -33000 } }, { status: 402 }))).toMatchObject({
      failureType: "neutral.quota",
    });
    expect(judge(check(), answer({ error: ["EAPI:Rate limit exceeded"] }))).toMatchObject({
      failureType: "neutral.rate_limited",
    });
  });

  it("are not made of a status that the check lists", () => {
    const noKey = check({ request: rpc("evm"), status: [401] });
    expect(judge(noKey, answer("invalid project id", { status: 401 })).outcome).toBe("ok");
    expect(judge(noKey, answer({ error: "invalid project id" }, { status: 401 }))).toMatchObject({ outcome: "ok" });
  });
});

describe("judgeAnswer", () => {
  it("never throws, and always names a known type, whatever comes back", () => {
    const specs = [
      head,
      check(),
      check({
        request: rpc("rippled"),
        expectsChainId: "0",
        assertions: [{ op: "book_uncrossed", bids: "$.*.b", asks: "$.a" }],
      }),
      check({
        request: { ...HTTP, format: "raw" },
        assertions: [
          { op: "body_len_gte", value: 3 },
          { op: "eq_json", path: "$", value: {} },
          { op: "changes_within_s", path: "$", value: 1 },
        ],
        freshness: { fact: "sequence", path: "$", unit: "sequence", warnS: 1 },
      }),
    ];
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.constant(7), result: fc.jsonValue() }),
      fc.record({ error: fc.jsonValue() }),
    );
    const headers = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(
        fc.constantFrom(...specs),
        body,
        fc.string(),
        fc.integer({ min: 0, max: 999 }),
        headers,
        (spec, json, text, status, given) => {
          const found = judge(spec, { status, headers: given, bodyText: text, json, rpcId: 7 });
          if (found.failureType === null) expect(found).toMatchObject({ outcome: "ok", phase: null, rawCode: null });
          else expect(FAILURE_TYPES).toContain(found.failureType);
          expect((found.rawCode ?? "").length).toBeLessThanOrEqual(80);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("what a target wrote", () => {
  it("is kept without the characters that a database or a terminal does not take", () => {
    const spec = check({ facts: { mode: "$.status", head_hash: "$.hash" } });
    const { facts } = judge(spec, answer({ status: "HALT\u0000\u001b[31m", hash: "ab\ud800cd" }));
    expect(facts).toEqual({ mode: "HALT[31m", head_hash: "abcd" });
  });
});
