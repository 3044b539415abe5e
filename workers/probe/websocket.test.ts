import { describe, expect, it } from "vitest";
import type { CheckSpec } from "#domain/check/spec.ts";
import { DEFAULT_LIMITS } from "#workers/probe/probe.ts";
import { locate, probeOnce, testContext } from "#workers/probe/testing/scene.ts";
import { startTls } from "#workers/probe/testing/servers.ts";
import { ONLINE, says, status, webSocketScene } from "#workers/probe/testing/websocket-scene.ts";
import { proofOf, startWebSocket } from "#workers/probe/testing/websocket-server.ts";

/** What can be heard on a WebSocket, each said by a server that really does. */

const scene = webSocketScene();
const { ask } = scene;

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
    const pair = await scene.trusted.issue({ names: ["good.test"] });
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
    const empty = startWebSocket(says(...Array.from({ length: 100 }, () => "")));
    const { result } = await ask(empty, { request: { maxBodyBytes: 1_000 }, parts: ONLINE });
    expect(result).toMatchObject({ failureType: "http.response.invalid", rawCode: "BODY_TOO_LARGE" });
  });

  it("is heard although it says goodbye after it: who limits us accuses nobody, who only leaves has failed", async () => {
    const leaving = (...words: unknown[]) =>
      ask(
        startWebSocket((socket) => {
          says(...words)(socket);
          socket.close(1000);
        }),
        { parts: ONLINE },
      );
    const limited = await leaving({ type: "error", message: "rate limit exceeded" });
    expect(limited.result).toMatchObject({ outcome: "neutral", failureType: "neutral.rate_limited" });
    const left = await leaving({ channel: "heartbeat" });
    expect(left.result).toMatchObject({ outcome: "failed", failureType: "ws.closed", rawCode: "close 1000" });
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
    const server = await scene.keep(startWebSocket((socket) => socket.send("a\u0007b sesame")));
    const keyed = locate({ probe: "websocket", url: `ws://good.test:${server.port}/\${WS_KEY}` }, ONLINE);
    const context = testContext({
      network: scene.network,
      env: () => "sesame",
      limits: { ...DEFAULT_LIMITS, messageMs: 100 },
    });
    const { bodyStart } = await probeOnce(keyed, context);
    expect(bodyStart).toMatch(/^ab /);
    expect(bodyStart).not.toContain("sesame");
  });
});

describe("an attempt that is stopped", () => {
  it("during the handshake or while it waits is neutral, and leaves nothing behind", async () => {
    for (const handle of [undefined, () => {}] as const) {
      const stop = new AbortController();
      const { port } = await scene.keep(startWebSocket(() => stop.abort(), handle && (() => stop.abort())));
      const context = testContext({ network: scene.network, signal: stop.signal });
      const url = `ws://good.test:${port}/`;
      const { result } = await probeOnce(locate({ probe: "websocket", url }, ONLINE), context);
      expect(result).toMatchObject({ outcome: "neutral", failureType: "neutral.aborted" });
    }
  });
});
