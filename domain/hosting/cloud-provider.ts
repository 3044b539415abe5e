/**
 * What the catalog says of clouds and edges, and of published figures about them. Types only: `catalog/clouds/schema.ts`
 * checks files against them.
 */
import type { Verification } from "#domain/check/spec.ts";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import type { RangeSource } from "#domain/hosting/address.ts";

/** Where a fact comes from. */
export interface Verified {
  /** The weakest part decides: a fact that is partly from memory is `partial`. */
  readonly verified: Verification;
  /** Who says so; which part is recalled, where one is. */
  readonly verifiedBy?: string;
}

/** The entity that can be made to answer for a provider, wherever its servers stand. */
export interface ControllingEntity extends Verified {
  readonly name: string;
  /** ISO 3166-1 alpha-2, of its seat. */
  readonly country: string;
  readonly source: string;
}

export interface CloudFeed extends Verified {
  readonly kind: FeedKind;
  readonly url: string;
  readonly note?: string;
}

export interface CloudRanges extends Omit<RangeSource, "provider">, Verified {
  readonly note?: string;
}

/** A region, and roughly where it is. All but the id may be recalled: `CloudProvider.regionsVerified` says. */
export interface CloudRegion {
  /** As `canonicalRegion` spells it. */
  readonly id: string;
  /** As the provider displays it. */
  readonly name: string;
  /** Other spellings in feeds, range files and speech; never those of another region. */
  readonly aliases: readonly string[];
  /** ISO 3166-1 alpha-2; null when it is not known here. */
  readonly country: string | null;
  /** The city or metropolitan area that it is in or near. */
  readonly metro: string | null;
  /** Of that area, in degrees, to about half a degree: for a map of the world, not of a street. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface CloudProvider {
  readonly slug: string;
  readonly name: string;
  /** `cloud`: machines to rent. `edge`: a CDN, of which an address tells nothing about the origin. */
  readonly kind: "cloud" | "edge";
  readonly homepage: string;
  readonly controller: ControllingEntity;
  /** For people; null when none is known. */
  readonly statusPage: string | null;
  /** The one to trust first comes first. Empty: nothing that we can read. */
  readonly feeds: readonly CloudFeed[];
  /** Null: it publishes no ranges, and its addresses cannot be told by us. */
  readonly ranges: CloudRanges | null;
  readonly regions: readonly CloudRegion[];
  /** Of the regions' names and places. Absent where there are none. */
  readonly regionsVerified?: Verified;
  readonly note?: string;
}

/** A published figure that gives context to ours: never ours, always dated, with its denominator. */
export interface ContextFigure extends Verified {
  readonly id: string;
  /** What was counted, in full: the denominator of the shares. */
  readonly measures: string;
  /** Who counted. */
  readonly countedBy: string;
  /** `2025-Q2`, `2025-10`, or null when the sources give no date; `dated` then says what is known. */
  readonly period: string | null;
  readonly dated: string;
  readonly parts: readonly FigurePart[];
  /** What is left for all others, 0 to 1; null when the parts are no division of a whole. */
  readonly remainder: number | null;
  readonly sources: readonly string[];
  /** What is said elsewhere of this figure and is wrong, or what it does not mean. */
  readonly corrections: readonly Correction[];
}

export interface FigurePart {
  readonly name: string;
  /** Slug in `catalog/clouds`, where it is one of them. */
  readonly provider: string | null;
  /** Share of the denominator, 0 to 1; null when only a count is given. */
  readonly share: number | null;
  /** A second value that sources give for the same share. */
  readonly shareAlsoGiven?: number;
  readonly count: number | null;
  /** `least`: the source says "more than". */
  readonly bound?: "least";
}

export interface Correction {
  readonly claim: string;
  readonly correction: string;
  readonly sources: readonly string[];
}
