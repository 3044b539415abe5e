import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";

/** Whether a host is the one that was named, or one below it: who asks for example.org means api.example.org, too. */
export function isOf(host: string | null, named: string): boolean {
  return host !== null && (host === named || host.endsWith(`.${named}`));
}

/**
 * Whether a host asked not to be asked, by itself. What a service asked is about its own checks: another's that name the same
 * host are run.
 * @param catalog with checks marked as opted out, wherever it was loaded from.
 */
export function leftAlone(catalog: Pick<Catalog, "services">): (host: string) => boolean {
  const named = new Set(
    locateChecks(catalog).flatMap(({ service, check: { optedOut } }) =>
      optedOut === undefined || optedOut.who === service.slug ? [] : [optedOut.who],
    ),
  );
  return (host) => [...named].some((name) => isOf(host, name));
}
