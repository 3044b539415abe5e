import { type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { Catalog, ControlSpec } from "#domain/check/service.ts";
import type { Region } from "#drill/hosting.ts";
import { placeHosts, placeLiterals, placeVantages } from "#drill/world/addresses.ts";
import { fillIn, madeUpEnv } from "#drill/world/env.ts";
import { type PressPlan, planPress } from "#drill/world/press/outlets.ts";

/** One host of the world, at an address of its own. */
export interface Site {
  readonly host: string;
  readonly address: string;
  readonly region: Region;
  /** Real port -> whether it speaks TLS. */
  readonly ports: ReadonlyMap<number, "tls" | "plain">;
  /** Every check that goes to this host, whatever its path. */
  readonly checks: readonly LocatedCheck[];
}

/** What a name has, of both kinds; an IPv6 address only where some check asks for one. */
export function addressesOf({ address, checks }: Site): { readonly address: string; readonly address6?: string } {
  const asks = checks.some(({ check: { request } }) => request.probe === "dns" && request.type === "AAAA");
  return asks ? { address, address6: `::ffff:${address}` } : { address };
}

/** A DNS resolver that is only a control: it stands at an address literal. */
export interface ResolverSite {
  readonly control: ControlSpec & { readonly kind: "dns" };
  readonly address: string;
}

/** A resolver that DNS checks ask by its address, and that is no control. */
export interface AskedResolver {
  readonly literal: string;
  readonly address: string;
}

/** Everything that will stand in the world, before any of it is started. */
export interface Plan {
  readonly catalog: Catalog;
  readonly env: Readonly<Record<string, string>>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly resolvers: readonly ResolverSite[];
  readonly asked: readonly AskedResolver[];
  /** Vantage name -> source address. */
  readonly vantages: ReadonlyMap<string, string>;
  /** Checks that the world answers for, by id. Retired services and disabled checks are closed here too. */
  readonly checks: ReadonlyMap<string, LocatedCheck>;
  /** Who publishes feeds, status pages and range files. */
  readonly press: PressPlan;
}

/** Host, port and whether TLS is spoken. `{head}` and the like stand in paths only and do no harm here. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

const DEFAULT_PORTS: Record<string, number> = { "https:": 443, "wss:": 443, "http:": 80, "ws:": 80 };

export function endpointOf(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  const tls = protocol === "https:" || protocol === "wss:";
  return { host: hostname, port: port ? Number(port) : (DEFAULT_PORTS[protocol] ?? 443), tls };
}

function isOpen({ service, check }: LocatedCheck): boolean {
  return service.lifecycle.state !== "retired" && check.tier !== "disabled";
}

/** Where a check goes, or null for a check that only resolves a name. */
export function endpointOfCheck(check: LocatedCheck, env: Readonly<Record<string, string>>): Endpoint | null {
  const { request } = check.check;
  return request.probe === "dns" ? null : endpointOf(fillIn(request.url, env));
}

interface Draft {
  readonly ports: Map<number, "tls" | "plain">;
  readonly checks: LocatedCheck[];
}

/** What must exist, per host: the ports and checks of the catalog, the controls' hosts, names that are only resolved. */
function draftSites(catalog: Catalog, checks: readonly LocatedCheck[], env: Readonly<Record<string, string>>) {
  const drafts = new Map<string, Draft>();
  const at = (host: string): Draft => {
    const draft = drafts.get(host) ?? { ports: new Map(), checks: [] };
    drafts.set(host, draft);
    return draft;
  };
  for (const located of checks) {
    const endpoint = endpointOfCheck(located, env);
    const { request } = located.check;
    if (endpoint) at(endpoint.host).ports.set(endpoint.port, endpoint.tls ? "tls" : "plain");
    const host = endpoint?.host ?? (request.probe === "dns" ? request.name : null);
    if (host !== null) at(host).checks.push(located);
  }
  for (const control of catalog.controls) {
    if (control.kind !== "http") continue;
    const { host, port, tls } = endpointOf(control.url);
    at(host).ports.set(port, tls ? "tls" : "plain");
  }
  return drafts;
}

/** Lays the world out for a catalog: who stands where, with which keys. Pure. */
export function planWorld(catalog: Catalog, vantages: readonly string[]): Plan {
  const env = madeUpEnv(catalog);
  const checks = locateChecks(catalog).filter(isOpen);
  const drafts = draftSites(catalog, checks, env);
  const press = planPress(catalog.services);
  const onlyPress = new Set([...press.hosts].filter((host) => !drafts.has(host)));
  for (const host of press.hosts) {
    const draft = drafts.get(host) ?? { ports: new Map(), checks: [] };
    draft.ports.set(443, "tls");
    drafts.set(host, draft);
  }
  const places = placeHosts(drafts.keys(), onlyPress);
  const sites = new Map<string, Site>();
  for (const [host, draft] of drafts) {
    const place = places.get(host);
    if (place) sites.set(host, { host, ...place, ...draft });
  }
  const resolvers = catalog.controls.filter((control) => control.kind === "dns");
  const named = checks.flatMap(({ check: { request } }) => (request.probe === "dns" ? (request.resolvers ?? []) : []));
  const own = resolvers.map((control) => control.address);
  const literals = placeLiterals([...own, ...named]);
  const asked = [...literals].filter(([literal]) => !own.includes(literal));
  return {
    catalog,
    env,
    sites,
    resolvers: resolvers.map((control) => ({ control, address: literals.get(control.address) ?? "127.0.0.1" })),
    asked: asked.map(([literal, address]) => ({ literal, address })),
    vantages: placeVantages(vantages),
    checks: new Map(checks.map((located) => [located.id, located])),
    press,
  };
}
