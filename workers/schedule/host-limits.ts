import { fillEnv, type LocatedCheck, locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";
import { type AddressShare, ALONE, keepingBoth, type Rate, shareOf } from "#domain/politeness/share.ts";
import { isUrl } from "#domain/url.ts";
import { DEFAULT_LIMITS } from "#workers/probe/probe.ts";
import { DEFAULT_HOST_LIMITS, type HostLimits } from "#workers/schedule/host-gate.ts";

/** How long a check may keep a connection to its host at worst: two attempts, each as long as an attempt may take. */
const WORST_RUN_MS = 2 * DEFAULT_LIMITS.totalMs;

/**
 * What each host allows: its documented rate (what keeps all of them, when several services name one host), and as many connections at
 * a time as its checks need when every one of them runs into its timeouts. With fewer, an outage would keep some checks of
 * a host from being measured at all.
 * @param share how many vantages the documented rates are shared by now, which changes as they come and go.
 */
export function hostLimits(
  catalog: Pick<Catalog, "services">,
  env: (name: string) => string | undefined,
  share: () => AddressShare = () => ALONE,
): (host: string) => HostLimits {
  const rates = new Map<string, Rate>();
  for (const { host, requests, perS } of catalog.services.flatMap((service) => service.limits ?? [])) {
    const rate = { requests, perMs: perS * 1_000 };
    rates.set(host, keepingBoth(rates.get(host) ?? rate, rate));
  }
  const needed = new Map<string, number>();
  for (const located of locateChecks(catalog)) {
    const host = hostOf(located, env);
    const share = WORST_RUN_MS / (located.check.intervalS * 1_000);
    needed.set(host, (needed.get(host) ?? 0) + share);
  }
  const allowed = (host: string): Omit<HostLimits, "concurrency"> => {
    const documented = rates.get(host);
    if (documented === undefined) return DEFAULT_HOST_LIMITS;
    const { turn, ...rate } = shareOf(documented, share());
    return turn === null ? rate : { ...rate, turn };
  };
  return (host) => ({
    ...allowed(host),
    concurrency: Math.max(DEFAULT_HOST_LIMITS.concurrency, Math.ceil(needed.get(host) ?? 0)),
  });
}

/** The host whose limits apply; a whole URL from the environment (`${OP_NODE_URL}`) is known only here. */
export function hostOf({ id, check }: LocatedCheck, env: (name: string) => string | undefined): string {
  const { request } = check;
  if (request.probe === "dns") return request.name;
  const url = fillEnv(request.url, (name) => env(name) ?? name);
  return isUrl(url) ? new URL(url).hostname : id;
}
