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
/** Less than the shortest wait: a part that got another's wait, or lost its own, is out of it. */
const TOLERANCE_MS = 40;
/** A loaded machine spoils a run now and then; a wait that is put into the wrong part spoils every one. */
const RUNS = 6;

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

/** One run's timings, whose parts always make up the whole. */
async function measure(url: string): Promise<Timings> {
  const { result } = await probeOnce(locate(get(url)), testContext({ network }));
  expect(result.outcome).toBe("ok");
  const { totalMs, ...parts } = result.timings;
  const sum = Object.values(parts).reduce<number>((total, ms) => total + (ms ?? 0), 0);
  expect(sum).toBeCloseTo(totalMs, 6);
  return result.timings;
}

/** Measures until a run is as wanted (ms per part; null for a part that must not be there), and fails when none is. */
async function expectTimings(url: string, wanted: Partial<Timings>): Promise<void> {
  const isNear = (found: number | null, ms: number | null) =>
    ms === null || found === null ? found === ms : Math.abs(found - ms) < TOLERANCE_MS;
  const seen: Timings[] = [];
  while (seen.length < RUNS) {
    const timings = await measure(url);
    seen.push(timings);
    const parts = Object.entries(wanted) as [keyof Timings, number | null][];
    if (parts.every(([part, ms]) => isNear(timings[part], ms))) return;
  }
  expect(seen).toEqual(wanted);
}

describe("timings", () => {
  it("over TLS put every wait in its own part, and the parts make up the whole", async () => {
    await expectTimings(`https://slow.test:${open[1]?.port}/`, {
      dnsMs: DNS_MS,
      connectMs: 0,
      tlsMs: TLS_MS,
      waitMs: WAIT_MS,
      downloadMs: DOWNLOAD_MS,
    });
  });

  it("of a plain port have no TLS part", async () => {
    await expectTimings(`http://fast.test:${open[2]?.port}/`, { dnsMs: 0, tlsMs: null, waitMs: WAIT_MS });
  });

  it("of an address literal have no lookup, not one of zero", async () => {
    await expectTimings(`https://127.0.0.1:${open[0]?.port}/`, { dnsMs: null, connectMs: 0, waitMs: WAIT_MS });
  });
});
