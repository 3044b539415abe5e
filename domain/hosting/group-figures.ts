import type { Place } from "#domain/attribution/evidence.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import type { Loss } from "#domain/hosting/loss.ts";
import { type Spread, spreadOf } from "#domain/hosting/spread.ts";

/** One half of the comparison of decentralised storage and compute with everything else. */
export interface GroupFigures {
  readonly services: readonly string[];
  readonly origin: Spread;
  readonly edge: Spread;
  /** Of whose own host nothing but an edge, or nothing at all, is known. */
  readonly unplaced: number;
  /** The provider and the region whose loss would take the largest part of the group, with that part. */
  readonly worst: { readonly provider: Fall | null; readonly region: Fall | null };
}

/** A place, and how much of a group its loss would take with it, 0 to 1. */
export interface Fall extends Place {
  readonly share: number;
}

/**
 * @param services The members of the group that stand somewhere.
 * @param unplaced Parts, of whichever services, whose own host is not known. @param losses Of everybody, over the same draws.
 */
export function groupFigures(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  unplaced: readonly string[],
  losses: readonly Loss[],
): GroupFigures {
  const members = new Set(services.map(({ slug }) => slug));
  const worst = (test: (loss: Loss) => boolean): Fall | null =>
    losses.filter(test).reduce<Fall | null>((best, { provider, region, services: falling }) => {
      const sum = falling.reduce((total, { slug, probability }) => total + (members.has(slug) ? probability : 0), 0);
      const share = sum / members.size;
      return sum > 0 && share > (best?.share ?? 0) ? { provider, region, share } : best;
    }, null);
  return {
    services: services.map(({ slug }) => slug),
    origin: spreadOf(services, evidence, "origin", "provider"),
    edge: spreadOf(services, evidence, "edge", "provider"),
    unplaced: services.filter(({ slug }) => unplaced.some((name) => name.startsWith(`${slug}/`))).length,
    worst: { provider: worst(({ region }) => region === null), region: worst(({ region }) => region !== null) },
  };
}
