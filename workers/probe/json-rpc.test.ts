import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CheckSpec, JsonRpcRequest, RpcFamily } from "#domain/check/spec.ts";
import { probes } from "#workers/probe/map.ts";
import { createMemory } from "#workers/probe/memory.ts";
import { NotReady } from "#workers/probe/probe.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import {
  call,
  locate,
  openResources,
  probeOnce,
  settledTo,
  testContext,
  testNetwork,
} from "#workers/probe/testing/scene.ts";
import { json, rpc, startHttp, type TestServer } from "#workers/probe/testing/servers.ts";

let dns: DnsServer;
let atRest: Record<string, number>;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
  atRest = openResources();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  await settledTo(atRest);
});

afterAll(() => dns.close());

type Reply = Parameters<typeof rpc>[0];

async function serve(reply: Reply): Promise<TestServer> {
  const server = await startHttp(rpc(reply));
  open.push(server);
  return server;
}

const context = (over: Parameters<typeof testContext>[0] = {}) =>
  testContext({ network: testNetwork(dns.address), ...over });

async function ask(reply: Reply, request: Partial<JsonRpcRequest> = {}, parts: Partial<CheckSpec> = {}) {
  const { port } = await serve(reply);
  return probeOnce(locate(call(`http://good.test:${port}/`, request), parts), context());
}

const result =
  (value: unknown): Reply =>
  ({ id }) => ({ jsonrpc: "2.0", id, result: value });
const error =
  (code: number, message = "", data?: unknown): Reply =>
  ({ id }) => ({ jsonrpc: "2.0", id, error: { code, message, data } });

describe("the call", () => {
  it("carries the method, the parameters and an id that nobody can guess, and shows the method", async () => {
    const calls: Parameters<Reply>[0][] = [];
    const reply: Reply = (asked) => {
      calls.push(asked);
      return { jsonrpc: "2.0", id: asked.id, result: "0x1" };
    };
    const { port } = await serve(reply);
    const located = locate(
      call(`http://good.test:${port}/`, { method: "eth_getBlockByNumber", params: ["latest", false] }),
    );
    const reports = [await probeOnce(located, context()), await probeOnce(located, context())];
    expect(reports.map((report) => report.result.outcome)).toEqual(["ok", "ok"]);
    expect(reports[0]?.requestLine).toMatch(/^POST http:\/\/good\.test:\d+\/ eth_getBlockByNumber$/);
    expect(calls[0]).toMatchObject({ jsonrpc: "2.0", method: "eth_getBlockByNumber", params: ["latest", false] });
    expect(calls[0]?.id).toEqual(expect.any(Number));
    expect(calls[0]?.id).not.toBe(calls[1]?.id);
  });

  it("is wrapped as the family wants it", async () => {
    const calls: object[] = [];
    const noting =
      (answer: (id: unknown) => unknown): Reply =>
      (asked) => {
        calls.push(asked);
        return answer(asked.id);
      };
    const bitcoin = await ask(
      noting((id) => ({ result: 7, error: null, id })),
      { family: "bitcoin", method: "getblockcount" },
    );
    const rippled = await ask(
      noting(() => ({ result: { status: "success" } })),
      { family: "rippled", method: "server_info", params: [{}] },
    );
    expect([bitcoin.result.outcome, rippled.result.outcome]).toEqual(["ok", "ok"]);
    expect(calls).toEqual([
      { jsonrpc: "1.0", id: expect.any(Number), method: "getblockcount", params: [] },
      { method: "server_info", params: [{}] },
    ]);
  });
});

describe("the answer", () => {
  it.each<[string, Reply, Partial<JsonRpcRequest>, Partial<CheckSpec>, object]>([
    [
      "another id",
      () => ({ jsonrpc: "2.0", id: -1, result: "0x1" }),
      {},
      {},
      { outcome: "failed", failureType: "payload.schema", rawCode: "rpc id mismatch" },
    ],
    [
      "no id",
      () => ({ jsonrpc: "2.0", result: "0x1" }),
      {},
      {},
      { outcome: "failed", failureType: "payload.schema", rawCode: "rpc id mismatch" },
    ],
    [
      "a Solana node behind",
      error(-32005, "Node is behind by 42 slots", { numSlotsBehind: 42 }),
      { family: "solana" },
      {},
      { outcome: "degraded", failureType: "payload.stale", rawCode: "rpc -32005, 42 slots behind" },
    ],
    [
      "rippled out of sync",
      () => ({ result: { status: "error", error: "noNetwork", error_code: 17 } }),
      { family: "rippled" },
      {},
      { outcome: "failed", failureType: "payload.rpc_error", rawCode: "rpc 17" },
    ],
    [
      "another chain",
      result("0x1"),
      {},
      { signal: "identity", expectsChainId: "0x89" },
      { outcome: "failed", failureType: "payload.wrong_chain" },
    ],
    [
      "the right chain",
      result("0x89"),
      {},
      { signal: "identity", expectsChainId: "0x89" },
      { outcome: "ok", failureType: null },
    ],
    [
      "null",
      result(null),
      {},
      { expectsChainId: "0x1" },
      { outcome: "failed", failureType: "payload.schema", rawCode: "rpc result null" },
    ],
  ])("%s", async (_name, reply, request, parts, expected) => {
    expect((await ask(reply, request, parts)).result).toMatchObject(expected);
  });
});

describe("an error", () => {
  const internal = "failed payload.rpc_error";
  const limited = "neutral neutral.rate_limited";
  const quota = "neutral neutral.quota";
  const behind = "degraded payload.stale";

  it.each<[RpcFamily, number, string, string]>([
    ["evm", -32700, "parse error", internal],
    ["evm", -32600, "invalid request", internal],
    ["evm", -32601, "the method does not exist", internal],
    ["evm", -32602, "invalid params", internal],
    ["evm", -32603, "Internal error", internal],
    ["evm", -32000, "header not found", internal],
    ["evm", -32000, "daily request limit reached", quota],
    ["evm", -32000, "request limit", limited],
    ["evm", -32001, "not found", internal],
    ["evm", -32002, "resource unavailable", internal],
    ["evm", -32003, "transaction rejected", internal],
    ["evm", -32004, "not supported", internal],
    ["evm", -32005, "limit exceeded", limited],
    ["evm", -32006, "version not supported", internal],
    ["evm", -32603, "exceeded its compute units per second capacity", limited],
    ["evm", 429, "", limited],
    ["evm", 402, "Payment Required", quota],
    ["evm", -33000, "", quota],
    ["evm", -32001, "invalid api key", quota],
    ["generic", -32005, "", limited],
    ["generic", -32603, "", internal],
    ["solana", -32005, "Node is behind by 42 slots", behind],
    ["solana", -32005, "Node is unhealthy", behind],
    ["solana", -32004, "Block not available for slot 5", internal],
    ["solana", -32007, "Slot was skipped", internal],
    ["solana", 429, "Too many requests for a specific RPC call", limited],
    ["bitcoin", -28, "Loading block index…", internal],
    ["bitcoin", -8, "Block height out of range", internal],
    ["bitcoin", 429, "", limited],
  ])("of %s, %i %j, is %s", async (family, code, message, expected) => {
    const { result } = await ask(
      error(code, message),
      { family },
      { assertions: [{ op: "exists", path: "$.result" }] },
    );
    expect(`${result.outcome} ${result.failureType}`).toBe(expected);
    expect(result.rawCode).toBe(`rpc ${code}`);
  });

  it.each<[string, number, string]>([
    ["noNetwork", 17, internal],
    ["noCurrent", 16, internal],
    ["internal", 73, internal],
    ["slowDown", 10, limited],
    ["tooBusy", 9, limited],
  ])("of rippled, %s, is read inside the result", async (word, code, expected) => {
    const { result } = await ask(() => ({ result: { status: "error", error: word, error_code: code } }), {
      family: "rippled",
    });
    expect(`${result.outcome} ${result.failureType}`).toBe(expected);
  });

  it("is read behind any status", async () => {
    const reply = (status: number, code: number) =>
      startHttp((request, response) => json({ id: 1, error: { code, message: "" } }, status)(request, response));
    const askAt = async (status: number, code: number) => {
      const server = await reply(status, code);
      open.push(server);
      return (await probeOnce(locate(call(`http://good.test:${server.port}/`)), context())).result;
    };
    expect(await askAt(503, -32005)).toMatchObject({ failureType: "neutral.rate_limited", rawCode: "rpc -32005" });
    expect(await askAt(500, -32603)).toMatchObject({ failureType: "http.error", rawCode: "HTTP 500, rpc -32603" });
  });
});

describe("variables", () => {
  const variables = { head: { from: "x/api/head", offset: -32, as: "number" as const } };

  it("wait for the head they count from, without a connection", async () => {
    const { port, accepted } = await serve(result(1));
    const located = locate(call(`http://good.test:${port}/`, { params: ["{head}"], variables }));
    const report = await probes["json-rpc"]?.(located, context());
    expect(report).toBeInstanceOf(NotReady);
    expect(report).toMatchObject({ waitsFor: "x/api/head" });
    expect(accepted).toBe(0);
  });

  it("are put in as number, hex or text, in params and in the url", async () => {
    const memory = createMemory();
    memory.set("x/api/head", 1000, 1);
    const seen: unknown[] = [];
    const { port } = await serve((asked) => {
      seen.push(asked.params);
      return { id: asked.id, result: 1 };
    });
    const as = (kind: "number" | "hex" | "text") => ({ from: "x/api/head", offset: -2, as: kind });
    const located = locate(
      call(`http://good.test:${port}/block/{c}?u={unknown}`, {
        params: ["{a}", { deep: ["{b}", "{c}", "at {a}", "{unknown}"] }, true],
        variables: { a: as("number"), b: as("hex"), c: as("text") },
      }),
    );
    const { requestLine } = await probeOnce(located, context({ memory }));
    expect(seen).toEqual([[998, { deep: ["0x3e6", "998", "at {a}", "{unknown}"] }, true]]);
    expect(requestLine).toContain("/block/998?u={unknown} ");
  });

  it("come from the head that a check last served, and from no failed answer", async () => {
    const memory = createMemory();
    const facts = { facts: { head_number: "$.result" }, slug: "head" };
    const heads = ["0x10", "0x20"];
    const { port } = await serve(({ id }) => ({ id, result: heads.shift() }));
    const url = `http://good.test:${port}/`;
    await probeOnce(locate(call(url), facts), context({ memory }));
    expect(memory.get("s/api/head")?.value).toBe(16);
    await probeOnce(locate(call(url), { ...facts, expectsChainId: "0x1" }), context({ memory }));
    expect(memory.get("s/api/head")?.value).toBe(16);
  });
});

describe("memory", () => {
  it("belongs to the check, not to the path", async () => {
    const memory = createMemory();
    const { port } = await serve(result(5));
    const rule = { assertions: [{ op: "changes_within_s" as const, path: "$.result", value: 1 }] };
    const poll = async (slug: string, now: number) => {
      const report = await probeOnce(
        locate(call(`http://good.test:${port}/`), { ...rule, slug }),
        context({ memory, now: () => now }),
      );
      return report.result.outcome;
    };
    expect([await poll("a", 0), await poll("b", 60_000), await poll("a", 60_000)]).toEqual(["ok", "ok", "failed"]);
  });

  it("forgets the oldest when it is full", () => {
    const memory = createMemory(2);
    memory.set("a", 1, 0);
    memory.set("b", 2, 0);
    memory.set("a", 3, 5);
    memory.set("c", 4, 6);
    expect([memory.get("a"), memory.get("b"), memory.get("c")]).toEqual([
      { value: 3, since: 5 },
      undefined,
      { value: 4, since: 6 },
    ]);
  });
});
