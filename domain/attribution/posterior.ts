import type { CloudSeverity } from "#domain/attribution/event.ts";
import { MINUTE_MS } from "#domain/attribution/units.ts";
import type { EpochMs } from "#domain/time.ts";

/** phi0: share of a place's dependents that an event of this severity takes down, before anything was counted (3.3 C). */
export const SEVERITY_SHARE: Readonly<Record<CloudSeverity, number>> = {
  informational: 0.01,
  degraded: 0.1,
  disruption: 0.5,
  outage: 0.8,
};

/** A dependent of a region need not stand in the one zone that failed (methods 3.3, confounders). */
const ONE_ZONE_OF_REGION = 1 / 3;
/** How many observed dependents the prior is worth. */
export const PRIOR_WEIGHT = 4;

export function priorShare(severity: CloudSeverity, singleZone: boolean): number {
  return SEVERITY_SHARE[severity] * (singleZone ? ONE_ZONE_OF_REGION : 1);
}

/**
 * phi = (4 phi0 + max(0, k1 - mu1)) / (4 + n1): the share taken down, after `hit` of `of` dependents were, of which
 * `expected` by chance (methods 3.3 C).
 */
export function updatedShare(phi0: number, counts: { hit: number; expected: number; of: number }): number {
  return (PRIOR_WEIGHT * phi0 + Math.max(0, counts.hit - counts.expected)) / (PRIOR_WEIGHT + counts.of);
}

/**
 * conf = max(0, (k0 - mu0) / (n0 |W|)): onsets per service and minute beyond chance among those that do not stand on the
 * place: an unknown cause that all share (methods 3.3 D). 0 when there are none to look at.
 */
export function confounderRate(counts: { hit: number; expected: number; of: number }, windowMin: number): number {
  if (counts.of === 0) return 0;
  return Math.max(0, (counts.hit - counts.expected) / (counts.of * windowMin));
}

export interface PosteriorInputs {
  /** Belief that the service stands on the place, 0..1. */
  readonly pi: number;
  /** Share of dependents that the event takes down, 0..1. */
  readonly phi: number;
  /** g(tau), per minute. */
  readonly density: number;
  /** Factor of the recovery: 3, 1 or 1/3. */
  readonly recovery: number;
  /** Onsets per minute. */
  readonly lambda: number;
  /** Onsets per minute. */
  readonly confounder: number;
}

/**
 * P = pi phi g rec / (pi phi g rec + lambda + conf): the probability that an onset was induced and is not one of the
 * background, by the superposition of two Poisson streams (methods 3.3 D).
 */
export function posterior({ pi, phi, density, recovery, lambda, confounder }: PosteriorInputs): number {
  const induced = pi * phi * density * recovery;
  return induced === 0 ? 0 : induced / (induced + lambda + confounder);
}

export const NEAR_MITIGATION_MS = 30 * MINUTE_MS;

/**
 * rec: 3 when the service recovered within 30 min of a published mitigation, 1/3 when more than 30 min before any, else 1:
 * also while it is down, and while nothing was published.
 */
export function recoveryFactor(recoveredAt: EpochMs | null, mitigatedAt: readonly EpochMs[]): number {
  if (recoveredAt === null || mitigatedAt.length === 0) return 1;
  if (mitigatedAt.some((at) => Math.abs(recoveredAt - at) <= NEAR_MITIGATION_MS)) return 3;
  return mitigatedAt.every((at) => recoveredAt < at - NEAR_MITIGATION_MS) ? 1 / 3 : 1;
}

export const ATTRIBUTION_WORDS = ["confirmed", "likely", "possible", "not_attributed"] as const;
export type AttributionWord = (typeof ATTRIBUTION_WORDS)[number];

/** min(cap, round(100 P)), 0 to 100 (methods 3.3 D). */
export function scoreOf(probability: number, cap: number): number {
  return Math.min(cap, Math.round(100 * probability));
}

/** 95 and above is within reach of a vendor's statement alone: every other cap lies below. */
export function wordOf(score: number): AttributionWord {
  if (score >= 95) return "confirmed";
  if (score >= 70) return "likely";
  return score >= 40 ? "possible" : "not_attributed";
}
