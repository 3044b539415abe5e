import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import type { FailureType } from "#domain/failure/failure.ts";
import { DEFAULT_LIMITS, type Limits } from "#workers/probe/probe.ts";
import type { Provoke, Ways } from "#workers/probe/testing/provocations/ground.ts";
import { locate, probeOnce, QUICK, testContext } from "#workers/probe/testing/scene.ts";
import { startTcp } from "#workers/probe/testing/servers.ts";

/** What goes wrong with a stream once its handshake is done. */

type StreamType = Extract<FailureType, `ws.${string}`>;

/** The handshake's proof that a server speaks WebSocket, and a close frame (RFC 6455, 4.2.2 and 5.5.1). */
const proof = (key: string) => createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
const goodbye = (code: number) => Buffer.from([0x88, 2, code >> 8, code & 0xff]);

/** What answers a ping without words (5.5.3). */
const PONG = Buffer.from([0x8a, 0]);

/** A server that shakes hands and then does this. */
const opened =
  (then: (socket: Socket) => void, limits: Limits = DEFAULT_LIMITS): Provoke =>
  async (ground) => {
    const server = await startTcp((socket) =>
      socket.once("data", (head: Buffer) => {
        const key = /^sec-websocket-key: (.*)\r$/im.exec(head.toString())?.[1] ?? "";
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${proof(key)}\r\n\r\n`,
        );
        then(socket);
      }),
    );
    const url = `ws://good.test:${ground.keep(server).port}/`;
    const located = locate({ probe: "websocket", url }, { assertions: [{ op: "exists", path: "$.price" }] });
    return (await probeOnce(located, testContext({ network: ground.network, limits }))).result;
  };

export const STREAMS: Readonly<Record<StreamType, Ways>> = {
  "ws.closed": {
    "a goodbye before the message": opened((socket) => socket.end(goodbye(1011))),
    "an end without a goodbye": opened((socket) => socket.end()),
    "a reset": opened((socket) => setImmediate(() => socket.resetAndDestroy())),
  },
  "ws.silent": {
    "a stream on which nothing comes": opened((socket) => socket.on("data", () => socket.write(PONG)), QUICK),
    "a half-open one": opened((socket) => socket.on("data", () => {}), QUICK),
  },
};
