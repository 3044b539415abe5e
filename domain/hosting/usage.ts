import type { ServiceSpec } from "#domain/check/service.ts";
import { type HostingEvidence, hostedKeys } from "#domain/hosting/evidence.ts";
import type { EvidenceBasis } from "#domain/hosting/evidence-kinds.ts";
import { placeName } from "#domain/hosting/place.ts";

/** How services spread over providers or regions: what concentration is computed from. */
export interface Usage {
  /**
   * Services on each place, by its name, in order of name. A service with several places counts as a part of each, so that
   * the numbers add up to `known`.
   */
  readonly carried: ReadonlyMap<string, number>;
  /** Services of which a place is known, and those of which none is. Together: the denominator. */
  readonly known: number;
  readonly unknown: number;
}

/** `origin`: where the servers stand. `edge`: the CDN in front of them; many services need none. */
export type UsageOf = "origin" | "edge";

const BASES: Readonly<Record<UsageOf, readonly EvidenceBasis[]>> = {
  // What follows from a supplier is counted as the supplier's; what a vendor blamed for one outage may be an edge.
  origin: ["observed", "declared"],
  edge: ["edge"],
};

/**
 * Counts every service with parts that stand somewhere, retired ones left out.
 * @param evidence What holds at the instant of the question (`holdsAt`).
 * @param by `region`: a place whose region is not known is not counted as one.
 */
export function usageOf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  what: UsageOf,
  by: "provider" | "region",
): Usage {
  const fitting = evidence.filter(
    ({ basis, region }) => BASES[what].includes(basis) && (by === "provider" || region !== null),
  );
  const carried = new Map<string, number>();
  let known = 0;
  let unknown = 0;
  for (const service of services) {
    const names = new Set(hostedKeys(service));
    if (service.lifecycle.state === "retired" || names.size === 0) continue;
    const places = new Set(
      fitting
        .filter(({ component }) => names.has(component))
        .map(({ provider, region }) => placeName({ provider, region: by === "provider" ? null : region })),
    );
    if (places.size === 0) unknown += 1;
    else known += 1;
    for (const place of places) carried.set(place, (carried.get(place) ?? 0) + 1 / places.size);
  }
  return { carried: new Map([...carried].sort(([a], [b]) => (a < b ? -1 : 1))), known, unknown };
}
