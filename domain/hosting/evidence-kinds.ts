/**
 * The kinds of evidence about hosting, and what each is worth. The values themselves, pi and caps, stand once, in
 * `domain/attribution/evidence.ts`: methods 3.2.
 */
import { type EvidenceTier, TIER_BELIEF, TIER_CAPS } from "#domain/attribution/evidence.ts";
import type { ServiceKind } from "#domain/check/service.ts";

/**
 * `vendor`: the vendor named this provider for one outage. `observed`: an address in a published range of the place.
 * `edge`: an address of a CDN, which is on the way and says nothing of what stands behind it. `declared`: a vendor's page, a
 * filing, the press. `transitive`: through a supplier.
 */
export const EVIDENCE_BASES = ["vendor", "observed", "edge", "declared", "transitive"] as const;
export type EvidenceBasis = (typeof EVIDENCE_BASES)[number];

/** An edge is as sure as any address: that its provider is on the path was seen. It never stands for a region. */
const TIERS: Readonly<Record<EvidenceBasis, EvidenceTier>> = {
  vendor: "vendor_confirmed",
  observed: "observed_region",
  edge: "observed_region",
  declared: "declared_or_provider",
  transitive: "transitive",
};

/** Services with at least this belief are held to use a place (methods 3.3 B). */
export const DEPENDENT_BELIEF = 0.6;

/** What an address told is evidence for thirty days after it was last seen, in milliseconds. */
export const OBSERVED_FOR_MS = 30 * 86_400_000;

/** The highest score, 0 to 100, of an attribution that rests on this evidence. */
export function capOf(basis: EvidenceBasis): number {
  return TIER_CAPS[TIERS[basis]];
}

/** pi, 0 to 1, of evidence for the place that it names. That of transitive evidence is made from its supplier's. */
export function beliefOf(basis: Exclude<EvidenceBasis, "transitive">): number {
  switch (basis) {
    case "vendor":
      return TIER_BELIEF.vendor_confirmed;
    case "observed":
    case "edge":
      return TIER_BELIEF.observed_region;
    case "declared":
      return TIER_BELIEF.declared_or_provider;
  }
}

/** Kinds run by one company from servers it rents. Chains and decentralised networks have many operators. */
const USUALLY_CLOUD: ReadonlySet<ServiceKind> = new Set<ServiceKind>([
  "exchange",
  "broker",
  "rpc_provider",
  "l2",
  "wallet",
  "explorer",
]);

/** Whether services of this kind usually stand on a cloud: decides what a hidden origin is worth. */
export function usuallyCloud(kind: ServiceKind): boolean {
  return USUALLY_CLOUD.has(kind);
}
