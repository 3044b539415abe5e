import { promises as dns } from "node:dns";
import type { Network } from "#workers/probe/probe.ts";
import type { WorldFile } from "#workers/world-file.ts";

/** Below the probe's own DNS limit, so that c-ares has time for a second server or a second try. */
const QUERY_TIMEOUT_MS = 1_500;
const QUERY_TRIES = 2;

interface ResolverSettings {
  /** `address`, `address:port` or `[address]:port`; the system's resolvers when absent. */
  readonly servers?: readonly string[] | undefined;
  readonly localAddress?: string | undefined;
}

/**
 * A resolver for one question. Each question has its own: no answer is cached, no server's failure is remembered, the
 * source port is new, and cancelling one question leaves the others alone.
 */
function resolverFor({ servers, localAddress }: ResolverSettings): dns.Resolver {
  const resolver = new dns.Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
  if (servers !== undefined && servers.length > 0) resolver.setServers(servers);
  if (localAddress?.includes(":")) resolver.setLocalAddress("0.0.0.0", localAddress);
  else if (localAddress !== undefined) resolver.setLocalAddress(localAddress);
  return resolver;
}

/** A resolver's address as its settings take it, for one that stands at a port of its own. */
export function resolverAt(network: Network, address: string): string {
  const way = network.route(address, 53);
  return `${way.address.includes(":") ? `[${way.address}]` : way.address}:${way.port}`;
}

/** Asks one question and gives up with the signal, as ECANCELLED. */
export async function askResolver<T>(
  settings: ResolverSettings,
  signal: AbortSignal,
  ask: (resolver: dns.Resolver) => Promise<T>,
): Promise<T> {
  const resolver = resolverFor(settings);
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await ask(resolver);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** IPv4 first, so that numbers compare from one vantage to the next; IPv6 for names that have nothing else. */
async function lookUp(resolver: dns.Resolver, host: string): Promise<{ address: string; family: 4 | 6 }> {
  try {
    const [address] = await resolver.resolve4(host);
    if (address !== undefined) return { address, family: 4 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENODATA") throw error;
  }
  const [address] = await resolver.resolve6(host);
  if (address !== undefined) return { address, family: 6 };
  throw Object.assign(new Error(`no address for ${host}`), { code: "ENODATA" });
}

/** The internet as this machine sees it. */
export function internetNetwork(settings: ResolverSettings = {}): Network {
  const { localAddress, servers } = settings;
  return {
    resolve: (host, signal) => askResolver(settings, signal, (resolver) => lookUp(resolver, host)),
    ...(servers === undefined ? {} : { resolvers: servers }),
    route: (address, port) => ({ address, port }),
    ...(localAddress === undefined ? {} : { localAddress }),
  };
}

/** The world on loopback: its own DNS and authority, and real addresses and ports led to where it really listens. */
export function worldNetwork(world: WorldFile, localAddress?: string): Network {
  const resolvers = [world.dns];
  const settings = { servers: resolvers, localAddress };
  const own = <T>(table: Readonly<Record<string, T>>, key: string) =>
    Object.hasOwn(table, key) ? table[key] : undefined;
  return {
    resolve: (host, signal) => askResolver(settings, signal, (resolver) => lookUp(resolver, host)),
    route: (address, port) => ({
      address: own(world.addresses, address) ?? address,
      port: own(world.ports, String(port)) ?? port,
    }),
    ca: [world.ca],
    resolvers,
    ...(localAddress === undefined ? {} : { localAddress }),
  };
}
