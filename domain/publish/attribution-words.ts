import type { OnsetQuality } from "#domain/attribution/event.ts";
import type { EvidenceTier } from "#domain/attribution/evidence.ts";
import type { Objection } from "#domain/attribution/onset.ts";
import type { AttributionWord } from "#domain/attribution/posterior.ts";
import type { Change } from "#domain/attribution/reason.ts";
import type { AttributionBasis } from "#domain/attribution/score.ts";
import type { Severity } from "#domain/cloud/event.ts";

/** How much of so many. */
export interface Share {
  readonly hit: number;
  readonly of: number;
}

/** What the evidence for a place is, as far as words differ. */
export type Standing =
  | { readonly tier: Exclude<EvidenceTier, "declared_or_provider" | "transitive" | "unknown_origin"> }
  /** Either it was declared, or addresses of the provider were seen and their region is not known. */
  | { readonly tier: "declared_or_provider"; readonly seen: boolean }
  | { readonly tier: "transitive"; readonly supplier: string | null }
  /** The edge that hides the origin; null when nothing is known at all. */
  | { readonly tier: "unknown_origin"; readonly hiddenBy: string | null };

/** How the test of an event came out: whether like moments are counted among random ones, or odds follow from assumed rates. */
export interface Odds {
  readonly basis: "permutation" | "prior";
  /** One in so many; null: at least every second. */
  readonly oneIn: number | null;
  /** It may be rarer: none of the random moments was like it, or the figure is cut off. */
  readonly fewer: boolean;
}

/**
 * What is said of attributions in one language. Each member gives whole sentences. Numbers come in rounded, places in the
 * language's own words (`place`), instants as `06:48` in UTC. Names of services and suppliers are ours, from the catalog.
 */
export interface AttributionWords {
  /** What stands between two sentences. */
  readonly gap: string;
  place(provider: string, region: string | null): string;

  /** What may be said of one incident: "coincides with", unless the vendor said so or the population test passed. */
  claim(basis: AttributionBasis, place: string, word: AttributionWord, score: number): string;

  readonly reasons: {
    /** Whole minutes from the cloud's onset; negative: the service was first. */
    timing(minutes: number, place: string, quality: OnsetQuality): string;
    evidence(standing: Standing, place: string): string;
    /** `perMonth` of 30 days; `assumed` while the record is too short. */
    baseRate(perMonth: number, assumed: boolean): string;
    /** `minutes` from the nearest published mitigation; null when there is nothing to compare. */
    recovery(effect: "for" | "against" | "neither", minutes: number | null): string;
    severity(severity: Severity, singleZone: boolean, percent: number): string;
    confounder(share: Share): string;
    capped(cap: number, uncapped: number): string;
    contradicted(by: Objection, named: string): string;
    provisional(): string;
    uncalibrated(): string;
    wouldChange(change: Change): string;
  };

  readonly event: {
    /** `provisional`: the window reaches back before the first post. */
    population(share: Share, place: string, at: string, quality: OnsetQuality, provisional: boolean): string;
    expected(count: number): string;
    odds(odds: Odds): string;
    /** null where there are none of them. */
    contrast(dependents: Share | null, others: Share | null, regional: boolean): string;
    notFirst(): string;
    growing(): string;
  };
}
