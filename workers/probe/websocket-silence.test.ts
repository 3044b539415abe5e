import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { FailureType } from "#domain/failure/failure.ts";
import { DEFAULT_LIMITS, type Limits } from "#workers/probe/probe.ts";
import { QUICK } from "#workers/probe/testing/scene.ts";
import { ONLINE, says, webSocketScene } from "#workers/probe/testing/websocket-scene.ts";
import { startShaking, startWebSocket } from "#workers/probe/testing/websocket-server.ts";

/** WebSockets on which the message that is asked for never comes: silence, closing, bytes that are none. */

const scene = webSocketScene();
const { ask } = scene;

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
    await Promise.all(scene.servers.map((server) => server.idle()));
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
