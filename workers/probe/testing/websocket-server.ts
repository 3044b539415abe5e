import { createHash } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { listening, startTcp, type TestServer } from "#workers/probe/testing/servers.ts";

/** Servers of WebSockets on loopback: whole ones, and such as only get the handshake right. */

/** A whole server, which does what `handle` says with every connection. What `refuse` answers is refused instead. */
export function startWebSocket(handle: (socket: WebSocket) => void, refuse?: RequestListener): Promise<TestServer> {
  const server = createServer((request, response) => response.writeHead(426).end(request.url));
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (refuse === undefined) sockets.handleUpgrade(request, socket, head, handle);
  });
  if (refuse !== undefined) {
    server.removeAllListeners("upgrade");
    server.removeAllListeners("request");
    server.on("request", refuse);
  }
  return listening(server);
}

/** The handshake's proof that a server speaks WebSocket (RFC 6455, 4.2.2). */
export const proofOf = (key: string) =>
  createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

/** A server that gets the handshake right, with these header lines, and then writes bare bytes. */
export function startShaking(then: (socket: Socket) => void, ...lines: string[]): Promise<TestServer> {
  return startTcp((socket) =>
    socket.once("data", (head: Buffer) => {
      const key = /^sec-websocket-key: (.*)\r$/im.exec(head.toString())?.[1] ?? "";
      const answer = ["Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${proofOf(key)}`, ...lines];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${answer.join("\r\n")}\r\n\r\n`);
      then(socket);
    }),
  );
}
