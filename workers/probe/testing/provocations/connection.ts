import { type Socket, Socket as SocketClass } from "node:net";
import type { FailureType } from "#domain/failure/failure.ts";
import { startBlackhole } from "#workers/probe/testing/blackhole.ts";
import { type Authority, type KeyPair, makeAuthority, makeSelfSigned } from "#workers/probe/testing/certificates.ts";
import { startDns } from "#workers/probe/testing/dns-server.ts";
import { ask, at, type Ground, type Provoke, type Ways } from "#workers/probe/testing/provocations/ground.ts";
import { locate, probeOnce, QUICK, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { closedPort, json, startHttp, startHttps, startTcp, startTls } from "#workers/probe/testing/servers.ts";

/** What goes wrong before an answer comes: names, connections, certificates, handshakes. */

type ConnectionType = Extract<FailureType, `dns.${string}` | `tcp.${string}` | `tls.${string}`>;

const DAY_MS = 86_400_000;
const hurry = { context: { limits: QUICK } };

/** A server that does this with every connection. */
const accepted =
  (scheme: "http" | "https", handle: (socket: Socket) => void, parts = {}): Provoke =>
  async (ground) =>
    ask(ground, `${scheme}://good.test:${ground.keep(await startTcp(handle)).port}/`, parts);

/** A TLS server with a certificate that the ground's authority, or another, made. */
const presented =
  (make: (authority: Authority) => Promise<KeyPair>): Provoke =>
  async (ground) => {
    const server = await startHttps(await make(ground.authority), json({}));
    return ask(ground, `https://good.test:${ground.keep(server).port}/`);
  };

/** A good certificate, and TLS settings that we do not get along with. */
const secured =
  (options: NonNullable<Parameters<typeof startHttps>[2]>): Provoke =>
  async (ground) =>
    ask(ground, `https://good.test:${ground.keep(await startHttps(ground.pair, json({}), options)).port}/`);

/** The ClientHello is answered with a fatal alert. Numbers: RFC 8446, 6. */
const alerted = (description: number): Provoke =>
  accepted("https", (socket) => socket.once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, description]))));

/** Resets the TCP connection under a TLS one. */
function resetUnder(socket: object): void {
  const parent = (socket as { _parent?: { resetAndDestroy(): void } })._parent;
  if (parent === undefined) throw new Error("this TLS socket has no socket beneath it");
  parent.resetAndDestroy();
}

async function resetAfterHandshake(ground: Ground) {
  const server = await startTls(ground.pair, (socket) => socket.once("data", () => resetUnder(socket)));
  return ask(ground, `https://good.test:${ground.keep(server).port}/`);
}

/** Two resolvers are asked for a name; one of them gives an address, and the ground's own does what the name says. */
const divided =
  (name: string): Provoke =>
  async (ground) => {
    const giving = ground.keep(await startDns(() => ({ addresses: ["192.0.2.7"] })));
    const [own = ""] = ground.network.resolvers ?? [];
    const [ONE, TWO] = ["192.0.2.1", "192.0.2.2"];
    const route = (address: string) => ({
      address: "127.0.0.1",
      port: Number((address === ONE ? giving.address : own).split(":")[1]),
    });
    const located = locate({ probe: "dns", name, type: "A", resolvers: [ONE, TWO] });
    return (await probeOnce(located, testContext({ network: { ...ground.network, route } }))).result;
  };

async function withoutResolver(ground: Ground) {
  const gone = await startDns(() => "silent");
  await gone.close();
  return ask(ground, "http://good.test/", { context: { network: testNetwork(gone.address) } });
}

/**
 * Errors that no server on loopback can cause. The probe's own socket is told of them as the system or OpenSSL would tell
 * it, when it has come so far; all that follows is the product's.
 */
export const told =
  (code: string, when: "connecting" | "handshaking" | "waiting", words = code): Provoke =>
  async (ground) => {
    const sockets: Socket[] = [];
    const tell = () => sockets.at(-1)?.destroy(Object.assign(new Error(words), code === "" ? {} : { code }));
    const connect = SocketClass.prototype.connect;
    SocketClass.prototype.connect = function spied(this: Socket, ...args: unknown[]) {
      sockets.push(this);
      if (when === "connecting") {
        setImmediate(tell);
        return this;
      }
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    try {
      const { port } = ground.keep(await startTcp((socket) => socket.once("data", tell)));
      return await ask(ground, `${when === "handshaking" ? "https" : "http"}://good.test:${port}/`);
    } finally {
      SocketClass.prototype.connect = connect;
    }
  };

export const CONNECTION: Readonly<Record<ConnectionType, Ways>> = {
  "dns.unreachable": {
    "a resolver that does not answer": at("http://silent.test/", hurry),
    "a resolver that is not there": withoutResolver,
  },
  "dns.name_not_resolved": {
    NXDOMAIN: at("http://nxdomain.test/"),
    "a name without an address": at("http://nodata.test/"),
    "a name that one of two resolvers denies": divided("nxdomain.test"),
  },
  "dns.failed": {
    SERVFAIL: at("http://servfail.test/"),
    REFUSED: at("http://refused.test/"),
    "an answer that is none": at("http://garbage.test/"),
    "SERVFAIL from one of two resolvers": divided("servfail.test"),
  },
  "tcp.timed_out": {
    "a host that does not take connections": async (ground) =>
      ask(ground, `http://good.test:${ground.keep(await startBlackhole()).port}/`, hurry),
  },
  "tcp.closed": {
    "an end during the handshake": accepted("https", (socket) => socket.once("data", () => socket.end())),
    "an end instead of an answer": accepted("http", (socket) => socket.once("data", () => socket.end())),
  },
  "tcp.reset": {
    "a reset at once": accepted("http", (socket) => socket.resetAndDestroy()),
    "a reset during the handshake": accepted("https", (socket) => socket.once("data", () => socket.resetAndDestroy())),
    "a reset after the handshake": resetAfterHandshake,
    "a reset instead of an answer": accepted("http", (socket) => socket.once("data", () => socket.resetAndDestroy())),
  },
  "tcp.refused": {
    "a port at which nothing listens": async (ground) => ask(ground, `http://good.test:${await closedPort()}/`),
  },
  "tcp.aborted": { "ECONNABORTED from the system": told("ECONNABORTED", "connecting") },
  "tcp.address_invalid": { "a link-local address without its link": at("http://link-local.test/") },
  "tcp.address_unreachable": {
    "EHOSTUNREACH from the system": told("EHOSTUNREACH", "connecting"),
    "ENETUNREACH for an IPv4 address": told("ENETUNREACH", "connecting", "connect ENETUNREACH 192.0.2.1:443"),
  },
  "tcp.failed": {
    "EHOSTDOWN from the system": told("EHOSTDOWN", "connecting"),
    "a code that nobody knows": told("ESOMETHINGNEW", "connecting"),
  },
  "tls.version_or_cipher_mismatch": {
    "a server of TLS 1.1": secured({ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }),
    "the alert handshake_failure": alerted(40),
  },
  "tls.bad_client_auth_cert": {
    "a server that wants a certificate of us": secured({
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: "TLSv1.3",
    }),
    "the alert bad_certificate": alerted(42),
  },
  "tls.cert.name_invalid": { "another name": presented((authority) => authority.issue({ names: ["other.test"] })) },
  "tls.cert.date_invalid": {
    "an expired one": presented((authority) =>
      authority.issue({
        names: ["good.test"],
        notBefore: new Date(Date.now() - 9 * DAY_MS),
        notAfter: new Date(Date.now() - DAY_MS),
      }),
    ),
    "one of tomorrow": presented((authority) =>
      authority.issue({ names: ["good.test"], notBefore: new Date(Date.now() + DAY_MS) }),
    ),
  },
  "tls.cert.authority_invalid": {
    "an unknown issuer": presented(async () => (await makeAuthority("Somebody")).issue({ names: ["good.test"] })),
    "its own signature": presented(() => makeSelfSigned(["good.test"])),
  },
  "tls.cert.invalid": {
    "one for clients": presented((authority) => authority.issue({ names: ["good.test"], usage: "client" })),
  },
  "tls.cert.revoked": { "CERT_REVOKED from OpenSSL": told("CERT_REVOKED", "handshaking") },
  "tls.protocol.error": {
    "a port that speaks plain text": async (ground) =>
      ask(ground, `https://good.test:${ground.keep(await startHttp(json({}))).port}/`),
  },
  "tls.failed": {
    "a handshake that stalls": accepted("https", () => {}, hurry),
    "the alert internal_error": alerted(80),
    "a code that nobody knows": told("ESOMETHINGNEW", "handshaking"),
  },
};
