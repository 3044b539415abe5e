import type { CloudEvent } from "#domain/attribution/event.ts";
import { DAY_MS } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";

/** A place in a cloud; without a region the provider is known and no more. */
export interface Place {
  readonly provider: string;
  readonly region: string | null;
}

interface Cited {
  /** Where it is said: a URL, or null for what was measured here. */
  readonly source: string | null;
  /** `infura/polygon`; null: the whole service. */
  readonly component: string | null;
}

/** An address that the service answered from lay in a published range of this place. */
export interface ObservedAddress extends Cited, Place {
  readonly kind: "observed";
  /** The range is a CDN's: what lies behind it was not seen. */
  readonly edge: boolean;
  readonly from: EpochMs;
  /** Last seen; null when it is the one seen now. */
  readonly to: EpochMs | null;
}

/** A vendor's blog, a customer page, a filing. */
export interface DeclaredPlace extends Cited, Place {
  readonly kind: "declared";
  readonly date: EpochMs | null;
}

/** It is declared that the service stands on another service, which has evidence of its own. */
export interface DeclaredSupplier extends Cited {
  readonly kind: "transitive";
  /** Slug of the supplier. */
  readonly supplier: string;
  readonly date: EpochMs | null;
}

export type Evidence = ObservedAddress | DeclaredPlace | DeclaredSupplier;

export const EVIDENCE_TIERS = [
  "vendor_confirmed",
  "observed_region",
  "declared_or_provider",
  "transitive",
  "unknown_origin",
  "contradicted",
] as const;
export type EvidenceTier = (typeof EVIDENCE_TIERS)[number];

/** The highest score that each kind of evidence allows (methods 3.2). */
export const TIER_CAPS: Readonly<Record<EvidenceTier, number>> = {
  vendor_confirmed: 99,
  observed_region: 90,
  declared_or_provider: 75,
  transitive: 70,
  unknown_origin: 50,
  contradicted: 0,
};

/** pi of each kind (methods 3.2). */
export const TIER_BELIEF = { vendor_confirmed: 0.99, observed_region: 0.9, declared_or_provider: 0.6 } as const;
/** A service depends on a declared supplier with this probability, one hop far (methods 3.2). */
export const TRANSITIVE_FACTOR = 0.8;
export const USUALLY_CLOUD = 0.3;
export const NOT_KNOWN = 0.05;
const FRESH_MS = 30 * DAY_MS;

/** One piece of evidence and what it is worth for one event. */
export interface Weight {
  readonly tier: EvidenceTier;
  readonly pi: number;
  readonly evidence: Evidence;
}

/** How far a service is believed to stand on the place of an event. */
export interface Belief {
  readonly pi: number;
  /** That of the evidence that allows the highest score. */
  readonly tier: EvidenceTier;
  /** All that speaks for it, strongest first. */
  readonly weights: readonly Weight[];
  /** The CDN whose edge hides the origin; null when none does, or when the origin is known all the same. */
  readonly hiddenBy: string | null;
}

export interface Dependent {
  readonly evidence: readonly Evidence[];
  /** Services of its class usually run in a cloud. */
  readonly usuallyCloud: boolean;
}

/**
 * pi of methods 3.2, from everything that is known: the strongest belief and the highest cap count, so that a further piece
 * of evidence never lowers a score.
 *
 * Without evidence for the place it is 0.30 for a class that usually runs in a cloud, else 0.05; and 0.05 as well when the
 * origin itself was seen, and only at other providers.
 *
 * @param suppliers by slug; one hop is followed, and only to a supplier with evidence of its own
 */
export function beliefIn(
  { evidence, usuallyCloud }: Dependent,
  event: CloudEvent,
  suppliers: ReadonlyMap<string, Dependent> = new Map(),
): Belief {
  const weights = evidence
    .flatMap((piece) => weigh(piece, event, suppliers) ?? [])
    .sort((a, b) => b.pi - a.pi || TIER_CAPS[b.tier] - TIER_CAPS[a.tier] || compare(keyOf(a), keyOf(b)));
  const [strongest] = weights;
  if (strongest === undefined) {
    const seen = evidence.filter((piece) => piece.kind === "observed").filter((piece) => isFresh(piece, event));
    const edge = seen.filter((piece) => piece.edge).toSorted((a, b) => compare(a.provider, b.provider))[0];
    const elsewhere = seen.length > 0 && seen.every((piece) => !piece.edge && piece.provider !== event.provider);
    const pi = usuallyCloud && !elsewhere ? USUALLY_CLOUD : NOT_KNOWN;
    return { pi, tier: "unknown_origin", weights: [], hiddenBy: edge?.provider ?? null };
  }
  const tier = weights.reduce((best, { tier }) => (TIER_CAPS[tier] > TIER_CAPS[best] ? tier : best), strongest.tier);
  return { pi: strongest.pi, tier, weights, hiddenBy: null };
}

function weigh(evidence: Evidence, event: CloudEvent, suppliers: ReadonlyMap<string, Dependent>): Weight | null {
  if (evidence.kind === "transitive") {
    const direct = (suppliers.get(evidence.supplier)?.evidence ?? []).flatMap(
      (piece) => weighDirect(piece, event) ?? [],
    );
    const pi = Math.max(0, ...direct.map((weight) => weight.pi));
    return pi === 0 ? null : { tier: "transitive", pi: TRANSITIVE_FACTOR * pi, evidence };
  }
  return weighDirect(evidence, event);
}

function weighDirect(evidence: Evidence, event: CloudEvent): Weight | null {
  if (evidence.kind === "transitive" || evidence.provider !== event.provider) return null;
  const declared = { tier: "declared_or_provider", pi: TIER_BELIEF.declared_or_provider, evidence } as const;
  const observed = { tier: "observed_region", pi: TIER_BELIEF.observed_region, evidence } as const;
  const elsewhere = evidence.region !== null && event.region !== null && evidence.region !== event.region;
  if (elsewhere) return null;
  if (evidence.kind === "declared") return declared;
  if (!isFresh(evidence, event)) return null;
  // A CDN that fails everywhere takes its edges with it; of a region behind it an edge says nothing.
  if (event.region === null) return observed;
  if (evidence.edge) return null;
  return evidence.region === null ? declared : observed;
}

/** Seen within 30 days before the event. An address first seen after it may be where the service fled to. */
function isFresh({ from, to }: ObservedAddress, { t0 }: CloudEvent): boolean {
  return from <= t0.at && (to === null || to >= t0.at - FRESH_MS);
}

function keyOf({ evidence }: Weight): string {
  return JSON.stringify(evidence, Object.keys(evidence).sort());
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
