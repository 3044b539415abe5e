import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { promisify } from "node:util";

/**
 * What tried to reach beyond this machine: a socket, datagram or resolver that does throws at once. Files of tests share a
 * process; this is set up once in each.
 */
export const attempts: string[] = [];

/** `fe80::1` names no interface: the system refuses it before anything is sent. */
const isLoopback = (host: string) =>
  host === "fe80::1" ||
  host === "localhost" ||
  host === "::1" ||
  host === "::ffff:127.0.0.1" ||
  /^127\.\d+\.\d+\.\d+$/.test(host);

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

type Callable = (...args: unknown[]) => unknown;

/** Puts `check` before a function that `holder` has under that name. */
function guard(holder: object, name: string, check: (self: unknown, args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== "function") return;
  function guarded(this: unknown, ...args: unknown[]) {
    check(this, args);
    return Reflect.apply(original as Callable, this, args);
  }
  // What util.promisify needs to know stands among a function's own symbols.
  for (const symbol of Object.getOwnPropertySymbols(original)) {
    const property = Object.getOwnPropertyDescriptor(original, symbol);
    if (property && symbol !== promisify.custom) Object.defineProperty(guarded, symbol, property);
  }
  Object.defineProperty(holder, name, { configurable: true, writable: true, value: guarded });
}

/** c-ares sends by itself, below dgram: what can be checked is whom it would ask. */
function refuseServers(servers: readonly string[]): void {
  // `1.2.3.4`, `1.2.3.4:53`, `::1`, `[::1]:53`
  const host = (server: string) => server.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^([^:]+):\d+$/, "$1");
  const server = servers.find((address) => !isLoopback(host(address)));
  if (server !== undefined) refuse(`name server ${server}`);
}

/** The system's resolver asks whom it likes; only what it answers by itself is let through. */
function refuseName([name]: readonly unknown[]): void {
  if (typeof name === "string" && name !== "" && name !== "localhost" && net.isIP(name) === 0)
    refuse(`lookup of ${name}`);
}

const queries = Object.getOwnPropertyNames(dns.promises.Resolver.prototype).filter((name) =>
  /^(resolve|reverse)/.test(name),
);
for (const name of new Set([...queries, ...Object.keys(dns).filter((key) => /^(resolve|reverse)/.test(key))])) {
  for (const prototype of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    guard(prototype, name, (self) => refuseServers((self as dns.Resolver).getServers()));
  }
  for (const module of [dns, dns.promises]) guard(module, name, () => refuseServers(dns.getServers()));
}
for (const module of [dns, dns.promises]) {
  guard(module, "lookup", (_, args) => refuseName(args));
  guard(module, "lookupService", (_, args) => refuse(`name of ${String(args[0])}`));
}
// Named imports of these modules see the guards too.
syncBuiltinESMExports();
