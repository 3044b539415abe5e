import type { Place } from "#domain/attribution/evidence.ts";
import type { Carried } from "#domain/hosting/carried.ts";
import type { ConcentrationFigures } from "#domain/hosting/concentration-figures.ts";
import type { HostingEvidence } from "#domain/hosting/evidence.ts";
import { EVIDENCE_BASES, type EvidenceBasis } from "#domain/hosting/evidence-kinds.ts";

/** What the pages of clouds know of who stands on what. */
export interface StandingView {
  readonly figures: ConcentrationFigures;
  readonly evidence: readonly HostingEvidence[];
  /** Names of services by slug. */
  readonly names: ReadonlyMap<string, string>;
}

/** Services on a place, the likeliest to go with it first. */
export function servicesOn(
  { figures }: Pick<StandingView, "figures">,
  { provider, region }: Place,
): readonly Carried[] {
  const losses = region === null ? figures.providers : figures.regions;
  const loss = losses.find((one) => one.provider === provider && one.region === region);
  return loss?.services ?? [];
}

/** How many services each kind of evidence is the strongest of. A supplier's supplier has no evidence of its own: transitive. */
export function countByBasis(services: readonly Carried[]): readonly (readonly [EvidenceBasis, number])[] {
  const strongest = services.map(({ evidence }): EvidenceBasis => evidence[0]?.basis ?? "transitive");
  return EVIDENCE_BASES.flatMap((basis) => {
    const count = strongest.filter((one) => one === basis).length;
    return count === 0 ? [] : [[basis, count] as const];
  });
}
