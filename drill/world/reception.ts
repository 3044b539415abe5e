import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
} from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import type { Authority, LeafKind } from "#drill/world/authority.ts";
import type { Door } from "#drill/world/doors.ts";
import type { ConnectionFault } from "#drill/world/fault-kinds.ts";

/** Takes a handshake of a WebSocket. */
export type UpgradeListener = (message: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What an arriving connection meets, asked anew for each one. */
export interface ConnectionRules {
  /** True for the address of a vantage whose network is away. */
  isCutOff(address: string): boolean;
  faultOf(host: string): ConnectionFault | null;
}

const LEAVES: Partial<Record<ConnectionFault, LeafKind>> = {
  "tls.cert.date_invalid": "expired",
  "tls.cert.name_invalid": "wrong-name",
  "tls.cert.authority_invalid": "rogue",
  "tls.cert.invalid": "unusable",
};

/** Longer than any timeout of a probe: a peer that has gone is noticed all the same. */
const IDLE_MS = 60_000;
const HOLD_MS = 30_000;
const NOT_TLS =
  "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nplain text on this port\n";

/** Takes connections and hands them to the HTTP server, over TLS where the door speaks it, or to the fault that holds. */
export class Reception {
  readonly #rules: ConnectionRules;
  readonly #plain: HttpServer;
  readonly #tls: HttpsServer;
  readonly #tls11: HttpsServer;
  readonly #tlsClient: HttpsServer;

  constructor(authority: Authority, rules: ConnectionRules, onRequest: RequestListener, onUpgrade: UpgradeListener) {
    this.#rules = rules;
    const SNICallback = (host: string, done: (error: Error | null, context?: SecureContext) => void) => {
      const fault = rules.faultOf(host);
      const kind = (fault && LEAVES[fault]) ?? "good";
      authority.context(host, kind).then((context) => done(null, context), done);
    };
    this.#plain = createHttpServer(onRequest);
    this.#tls = createHttpsServer({ SNICallback, ALPNProtocols: ["http/1.1"] }, onRequest);
    // OpenSSL 3 offers TLS 1.1 only below its default security level.
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    this.#tls11 = createHttpsServer({ SNICallback, ...old }, onRequest);
    this.#tlsClient = createHttpsServer(
      { SNICallback, requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.3" },
      onRequest,
    );
    for (const server of [this.#plain, this.#tls, this.#tls11, this.#tlsClient]) server.on("upgrade", onUpgrade);
    for (const server of [this.#tls, this.#tls11, this.#tlsClient])
      server.on("tlsClientError", (_, socket) => socket.destroy());
  }

  /** One connection that has just been accepted. */
  receive(door: Door, socket: Socket): void {
    socket.on("error", () => socket.destroy());
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    if (this.#rules.isCutOff(socket.remoteAddress ?? "")) hold(socket);
    else this.#admit(door, socket, this.#rules.faultOf(door.host));
  }

  #admit(door: Door, socket: Socket, fault: ConnectionFault | null): void {
    if (fault === "tcp.reset") socket.resetAndDestroy();
    else if (fault === "tcp.closed") socket.resume().end();
    else if (door.kind === "plain") this.#plain.emit("connection", socket);
    else if (fault === "tls.protocol.error") socket.resume().end(NOT_TLS);
    else if (fault === "tls.failed") hold(socket);
    else this.#tlsFor(fault).emit("connection", socket);
  }

  #tlsFor(fault: ConnectionFault | null): HttpsServer {
    if (fault === "tls.version_or_cipher_mismatch") return this.#tls11;
    return fault === "tls.bad_client_auth_cert" ? this.#tlsClient : this.#tls;
  }
}

/** A connection into nothing: bytes are taken, none come, and after a while it is gone. */
function hold(socket: Socket): void {
  socket.resume();
  socket.setTimeout(HOLD_MS, () => socket.destroy());
}
