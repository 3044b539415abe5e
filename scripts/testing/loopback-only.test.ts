import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import { expect, it } from "vitest";

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
