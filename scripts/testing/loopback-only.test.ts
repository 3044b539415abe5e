import dgram from "node:dgram";
import dns, { lookup } from "node:dns";
import { lookup as lookupPromise, resolve4 } from "node:dns/promises";
import net from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const beyond = "192.0.2.1";

it.fails("a socket to another machine fails the test that opened it, even when its error is swallowed", () => {
  try {
    net.connect(80, beyond);
  } catch {}
});

it.fails("a datagram to another machine fails the test that sent it", () => {
  const socket = dgram.createSocket("udp4");
  try {
    socket.send("x", 53, beyond);
  } catch {
  } finally {
    socket.close();
  }
});

it.fails("a resolver on another machine fails the test that asked it", () => {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([beyond]);
  try {
    void resolver.resolve4("example.org");
  } catch {}
});

describe("the resolver of the machine", () => {
  const servers = dns.getServers();
  beforeEach(() => dns.setServers([beyond, "[2001:db8::1]:53"]));
  afterEach(() => dns.setServers(servers));
  const ignore = () => {};
  const asked: Readonly<Record<string, () => unknown>> = {
    "dns.lookup": () => lookup("example.org", ignore),
    "dns.lookup, as a promise": () => promisify(dns.lookup)("example.org"),
    "dns.promises.lookup": () => lookupPromise("example.org"),
    "dns.resolve": () => dns.resolve("example.org", ignore),
    "dns.resolveMx": () => dns.resolveMx("example.org", ignore),
    "dns.reverse": () => dns.reverse(beyond, ignore),
    "dns.lookupService": () => dns.lookupService(beyond, 80, ignore),
    "dns.promises.resolve4": () => resolve4("example.org"),
    "net.connect by name": () => net.connect(80, "example.org"),
  };
  for (const [what, ask] of Object.entries(asked)) {
    it.fails(`${what} fails the test that asked`, async () => {
      try {
        await ask();
      } catch {}
    });
  }
});

it("what needs no network is looked up", async () => {
  expect(await promisify(dns.lookup)(beyond)).toEqual({ address: beyond, family: 4 });
  expect((await dns.promises.lookup("localhost")).address).toMatch(/^(127\.|::1)/);
  expect(await dns.promises.lookup(beyond)).toEqual({ address: beyond, family: 4 });
});

it("loopback is free", async () => {
  const server = net.createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  const socket = net.connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.destroy();
  server.close();
  expect(port).toBeGreaterThan(0);
});
