import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Timings } from "#domain/measurement.ts";
import type { Network } from "#workers/probe/probe.ts";
import { makeAuthority } from "#workers/probe/testing/certificates.ts";
import { type DnsServer, startDns } from "#workers/probe/testing/dns-server.ts";
import { get, locate, probeOnce, testContext, testNetwork } from "#workers/probe/testing/scene.ts";
import { startHttp, startHttps, startTcp, type TestServer } from "#workers/probe/testing/servers.ts";

/** Each part of a request is made to take a known time, by a server that waits there and nowhere else. */
const DNS_MS = 60;
const TLS_MS = 90;
const WAIT_MS = 120;
const DOWNLOAD_MS = 150;
/** A loaded machine may add this much to any part; a timer may fire this much early. */
const SLACK_MS = 45;
const EARLY_MS = 2;

let dns: DnsServer;
let network: Network;
const open: TestServer[] = [];

function keep(server: TestServer): TestServer {
  open.push(server);
  return server;
}

const slowAnswer: Parameters<typeof startHttp>[0] = (_request, response) => {
  setTimeout(() => {
    response.writeHead(200, { "content-length": "2" });
    response.write("{");
    setTimeout(() => response.end("}"), DOWNLOAD_MS);
  }, WAIT_MS);
};

/** Hands bytes through to another port, the first ones only after a while: a handshake that takes its time. */
const slowStart = (port: number) =>
  startTcp((client) => {
    const behind = connect(port, "127.0.0.1");
    behind.on("error", () => client.destroy());
    client.on("close", () => behind.destroy());
    client.once("data", (hello: Buffer) => {
      client.pause();
      setTimeout(() => {
        behind.write(hello);
        client.pipe(behind).pipe(client);
      }, TLS_MS);
    });
  });

beforeAll(async () => {
  dns = await startDns((name) => ({ addresses: ["127.0.0.1"], afterMs: name === "slow.test" ? DNS_MS : 0 }));
  const authority = await makeAuthority();
  network = testNetwork(dns.address, authority.cert);
  const pair = await authority.issue({ names: ["slow.test", "fast.test", "127.0.0.1"] });
  const behind = keep(await startHttps(pair, slowAnswer));
  keep(await slowStart(behind.port));
  keep(await startHttp(slowAnswer));
});

afterAll(async () => {
  await Promise.all(open.map((server) => server.close()));
  await dns.close();
});

/** The least of three runs of each part: what the server did, without what the machine added. */
async function measure(url: string): Promise<Timings> {
  const runs: Timings[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { result } = await probeOnce(locate(get(url)), testContext({ network }));
    expect(result.outcome).toBe("ok");
    const { totalMs, ...parts } = result.timings;
    const sum = Object.values(parts).reduce<number>((total, ms) => total + (ms ?? 0), 0);
    expect(sum).toBeCloseTo(totalMs, 6);
    runs.push(result.timings);
  }
  const least = (pick: (timings: Timings) => number | null) => {
    const values = runs.map(pick).filter((ms) => ms !== null);
    return values.length === 0 ? null : Math.min(...values);
  };
  return {
    dnsMs: least(({ dnsMs }) => dnsMs),
    connectMs: least(({ connectMs }) => connectMs),
    tlsMs: least(({ tlsMs }) => tlsMs),
    waitMs: least(({ waitMs }) => waitMs),
    downloadMs: least(({ downloadMs }) => downloadMs),
    totalMs: least(({ totalMs }) => totalMs) ?? 0,
  };
}

function expectNear(found: number | null, wanted: number): void {
  expect(found).toBeGreaterThanOrEqual(wanted - EARLY_MS);
  expect(found).toBeLessThan(wanted + SLACK_MS);
}

describe("timings", () => {
  it("over TLS put every wait in its own part, and the parts make up the whole", async () => {
    const timings = await measure(`https://slow.test:${open[1]?.port}/`);
    expectNear(timings.dnsMs, DNS_MS);
    expectNear(timings.connectMs, 0);
    expectNear(timings.tlsMs, TLS_MS);
    expectNear(timings.waitMs, WAIT_MS);
    expectNear(timings.downloadMs, DOWNLOAD_MS);
  });

  it("of a plain port have no TLS part", async () => {
    const timings = await measure(`http://fast.test:${open[2]?.port}/`);
    expect(timings.tlsMs).toBeNull();
    expectNear(timings.dnsMs, 0);
    expectNear(timings.waitMs, WAIT_MS);
  });

  it("of an address literal have no lookup, not one of zero", async () => {
    const timings = await measure(`https://127.0.0.1:${open[0]?.port}/`);
    expect(timings.dnsMs).toBeNull();
    expectNear(timings.connectMs, 0);
    expectNear(timings.waitMs, WAIT_MS);
  });
});
