import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ControlSpec } from "#domain/check/service.ts";
import { askControl } from "#workers/probe/control.ts";
import { internetNetwork, worldNetwork } from "#workers/probe/network.ts";
import { type DnsServer, NXDOMAIN, SERVFAIL, startDns } from "#workers/probe/testing/dns-server.ts";
import { closedPort, json, startHttp, type TestServer } from "#workers/probe/testing/servers.ts";

let dns: DnsServer;
let http: TestServer;

beforeAll(async () => {
  dns = await startDns((name) => {
    if (name === "nxdomain.test") return { rcode: NXDOMAIN };
    if (name === "servfail.test") return { rcode: SERVFAIL };
    return { addresses: [name === "portal.test" ? "127.0.0.9" : "127.0.0.1"] };
  });
  http = await startHttp(json({}, 200));
});

afterAll(() => Promise.all([dns.close(), http.close()]));

/** A world in which 9.9.9.9 is our DNS server and ports are what they must be here. */
const network = (ports: Record<string, number> = {}) =>
  worldNetwork({
    pid: 1,
    dns: dns.address,
    ca: "",
    ports: { "53": Number(dns.address.split(":")[1]), "80": http.port, ...ports },
    addresses: { "9.9.9.9": "127.0.0.1" },
    env: {},
    vantages: {},
    control: "",
    token: "",
  });

const base = { slug: "c", name: "C", network: "N", asn: 1, source: "https://s.test" };
const dnsControl = (query: string): ControlSpec => ({
  ...base,
  kind: "dns",
  address: "9.9.9.9",
  query,
  expect: "127.0.0.1",
});
const httpControl = (status: number[]): ControlSpec => ({ ...base, kind: "http", url: "http://c.test/", status });

describe("askControl", () => {
  it("the expected answer proves the way there", async () => {
    expect(await askControl(dnsControl("good.test"), network(), "test")).toMatchObject({
      slug: "c",
      ok: true,
      failureType: null,
    });
  });

  it.each([
    ["nxdomain.test", "dns.name_not_resolved"],
    ["servfail.test", "dns.failed"],
    ["portal.test", "dns.failed"],
  ])("an answer that a closed network makes up (%s) proves nothing", async (query, failureType) => {
    expect(await askControl(dnsControl(query), network(), "test")).toMatchObject({ ok: false, failureType });
  });

  it("a resolver that is not there is not reached", async () => {
    const gone = await startDns(() => "silent");
    await gone.close();
    const nowhere = network({ "53": Number(gone.address.split(":")[1]) });
    expect(await askControl(dnsControl("good.test"), nowhere, "test")).toMatchObject({
      ok: false,
      failureType: "dns.unreachable",
    });
  });

  it("gives up after 4 s", async () => {
    const silent = await startDns(() => "silent");
    const slow = network({ "53": Number(silent.address.split(":")[1]) });
    const result = await askControl(dnsControl("good.test"), slow, "test");
    expect(result).toMatchObject({ ok: false, failureType: "dns.unreachable" });
    expect(result.totalMs).toBeGreaterThan(1_000);
    expect(result.totalMs).toBeLessThan(4_900);
    await silent.close();
  });

  it("of an HTTP control's page nothing is waited for but its head", async () => {
    const endless = await startHttp((_, response) => void response.write("<"));
    const result = await askControl(httpControl([200]), network({ "80": endless.port }), "test");
    await endless.idle();
    await endless.close();
    expect(result).toMatchObject({ ok: true, failureType: null });
    expect(result.totalMs).toBeLessThan(3_000);
  });

  it("an HTTP control is judged by its status alone", async () => {
    expect(await askControl(httpControl([200]), network(), "test")).toMatchObject({ ok: true, failureType: null });
    expect(await askControl(httpControl([204]), network(), "test")).toMatchObject({
      ok: false,
      failureType: "http.error",
    });
    const closed = network({ "80": await closedPort() });
    expect(await askControl(httpControl([200]), closed, "test")).toMatchObject({
      ok: false,
      failureType: "tcp.refused",
    });
  });
});

describe("networks", () => {
  const signal = new AbortController().signal;

  it("the internet's goes where it is told, through the resolvers it is given", async () => {
    const internet = internetNetwork({ servers: [dns.address], localAddress: "127.0.0.1" });
    expect(internet.route("192.0.2.1", 443)).toEqual({ address: "192.0.2.1", port: 443 });
    expect(await internet.resolve("a.test", signal)).toEqual({ address: "127.0.0.1", family: 4 });
    expect(internet).toMatchObject({ localAddress: "127.0.0.1" });
    expect(internet.ca).toBeUndefined();
  });

  it("the world's leads ports and addresses to where they are, and leaves others alone", () => {
    const world = network({ "443": 20443 });
    expect(world.route("127.8.0.1", 443)).toEqual({ address: "127.8.0.1", port: 20443 });
    expect(world.route("9.9.9.9", 8443)).toEqual({ address: "127.0.0.1", port: 8443 });
    expect(world.route("constructor", 1)).toEqual({ address: "constructor", port: 1 });
  });

  it("asks every question anew: nothing is remembered between probes", async () => {
    const before = dns.questions.length;
    await network().resolve("again.test", signal);
    await network().resolve("again.test", signal);
    expect(dns.questions.length - before).toBe(2);
  });
});
