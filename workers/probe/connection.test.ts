import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FailureType, Phase } from "#domain/failure/failure.ts";
import { DEFAULT_LIMITS, type Limits, type Network } from "#workers/probe/probe.ts";
import { startBlackhole } from "#workers/probe/testing/blackhole.ts";
import { type Authority, type KeyPair, makeAuthority, makeSelfSigned } from "#workers/probe/testing/certificates.ts";
import { type DnsServer, NXDOMAIN, REFUSED, SERVFAIL, startDns } from "#workers/probe/testing/dns-server.ts";
import {
  get,
  locate,
  openResources,
  probeOnce,
  QUICK,
  settledTo,
  testContext,
  testNetwork,
} from "#workers/probe/testing/scene.ts";
import {
  closedPort,
  json,
  startHttp,
  startHttps,
  startTcp,
  startTls,
  type TestServer,
} from "#workers/probe/testing/servers.ts";

/** Everything that goes wrong before an answer comes, each done by a server that really does it. */

let dns: DnsServer;
let trusted: Authority;
let good: KeyPair;
let network: Network;
let atRest: Record<string, number>;
const open: { close(): Promise<void>; idle?(): Promise<void> }[] = [];

beforeAll(async () => {
  dns = await startDns((name) => {
    if (name === "nxdomain.test") return { rcode: NXDOMAIN };
    if (name === "servfail.test") return { rcode: SERVFAIL };
    if (name === "refused.test") return { rcode: REFUSED };
    if (name === "silent.test") return "silent";
    if (name === "garbage.test") return "garbage";
    if (name === "nodata.test") return undefined;
    return { addresses: ["127.0.0.1"] };
  });
  trusted = await makeAuthority();
  good = await trusted.issue({ names: ["good.test", "127.0.0.1"] });
  network = testNetwork(dns.address, trusted.cert);
  atRest = openResources();
});

afterEach(async () => {
  await Promise.all(open.map((server) => server.idle?.()));
  await Promise.all(open.splice(0).map((server) => server.close()));
  await settledTo(atRest);
});

afterAll(() => dns.close());

function keep<T extends { close(): Promise<void> }>(server: T): T {
  open.push(server);
  return server;
}

const ask = (url: string, over: Network = network, limits: Limits = DEFAULT_LIMITS) =>
  probeOnce(locate(get(url)), testContext({ network: over, limits }));

async function expectFailure(url: string, failureType: FailureType, phase: Phase, over?: Network, limits?: Limits) {
  const { result } = await ask(url, over, limits);
  expect(result).toMatchObject({ outcome: "failed", failureType, phase, attempts: 1, httpStatus: null });
  expect(result.timings.totalMs).toBeGreaterThanOrEqual(0);
  return result;
}

describe("names", () => {
  it.each<[string, FailureType, string]>([
    ["nxdomain.test", "dns.name_not_resolved", "ENOTFOUND"],
    ["nodata.test", "dns.name_not_resolved", "ENODATA"],
    ["servfail.test", "dns.failed", "ESERVFAIL"],
    ["refused.test", "dns.failed", "EREFUSED"],
    ["garbage.test", "dns.failed", "EBADRESP"],
    ["silent.test", "dns.unreachable", "DNS_TIMEOUT"],
  ])("%s is %s", async (name, failureType, rawCode) => {
    const limits = rawCode === "DNS_TIMEOUT" ? QUICK : DEFAULT_LIMITS;
    const result = await expectFailure(`https://${name}/`, failureType, "dns", network, limits);
    expect(result).toMatchObject({ rawCode, address: null, timings: { dnsMs: null, connectMs: null } });
  });

  it("a resolver that is not there is dns.unreachable, not a refused target", async () => {
    const nowhere = testNetwork(`127.0.0.1:${await closedUdpPort()}`);
    const result = await expectFailure("https://good.test/", "dns.unreachable", "dns", nowhere);
    expect(result.rawCode).toBe("ECONNREFUSED");
  });

  it("asks for IPv6 only when there is no IPv4", async () => {
    const before = dns.questions.length;
    await ask("http://nodata.test/");
    await ask(`http://good.test:${await closedPort()}/`);
    expect(dns.questions.slice(before)).toEqual(["A nodata.test", "AAAA nodata.test", "A good.test"]);
  });
});

/** A UDP port that was free a moment ago. */
async function closedUdpPort(): Promise<number> {
  const server = await startDns(() => "silent");
  await server.close();
  return Number(server.address.split(":")[1]);
}

describe("connections", () => {
  it("a closed port is tcp.refused, and says where it tried", async () => {
    const result = await expectFailure(`https://good.test:${await closedPort()}/`, "tcp.refused", "connection");
    expect(result).toMatchObject({ rawCode: "ECONNREFUSED", address: "127.0.0.1", timings: { connectMs: null } });
    expect(result.timings.dnsMs).not.toBeNull();
  });

  it("a host that does not answer the handshake is tcp.timed_out", async () => {
    const { port } = keep(await startBlackhole());
    const result = await expectFailure(`http://good.test:${port}/`, "tcp.timed_out", "connection", network, QUICK);
    expect(result.rawCode).toBe("CONNECT_TIMEOUT");
  });

  it("a connection reset at once is tcp.reset", async () => {
    const { port } = keep(await startTcp((socket) => socket.resetAndDestroy()));
    const { result } = await ask(`http://good.test:${port}/`);
    expect(result).toMatchObject({ outcome: "failed", failureType: "tcp.reset" });
  });

  it("a connection closed in order without an answer is tcp.closed", async () => {
    const { port } = keep(await startTcp((socket) => socket.on("data", () => socket.end())));
    await expectFailure(`http://good.test:${port}/`, "tcp.closed", "application");
  });

  it("a local address that this machine does not have is our fault", async () => {
    const { port } = keep(await startHttp(json({})));
    const elsewhere = { ...network, localAddress: "203.0.113.9" };
    const { result } = await ask(`http://good.test:${port}/`, elsewhere);
    expect(result).toMatchObject({ outcome: "neutral", failureType: "neutral.vantage_down", phase: "connection" });
  });
});

describe("certificates", () => {
  const day = 86_400_000;
  const issue = (wish: Partial<Parameters<Authority["issue"]>[0]>) => trusted.issue({ names: ["good.test"], ...wish });

  it.each<[string, () => Promise<KeyPair>, FailureType, string]>([
    [
      "expired",
      () => issue({ notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) }),
      "tls.cert.date_invalid",
      "CERT_HAS_EXPIRED",
    ],
    [
      "not valid yet",
      () => issue({ notBefore: new Date(Date.now() + day) }),
      "tls.cert.date_invalid",
      "CERT_NOT_YET_VALID",
    ],
    [
      "of another name",
      () => issue({ names: ["other.test"] }),
      "tls.cert.name_invalid",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    [
      "of an unknown authority",
      async () => (await makeAuthority("Somebody")).issue({ names: ["good.test"] }),
      "tls.cert.authority_invalid",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ],
    ["self-signed", () => makeSelfSigned(["good.test"]), "tls.cert.authority_invalid", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["for clients", () => issue({ usage: "client" }), "tls.cert.invalid", "INVALID_PURPOSE"],
  ])("one that is %s", async (_name, make, failureType, rawCode) => {
    let requests = 0;
    const { port } = keep(await startHttps(await make(), () => (requests += 1)));
    const result = await expectFailure(`https://good.test:${port}/`, failureType, "connection");
    expect(result).toMatchObject({ rawCode, timings: { tlsMs: null, waitMs: null } });
    expect(result.timings.connectMs).not.toBeNull();
    expect(requests).toBe(0);
  });

  it("an expired one still says when it expired", async () => {
    const notAfter = new Date(Date.now() - day);
    const { port } = keep(
      await startHttps(await issue({ notBefore: new Date(Date.now() - 9 * day), notAfter }), json({})),
    );
    const { result } = await ask(`https://good.test:${port}/`);
    expect(result.certExpiresAt).toBe(Math.floor(notAfter.getTime() / 1000) * 1000);
  });
});

describe("TLS", () => {
  /** A server that answers the ClientHello with a fatal alert. Numbers: RFC 8446, 6. */
  const alerting = (description: number) =>
    startTcp((socket) => socket.once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, description]))));

  it("an old version is tls.version_or_cipher_mismatch", async () => {
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const { port } = keep(await startHttps(good, json({}), old));
    await expectFailure(`https://good.test:${port}/`, "tls.version_or_cipher_mismatch", "connection");
  });

  it("a plain port spoken to in TLS is tls.protocol.error", async () => {
    const { port } = keep(await startHttp(json({})));
    const result = await expectFailure(`https://good.test:${port}/`, "tls.protocol.error", "connection");
    expect(result.rawCode).toMatch(/^ERR_SSL_|^EPROTO$/);
  });

  it.each<[string, number, FailureType]>([
    ["handshake_failure", 40, "tls.version_or_cipher_mismatch"],
    ["bad_certificate", 42, "tls.bad_client_auth_cert"],
    ["internal_error", 80, "tls.failed"],
  ])("the alert %s is read", async (_name, description, failureType) => {
    const { port } = keep(await alerting(description));
    await expectFailure(`https://good.test:${port}/`, failureType, "connection");
  });

  it("a handshake that stalls is tls.failed", async () => {
    const { port } = keep(await startTcp(() => {}));
    const result = await expectFailure(`https://good.test:${port}/`, "tls.failed", "connection", network, QUICK);
    expect(result.rawCode).toBe("TLS_TIMEOUT");
  });

  it("a connection closed during the handshake is tcp.closed", async () => {
    const { port } = keep(await startTcp((socket) => socket.once("data", () => socket.end())));
    await expectFailure(`https://good.test:${port}/`, "tcp.closed", "connection");
  });

  it("a connection reset after the handshake is tcp.reset, while waiting for the answer", async () => {
    const { port } = keep(await startTls(good, (socket) => socket.once("data", () => resetUnder(socket))));
    await expectFailure(`https://good.test:${port}/`, "tcp.reset", "application");
  });

  it("a good certificate for an address literal is accepted without a name, and without DNS", async () => {
    const { port } = keep(await startHttps(good, json({})));
    const before = dns.questions.length;
    const { result, tls } = await ask(`https://127.0.0.1:${port}/`);
    expect(result).toMatchObject({ outcome: "ok", timings: { dnsMs: null }, address: "127.0.0.1" });
    expect(tls).toMatch(/^TLSv1\.[23] TLS_/);
    expect(dns.questions.length).toBe(before);
  });

  it("offers http/1.1 and indicates the name, whatever address and port it is led to", async () => {
    const seen: unknown[] = [];
    const server: TestServer = keep(
      await startTls(
        good,
        (socket) => {
          seen.push(socket.alpnProtocol, (socket as { servername?: unknown }).servername);
          socket.once("data", (data: Buffer) => {
            seen.push(/^host: (.*)\r$/im.exec(data.toString())?.[1]);
            socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
          });
        },
        { ALPNProtocols: ["h2", "http/1.1"] },
      ),
    );
    const led: Network = {
      ...network,
      route: (address, port) => ({ address, port: port === 443 ? server.port : port }),
    };
    const { result } = await ask("https://good.test/path", led);
    expect(result).toMatchObject({ outcome: "ok", address: "127.0.0.1", httpVersion: "1.1" });
    expect(seen).toEqual(["http/1.1", "good.test", "good.test"]);
  });
});

/** Resets the TCP connection under a TLS one. */
function resetUnder(socket: object): void {
  const parent = (socket as { _parent?: { resetAndDestroy(): void } })._parent;
  if (parent === undefined) throw new Error("this TLS socket has no socket beneath it");
  parent.resetAndDestroy();
}
