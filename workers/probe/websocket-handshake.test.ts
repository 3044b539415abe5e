import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { makeSelfSigned } from "#workers/probe/testing/certificates.ts";
import { locate, probeOnce, QUICK, testContext } from "#workers/probe/testing/scene.ts";
import { closedPort, json, startTls } from "#workers/probe/testing/servers.ts";
import { ONLINE, webSocketScene } from "#workers/probe/testing/websocket-scene.ts";
import { startShaking, startWebSocket } from "#workers/probe/testing/websocket-server.ts";

/** Handshakes of WebSockets that come to nothing. */

const scene = webSocketScene();
const { ask } = scene;

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
    const context = testContext({ network: scene.network });
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
