import { movedFrom } from "#drill/world/addresses.ts";
import { type DnsServer, type Lookup, openDns } from "#drill/world/dns.ts";
import { candidatePorts, isBusy } from "#drill/world/doors.ts";
import type { FaultBook } from "#drill/world/fault-book.ts";
import { addressesOf, type Plan } from "#drill/world/plan.ts";

/** Address of a root server, as a resolver that is a control would give it. Nothing here connects to it. */
const ROOT_NAMES: Readonly<Record<string, string>> = { "a.root-servers.net": "198.41.0.4" };

const FAULTS: Readonly<Record<string, Lookup>> = {
  "dns.unreachable": "silence",
  "dns.name_not_resolved": "nxdomain",
  "dns.failed": "servfail",
};

export interface NameServiceParts {
  readonly plan: Plan;
  readonly book: FaultBook;
  readonly isCutOff: (address: string) => boolean;
}

export interface NameService {
  /** `127.0.0.1:PORT` of the vantages' own resolver. */
  readonly dns: string;
  /** Where port 53 of every other resolver really is. */
  readonly resolverPort: number;
  close(): Promise<void>;
}

/** What the vantages' own resolver says. */
function ownLookup({ plan, book, isCutOff }: NameServiceParts): (name: string, from: string) => Lookup {
  return (name, from) => {
    if (isCutOff(from)) return "silence";
    if (name === ".") return "root";
    const site = plan.sites.get(name);
    if (!site) return "nxdomain";
    const fault = book.hosts.get(name)?.fault;
    if (fault === "moved") return addressesOf({ ...site, address: movedFrom(site.address) });
    return FAULTS[fault ?? ""] ?? addressesOf(site);
  };
}

/** What a resolver says that is a control or that checks ask: it knows the root, and what the vantages' own knows. */
function namedLookup(resolver: string, parts: NameServiceParts): (name: string, from: string) => Lookup {
  const own = ownLookup(parts);
  return (name, from) => {
    if (parts.isCutOff(from)) return "silence";
    const broken = FAULTS[parts.book.resolvers.get(resolver)?.fault ?? ""];
    if (broken) return broken;
    const root = ROOT_NAMES[name];
    return root ? { address: root } : own(name, from);
  };
}

/** Opens servers on the first port that is free at all their addresses. */
async function openTogether(
  realPort: number,
  taken: ReadonlySet<number>,
  places: readonly { readonly address: string; readonly lookup: (name: string, from: string) => Lookup }[],
): Promise<{ port: number; servers: DnsServer[] }> {
  for (const port of candidatePorts(realPort)) {
    if (taken.has(port)) continue;
    const servers: DnsServer[] = [];
    try {
      for (const { address, lookup } of places) servers.push(await openDns({ address, port, lookup }));
      return { port, servers };
    } catch (error) {
      await Promise.all(servers.map((server) => server.close()));
      if (!isBusy(error)) throw error;
    }
  }
  throw new Error("no port is free for the world's DNS");
}

/** Starts the world's DNS: one server for the vantages, and one for every resolver that is a control or that checks ask. */
export async function openNameService(parts: NameServiceParts, taken: ReadonlySet<number>): Promise<NameService> {
  const main = await openTogether(53, taken, [{ address: "127.0.0.1", lookup: ownLookup(parts) }]);
  const places = parts.plan.resolvers.map(({ address, control }) => ({
    address,
    lookup: namedLookup(control.slug, parts),
  }));
  const asked = parts.plan.asked.map(({ literal, address }) => ({ address, lookup: namedLookup(literal, parts) }));
  const controls = await openTogether(53, taken, [...places, ...asked]);
  return {
    dns: `127.0.0.1:${main.port}`,
    resolverPort: controls.port,
    async close() {
      await Promise.all([...main.servers, ...controls.servers].map((server) => server.close()));
    },
  };
}
