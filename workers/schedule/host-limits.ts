import type { LocatedCheck } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/spec.ts";
import { DEFAULT_HOST_LIMITS, type HostLimits } from "#workers/schedule/host-gate.ts";

/** The documented limits of the catalog by host; the strictest wins when two services name one host. */
export function hostLimits(catalog: Pick<Catalog, "services">): (host: string) => HostLimits | undefined {
  const limits = new Map<string, HostLimits>();
  for (const { host, requests, perS } of catalog.services.flatMap((service) => service.limits ?? [])) {
    const limit = { concurrency: DEFAULT_HOST_LIMITS.concurrency, requests, perMs: perS * 1_000 };
    const known = limits.get(host);
    if (!known || requests / perS < known.requests / (known.perMs / 1_000)) limits.set(host, limit);
  }
  return (host) => limits.get(host);
}

/** The host whose limits apply; a whole URL from the environment (`${OP_NODE_URL}`) is known only here. */
export function hostOf({ id, check }: LocatedCheck, env: (name: string) => string | undefined): string {
  const { request } = check;
  if (request.probe === "dns") return request.name;
  const url = request.url.replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string) => env(name) ?? name);
  return URL.canParse(url) ? new URL(url).hostname : id;
}
