import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { createServer as createTls, type TLSSocket, type TlsOptions } from "node:tls";
import type { KeyPair } from "#workers/probe/testing/certificates.ts";

/** Servers on loopback that answer as they are told, and are gone with everything they hold when closed. */

export interface TestServer {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Waits until every client has gone by itself. @throws Error after 5 s */
  idle(): Promise<void>;
  close(): Promise<void>;
}

async function untilEmpty(sockets: ReadonlySet<Socket>): Promise<void> {
  const start = performance.now();
  while (sockets.size > 0) {
    if (performance.now() - start > 5_000) throw new Error(`${sockets.size} connections were left open`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Listens on loopback. */
export async function listening(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on("connection", (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get accepted() {
      return accepted;
    },
    idle: () => untilEmpty(sockets),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export const startHttp = (listener: RequestListener): Promise<TestServer> => listening(createHttp(listener));

export const startHttps = (pair: KeyPair, listener: RequestListener, options: TlsOptions = {}): Promise<TestServer> =>
  listening(createHttps({ ...pair, ...options }, listener));

/** A server that speaks whatever `handle` writes to the bare connection. */
export const startTcp = (handle: (socket: Socket) => void): Promise<TestServer> =>
  listening(
    createTcp((socket) => {
      handle(socket);
      // One that nobody reads would never notice that the other side has gone.
      if (socket.readableFlowing === null) socket.resume();
    }),
  );

/** The same after a TLS handshake. */
export function startTls(
  pair: KeyPair,
  handle: (socket: TLSSocket) => void,
  options: TlsOptions = {},
): Promise<TestServer> {
  const server = createTls({ ...pair, ...options }, (socket) => {
    socket.on("error", () => {});
    handle(socket);
  });
  return listening(server);
}

/** A port that was free a moment ago: connections to it are refused. */
export async function closedPort(): Promise<number> {
  const server = await startTcp(() => {});
  await server.close();
  return server.port;
}

/** Answers with a JSON body. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** Answers a JSON-RPC call with what `reply` makes of its id and method. */
export const rpc =
  (reply: (call: { id: unknown; method: string; params: unknown; jsonrpc?: string }) => unknown): RequestListener =>
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = JSON.parse(Buffer.concat(chunks).toString()) as Parameters<typeof reply>[0];
      json(reply(call))(request, response);
    });
  };
