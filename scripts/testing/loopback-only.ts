import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import { afterEach } from "vitest";

/**
 * No test may reach beyond this machine. A socket, datagram or resolver that tries to throws at once, and the test during
 * which it happened fails even if the code under test swallowed the error.
 */
const attempts: string[] = [];

const isLoopback = (host: string) =>
  host === "localhost" || host === "::1" || host === "::ffff:127.0.0.1" || /^127\.\d+\.\d+\.\d+$/.test(host);

function refuse(what: string): never {
  attempts.push(what);
  throw new Error(`a test tried to reach beyond this machine: ${what}`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
  // net.connect() hands over its normalised argument list as an array in the first place.
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as [unknown, unknown];
  if (typeof first === "object" && first !== null && !("path" in first && first.path)) {
    const { host } = first as { host?: string };
    if (host !== undefined && !isLoopback(host)) refuse(`connect to ${host}`);
  } else if (typeof first === "number" && typeof second === "string" && !isLoopback(second)) {
    refuse(`connect to ${second}`);
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function guarded(this: dgram.Socket, ...args: unknown[]) {
  const host = args.find((arg, index) => index > 0 && typeof arg === "string");
  if (typeof host === "string" && !isLoopback(host)) refuse(`datagram to ${host}`);
  return Reflect.apply(send, this, args);
} as typeof send;

// c-ares sends by itself, below dgram: what can be checked is whom it would ask.
const resolverMethods = ["resolve", "resolve4", "resolve6", "resolveNs", "resolveAny", "resolveTxt"] as const;
for (const prototype of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const method of resolverMethods) {
    const original = prototype[method] as (...args: unknown[]) => unknown;
    Object.defineProperty(prototype, method, {
      value: function guarded(this: dns.Resolver, ...args: unknown[]) {
        const server = this.getServers().find((address) => !isLoopback(address.replace(/:\d+$/, "")));
        if (server !== undefined) refuse(`name server ${server}`);
        return Reflect.apply(original, this, args);
      },
    });
  }
}

afterEach(() => {
  const made = attempts.splice(0);
  if (made.length > 0) throw new Error(`this test tried to reach beyond this machine: ${made.join(", ")}`);
});
