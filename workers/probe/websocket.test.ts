import type { RequestListener } from "node:http";
import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { CheckSpec, WebSocketRequest } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { DEFAULT_LIMITS, type Limits } from "#workers/probe/probe.ts";
import { type Authority, makeAuthority, makeSelfSigned } from "#workers/probe/testing/certificates.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import {
  locate,
  openResources,
  probeOnce,
  QUICK,
  settledTo,
  testContext,
  testNetwork,
} from "#workers/probe/testing/scene.ts";
import { closedPort, json, startTls, type TestServer } from "#workers/probe/testing/servers.ts";
import { proofOf, startShaking, startWebSocket } from "#workers/probe/testing/websocket-server.ts";

/** Everything that can happen on a WebSocket, each done by a server that really does it. */

let dns: DnsServer;
let trusted: Authority;
let atRest: Record<string, number>;
const open: TestServer[] = [];

beforeAll(async () => {
  dns = await startDns(() => ({ addresses: ["127.0.0.1"] }));
  trusted = await makeAuthority();
  atRest = openResources();
});

afterEach(async () => {
  // Every test leaves no connection behind, however it ended.
  await Promise.all(open.map((server) => server.idle()));
  await Promise.all(open.splice(0).map((server) => server.close()));
  await settledTo(atRest);
});

afterAll(() => dns.close());

async function keep(server: Promise<TestServer>): Promise<TestServer> {
  const started = await server;
  open.push(started);
  return started;
}

interface Asked {
  readonly request?: Partial<WebSocketRequest>;
  readonly parts?: Partial<CheckSpec>;
  readonly limits?: Limits;
  readonly scheme?: "ws" | "wss";
}

async function ask(server: Promise<TestServer>, { request, parts, limits, scheme = "ws" }: Asked = {}) {
  const { port } = await keep(server);
  const network = testNetwork(dns.address, trusted.cert);
  const url = `${scheme}://good.test:${port}/v2?x=1`;
  const context = testContext({ network, ...(limits ? { limits } : {}) });
  return probeOnce(locate({ probe: "websocket", url, ...request }, parts), context);
}

const says =
  (...messages: unknown[]) =>
  (socket: WebSocket) => {
    for (const message of messages) socket.send(typeof message === "string" ? message : JSON.stringify(message));
  };

const ONLINE: Partial<CheckSpec> = {
  assertions: [{ op: "eq", path: "$.data[0].system", value: "online" }],
  facts: { mode: "$.data[0].system" },
};
const status = (system: string) => ({ channel: "status", type: "update", data: [{ system }] });

describe("a WebSocket that answers", () => {
  it("by its first message, with every phase measured and the connection closed by us", async () => {
    let closed: Promise<number> | undefined;
    const server = startWebSocket((socket) => {
      closed = new Promise((resolve) => socket.once("close", resolve));
      says(status("online"))(socket);
    });
    const { result, requestLine, assertions } = await ask(server, { parts: ONLINE });
    expect(result).toMatchObject({
      outcome: "ok",
      failureType: null,
      httpStatus: 101,
      httpVersion: "1.1",
      address: "127.0.0.1",
      facts: { mode: "online" },
      bodyBytes: JSON.stringify(status("online")).length,
    });
    const { dnsMs, connectMs, tlsMs, waitMs, downloadMs, totalMs } = result.timings;
    expect(tlsMs).toBeNull();
    for (const part of [dnsMs, connectMs, waitMs, downloadMs]) expect(part).toBeGreaterThanOrEqual(0);
    const sum = [dnsMs, connectMs, waitMs, downloadMs].reduce<number>((all, part) => all + (part ?? 0), 0);
    expect(sum).toBeCloseTo(totalMs, 5);
    expect(requestLine).toMatch(/^GET ws:\/\/good\.test:\d+\/v2\?x=1$/);
    expect(assertions).toEqual([{ text: '$.data[0].system eq "online"', ok: true, found: '"online"' }]);
    expect(await closed).toBe(1000);
  });

  it("by the handshake alone, when nothing is asked of a message", async () => {
    const { result } = await ask(startWebSocket(() => {}));
    expect(result).toMatchObject({ outcome: "ok", httpStatus: 101, bodyBytes: 0 });
  });

  it("over verified TLS, with the protocol and the certificate's end", async () => {
    const pair = await trusted.issue({ names: ["good.test"] });
    const server = startTls(pair, (socket) =>
      socket.once("data", (head: Buffer) => {
        const key = /^sec-websocket-key: (.*)\r$/im.exec(head.toString())?.[1] ?? "";
        const message = Buffer.from('{"a":1}');
        socket.write(
          `HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${proofOf(key)}\r\n\r\n`,
        );
        socket.write(Buffer.concat([Buffer.from([0x81, message.length]), message]));
      }),
    );
    const parts: Partial<CheckSpec> = { assertions: [{ op: "eq", path: "$.a", value: 1 }] };
    const { result, tls } = await ask(server, { parts, scheme: "wss" });
    expect(result.outcome).toBe("ok");
    expect(result.timings.tlsMs).toBeGreaterThan(0);
    expect(result.certExpiresAt).toBeGreaterThan(Date.now());
    expect(tls).toMatch(/^TLSv1\.3 /);
  });

  it("by the message that is asked for: acknowledgements, heartbeats and text before it are passed over", async () => {
    const seen: string[] = [];
    const server = startWebSocket((socket) =>
      socket.on("message", (data) => {
        seen.push(String(data));
        says({ id: 1, result: "0x9c" }, "ping", { channel: "heartbeat" })(socket);
        says({ method: "eth_subscription", params: { result: { number: "0x10", hash: "0xab" } } })(socket);
      }),
    );
    const send = { jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] };
    const { result } = await ask(server, {
      request: { send },
      parts: {
        assertions: [{ op: "hex_gt", path: "$.params.result.number", value: 0 }],
        facts: { head_number: "$.params.result.number", head_hash: "$.params.result.hash" },
      },
    });
    expect(result).toMatchObject({ outcome: "ok", facts: { head_number: 16, head_hash: "0xab" } });
    expect(seen).toEqual([JSON.stringify(send)]);
  });

  it("in fragments, and with pings between them, which are answered", async () => {
    let ponged = false;
    const server = startWebSocket((socket) => {
      socket.on("pong", () => {
        ponged = true;
        socket.send('"online"}]}', { fin: true });
      });
      socket.send('{"data":[{"system":', { fin: false });
      socket.ping();
    });
    expect((await ask(server, { parts: ONLINE })).result.outcome).toBe("ok");
    expect(ponged).toBe(true);
  });

  it("that it is not well, in its own words, at once", async () => {
    const { result } = await ask(startWebSocket(says(status("maintenance"))), {
      parts: { ...ONLINE, signal: "self_declared_status" },
    });
    expect(result).toMatchObject({ outcome: "failed", failureType: "payload.halted", facts: { mode: "maintenance" } });
  });
});

describe("a handshake that is refused", () => {
  const refused = (listener: RequestListener, parts: Partial<CheckSpec> = ONLINE) =>
    ask(
      startWebSocket(() => {}, listener),
      { parts },
    );

  it.each<[number, FailureType]>([
    [503, "http.error"],
    [200, "http.error"],
    [302, "http.error"],
    [404, "http.error"],
    [429, "neutral.rate_limited"],
    [451, "neutral.geo_blocked"],
  ])("with HTTP %i is %s, with its status", async (code, type) => {
    const { result } = await refused(json({ no: "way" }, code, { location: "/elsewhere" }));
    expect(result).toMatchObject({
      failureType: type,
      rawCode: `HTTP ${code}`,
      httpStatus: code,
      phase: "application",
    });
  });

  it("by a bot wall is neutral, and Retry-After is heard", async () => {
    const wall = await refused((_, response) => response.writeHead(403, { "cf-mitigated": "challenge" }).end());
    expect(wall.result.failureType).toBe("neutral.bot_challenge");
    expect((await refused(json({}, 429, { "retry-after": "7" }))).retryAfterMs).toBe(7_000);
  });

  it("is refused too when only the handshake is asked for", async () => {
    expect((await refused(json({}, 503), {})).result).toMatchObject({ failureType: "http.error" });
  });
});

describe("a handshake that goes wrong", () => {
  const raw = (bytes: string) => startShaking(() => {}, bytes);

  it("without an answer is a timeout", async () => {
    const { result } = await ask(
      startWebSocket(
        () => {},
        () => {},
      ),
      { limits: QUICK },
    );
    expect(result).toMatchObject({ failureType: "http.response.timed_out", rawCode: "HEADERS_TIMEOUT" });
    expect(result.timings.waitMs).toBeNull();
  });

  it("with an extension that nobody asked for is an error of protocol", async () => {
    const { result } = await ask(raw("Sec-WebSocket-Extensions: permessage-deflate"), { parts: ONLINE });
    expect(result).toMatchObject({ failureType: "http.protocol.error", rawCode: "WS_HANDSHAKE" });
  });

  it("with a proof that is none is an error of protocol", async () => {
    const wrong = startShaking(() => {}, "Sec-WebSocket-Accept: bm9uc2Vuc2U=");
    expect((await ask(wrong, { parts: ONLINE })).result.failureType).toBe("http.protocol.error");
  });

  it("at a port where nobody listens is refused, as any connection is", async () => {
    const url = `ws://good.test:${await closedPort()}/`;
    const context = testContext({ network: testNetwork(dns.address) });
    const { result } = await probeOnce(locate({ probe: "websocket", url }), context);
    expect(result).toMatchObject({ failureType: "tcp.refused", phase: "connection" });
  });

  it("at a server that nobody vouches for is not made at all", async () => {
    const other = await makeSelfSigned(["good.test"]);
    let heard = 0;
    const server = startTls(other, (socket) => socket.on("data", () => heard++));
    const { result } = await ask(server, { scheme: "wss" });
    expect(result).toMatchObject({ failureType: "tls.cert.authority_invalid", phase: "connection" });
    expect(heard).toBe(0);
  });
});

describe("a WebSocket without the message that is asked for", () => {
  const waiting = (handle: (socket: WebSocket) => void, limits: Limits = QUICK) =>
    ask(startWebSocket(handle), { parts: ONLINE, limits });

  it("is silent, and a pong tells that somebody is there", async () => {
    const { result } = await waiting(() => {});
    expect(result).toMatchObject({ failureType: "ws.silent", rawCode: "silent, pong", phase: "application" });
    expect(result.timings.waitMs).toBeGreaterThanOrEqual(0);
  });

  it("is half-open when not even a ping is answered", async () => {
    const { result } = await ask(
      startShaking(() => {}),
      { parts: ONLINE, limits: QUICK },
    );
    expect(result).toMatchObject({ failureType: "ws.silent", rawCode: "silent, no pong" });
    // A goodbye that is answered by nobody is waited for by nobody either: it would take a second.
    const left = performance.now();
    await Promise.all(open.map((server) => server.idle()));
    expect(performance.now() - left).toBeLessThan(800);
  });

  it("is silent when a message stops half-way", async () => {
    const { result } = await ask(
      startShaking((socket) => socket.write(Buffer.from([0x81, 100, 0x7b]))),
      {
        parts: ONLINE,
        limits: QUICK,
      },
    );
    expect(result.failureType).toBe("ws.silent");
  });

  it.each<[string, (socket: WebSocket) => void, FailureType]>([
    ["no JSON", says("hello"), "payload.not_json"],
    ["another shape", says({ channel: "heartbeat" }), "payload.schema"],
  ])("is judged by its last message, of %s", async (_, handle, type) => {
    expect((await waiting(handle)).result.failureType).toBe(type);
  });

  it.each<[number, string, FailureType]>([
    [1000, "", "ws.closed"],
    [1001, "going away", "ws.closed"],
    [1008, "", "ws.closed"],
    [1011, "internal error", "ws.closed"],
    [4000, "bye", "ws.closed"],
    [1008, "threshold exceeded", "neutral.rate_limited"],
    [1013, "too many requests", "neutral.rate_limited"],
    [4403, "not available in your country", "neutral.geo_blocked"],
    [1011, "rate limit service is down", "ws.closed"],
  ])("closed with %i and %j is %s", async (code, reason, type) => {
    const { result } = await waiting((socket) => socket.close(code, reason), DEFAULT_LIMITS);
    expect(result).toMatchObject({ failureType: type, rawCode: `close ${code}` });
  });

  it.each<[string, (socket: Socket) => void]>([
    ["ended", (socket) => socket.end()],
    ["reset", (socket) => void setImmediate(() => socket.resetAndDestroy())],
  ])("%s without a goodbye is closed, by the code for that", async (_, then) => {
    const { result } = await ask(startShaking(then), { parts: ONLINE });
    expect(result).toMatchObject({ failureType: "ws.closed", rawCode: "close 1006" });
  });

  it("that says goodbye and keeps the connection is closed by its code all the same", async () => {
    let kept: Socket | undefined;
    const server = startShaking((socket) => {
      kept = socket;
      // Nothing more is read, not even that we are leaving.
      socket.write(Buffer.from([0x88, 2, 0x03, 0xf3]), () => socket.pause());
    });
    const { result } = await ask(server, { parts: ONLINE });
    kept?.resume();
    expect(result).toMatchObject({ failureType: "ws.closed", rawCode: "close 1011" });
    expect(result.timings.downloadMs).toBeLessThan(DEFAULT_LIMITS.messageMs / 2);
  });

  it.each<[string, Buffer, FailureType]>([
    ["an unknown kind of frame", Buffer.from([0x83, 0]), "http.protocol.error"],
    ["a compressed frame", Buffer.from([0xc1, 1, 0x61]), "http.protocol.error"],
    ["a masked frame", Buffer.from([0x81, 0x81, 1, 2, 3, 4, 0x61]), "http.protocol.error"],
    ["text that is none", Buffer.from([0x81, 2, 0xc3, 0x28]), "http.response.invalid"],
    ["bytes of another protocol", Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), "http.protocol.error"],
  ])("but %s is an error of protocol or form", async (_, bytes, type) => {
    const { result } = await ask(
      startShaking((socket) => socket.write(bytes)),
      { parts: ONLINE },
    );
    expect(result).toMatchObject({ outcome: "failed", failureType: type });
    expect(result.rawCode).toMatch(/^WS_/);
  });
});

describe("what a server may send", () => {
  it("is bounded: one message, and all of them together", async () => {
    const huge = await ask(startWebSocket(says("x".repeat(2_000))), {
      request: { maxBodyBytes: 1_000 },
      parts: ONLINE,
    });
    expect(huge.result).toMatchObject({
      failureType: "http.response.invalid",
      rawCode: "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH",
    });
    const many = Array.from({ length: 20 }, () => ({ channel: "heartbeat", pad: "x".repeat(80) }));
    const flood = await ask(startWebSocket(says(...many)), { request: { maxBodyBytes: 1_000 }, parts: ONLINE });
    expect(flood.result).toMatchObject({ failureType: "http.response.invalid", rawCode: "BODY_TOO_LARGE" });
  });

  it("is judged when it refuses what was subscribed to", async () => {
    const answers = (message: unknown) =>
      ask(
        startWebSocket((socket) => socket.on("message", () => says(message)(socket))),
        {
          request: { send: { method: "subscribe" } },
          parts: ONLINE,
        },
      );
    const broken = await answers({ jsonrpc: "2.0", id: 1, error: { code: -32603, message: "Internal error" } });
    expect(broken.result).toMatchObject({ failureType: "payload.rpc_error", rawCode: "rpc -32603" });
    const limited = await answers({ error: "slowDown", error_code: 10, status: "error", type: "response" });
    expect(limited.result).toMatchObject({ failureType: "neutral.rate_limited" });
  });

  it("is shown without controls and secrets", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the catalog's own placeholder
    const located = locate({ probe: "websocket", url: "ws://x.test/${WS_KEY}" }, ONLINE);
    const without = await probeOnce(located, testContext());
    expect(without.result).toMatchObject({ failureType: "neutral.no_key", rawCode: "WS_KEY not set" });
    const shown = await ask(startWebSocket(says({ data: [{ system: "a\u0007b" }] })), { parts: ONLINE });
    expect(shown.bodyStart).not.toContain("\u0007");
  });
});

describe("an attempt that is stopped", () => {
  it("during the handshake or while it waits is neutral, and leaves nothing behind", async () => {
    for (const handle of [undefined, () => {}] as const) {
      const stop = new AbortController();
      const { port } = await keep(startWebSocket(() => stop.abort(), handle && (() => stop.abort())));
      const context = testContext({ network: testNetwork(dns.address), signal: stop.signal });
      const url = `ws://good.test:${port}/`;
      const { result } = await probeOnce(locate({ probe: "websocket", url }, ONLINE), context);
      expect(result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted" });
    }
  });
});
