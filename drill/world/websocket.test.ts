import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openTestWorld, type TestWorld, testClock } from "#drill/testing/world.ts";

const clock = testClock();
let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ now: clock.now });
});
afterEach(() => test.world.heal());
afterAll(() => test.stop());

const STREAMS = [
  "arbitrum-one/sequencer/feed",
  "binance/api/trade-stream",
  "coinstore/api/stream",
  "kraken/api/status-stream",
  "publicnode/ethereum/new-heads",
  "xrp-ledger/chain/ledger-stream",
];

async function failed(target: string, fault: string): Promise<void> {
  const reply = await test.world.fail(target, fault);
  if ("refusal" in reply) throw new Error(reply.refusal);
}

/** Opens a WebSocket of the world as any client would, without checking who answers. */
function connect(host: string, path: string): WebSocket {
  const { file, plan } = test.world;
  const url = `wss://${plan.sites.get(host)?.address}:${file.ports["443"]}${path}`;
  const settings = { headers: { host }, servername: host, rejectUnauthorized: false };
  return new WebSocket(url, settings);
}

const next = (socket: WebSocket) =>
  new Promise<Record<string, unknown>>((resolve) =>
    socket.once("message", (data) => resolve(JSON.parse(String(data)))),
  );

describe("the world's WebSockets", () => {
  it("are all that the catalog has, and answer every check of theirs", async () => {
    const found = test.checks.filter(({ check }) => check.request.probe === "websocket").map(({ id }) => id);
    expect([...found].sort()).toEqual(STREAMS);
    for (const id of STREAMS) expect(await test.seen(id), id).toBe("ok");
    expect(test.world.status().unanswered).toEqual([]);
    expect(test.world.status().madeUp).toEqual([]);
  });

  it("tell of the same block as the nodes that are asked over HTTP", async () => {
    const pushed = await test.probe("publicnode/ethereum/new-heads");
    const asked = await test.probe("publicnode/ethereum/head");
    expect(pushed.result.facts.head_number).toBe(asked.result.facts.head_number);
    expect(pushed.result.facts.head_hash).toBe(asked.result.facts.head_hash);
  });

  it("acknowledge a subscription first, and go on with what is new", async () => {
    const socket = connect("s1.ripple.com", "/");
    await new Promise((resolve) => socket.once("open", resolve));
    const acknowledged = next(socket);
    socket.send(JSON.stringify({ id: 7, command: "subscribe", streams: ["ledger"] }));
    expect(await acknowledged).toMatchObject({ id: 7, status: "success", type: "response" });
    const first = await next(socket);
    expect(first.type).toBe("ledgerClosed");
    clock.advance(20_000);
    const second = await next(socket);
    expect(second.ledger_index).toBeGreaterThan(Number(first.ledger_index));
    const refused = next(socket);
    socket.send("nonsense");
    expect(await refused).toMatchObject({ error: "unknownCmd", status: "error" });
    socket.terminate();
  });

  it("refuse a path that they do not have, and a host that stands elsewhere", async () => {
    const status = (socket: WebSocket) =>
      new Promise((resolve) => {
        socket.on("error", () => {});
        socket.once("unexpected-response", (request, response) => {
          resolve(response.statusCode);
          request.destroy();
        });
      });
    expect(await status(connect("ws.kraken.com", "/nowhere"))).toBe(404);
    const { file, plan } = test.world;
    const url = `wss://${plan.sites.get("ws.kraken.com")?.address}:${file.ports["443"]}/v2`;
    const headers = { host: "api.gemini.com" };
    const settings = { headers, servername: "ws.kraken.com", rejectUnauthorized: false };
    expect(await status(new WebSocket(url, settings))).toBe(421);
    expect(test.world.status().unanswered.map(({ request }) => request)).toEqual([
      "WS ws.kraken.com/nowhere",
      "WS ws.kraken.com/v2",
    ]);
  });
});

describe("a fault of a WebSocket", () => {
  it.each([
    ["http.error", "kraken/api/status-stream", "http.error", "HTTP 503"],
    ["http.error", "coinstore/api/stream", "http.error", "HTTP 503"],
    ["http.protocol.error", "binance/api/trade-stream", "http.protocol.error", /^HPE_/],
    ["http.response.timed_out", "xrp-ledger/chain/ledger-stream", "http.response.timed_out", "HEADERS_TIMEOUT"],
    ["ws.closed", "arbitrum-one/sequencer/feed", "ws.closed", "close 1011"],
    ["ws.silent", "kraken/api/status-stream", "ws.silent", "silent, pong"],
    ["half_open", "publicnode/ethereum/new-heads", "ws.silent", "silent, no pong"],
    ["payload.not_json", "kraken/api/status-stream", "payload.not_json", "not JSON"],
    ["payload.schema", "publicnode/ethereum/new-heads", "payload.schema", /hex_gt/],
    ["payload.stale", "publicnode/ethereum/new-heads", "payload.stale", /old/],
    ["payload.stale", "binance/api/trade-stream", "payload.stale", /old/],
    ["payload.halted", "kraken/api/status-stream", "payload.halted", /system/],
    ["neutral.rate_limited", "publicnode/ethereum/new-heads", "neutral.rate_limited", "HTTP 429"],
    ["neutral.rate_limited", "kraken/api/status-stream", "neutral.rate_limited", "message"],
    ["neutral.geo_blocked", "binance/api/trade-stream", "neutral.geo_blocked", "HTTP 451"],
    ["neutral.bot_challenge", "coinstore/api/stream", "neutral.bot_challenge", "HTTP 403"],
    ["tcp.refused", "kraken/api/status-stream", "tcp.refused", "ECONNREFUSED"],
    ["tls.cert.date_invalid", "kraken/api/status-stream", "tls.cert.date_invalid", "CERT_HAS_EXPIRED"],
  ])("%s at %s is seen as %s", async (fault, check, type, code) => {
    await failed(check, fault);
    const { result } = await test.probe(check);
    expect(result.failureType).toBe(type);
    expect(result.rawCode).toEqual(typeof code === "string" ? code : expect.stringMatching(code));
    await test.world.heal();
    expect(await test.seen(check)).toBe("ok");
  });

  it("leaves requests over HTTP to the same host alone", async () => {
    await failed("publicnode/ethereum/new-heads", "ws.silent");
    expect(await test.seen("publicnode/ethereum/head")).toBe("ok");
    await test.world.heal();
    await failed("publicnode/ethereum/head", "http.error");
    expect(await test.seen("publicnode/ethereum/new-heads")).toBe("ok");
  });

  it("is refused where nothing is read of a message, and where nothing is a WebSocket", async () => {
    for (const fault of ["ws.closed", "ws.silent", "half_open"]) {
      expect(await test.world.fail("coinstore/api/stream", fault)).toHaveProperty("refusal");
      expect(await test.world.fail("kraken/api/time", fault)).toHaveProperty("refusal");
    }
  });

  it("of its chain is seen by the stream too", async () => {
    await failed("chain:xrp-ledger", "stale");
    const before = await test.probe("xrp-ledger/chain/ledger-stream");
    clock.advance(60_000);
    const { result } = await test.probe("xrp-ledger/chain/ledger-stream");
    expect(result.facts.sequence).toBe(before.result.facts.sequence);
    expect(result.failureType).toBe("payload.stale");
  });
});
