import type { EpochMs } from "#domain/time.ts";

/** The clouds and edges that publish which addresses are theirs, in a form that we read. */
export const RANGE_PROVIDERS = [
  "aws",
  "gcp",
  "azure",
  "cloudflare",
  "fastly",
  "digitalocean",
  "linode",
  "oracle",
] as const;

export type RangeProvider = (typeof RANGE_PROVIDERS)[number];

/** Where a provider publishes its ranges. */
export interface RangeSource {
  readonly provider: RangeProvider;
  /** Files that make up the list together (Cloudflare has one for each family of addresses). */
  readonly urls: readonly string[];
  /** A page that links to the newest file under a name that changes (Azure); `urls` is empty then. */
  readonly page?: string;
}

/** Whose an address is. */
export interface Placement {
  readonly provider: string;
  /** Null for an edge, and where the provider does not say. Spelled as `canonicalRegion` spells it. */
  readonly region: string | null;
  readonly service: string | null;
  /** A door in front of others' machines: whose and where the origin is, is hidden behind it. */
  readonly edge: boolean;
}

/** One published range. */
export interface RangeRow extends Placement {
  /** In CIDR notation, without host bits. */
  readonly prefix: string;
  /** AWS: the place within or beside the region (Local Zones). */
  readonly borderGroup: string | null;
}

/** What the ranges say of one address. */
export interface Located {
  readonly placement: Placement;
  /** The longest range that holds it. */
  readonly prefix: string;
  /** The range stood in the first file that we have of this provider: it held before we looked. */
  readonly original: boolean;
}

/** Longest-prefix lookup over the ranges that hold now. */
export interface AddressLookup {
  /** Of when the ranges are; null while there are none, and then nothing can be said of any address. */
  readonly version: EpochMs | null;
  /** Null when nobody publishes the address, or it is none. */
  find(address: string): Located | null;
}

/**
 * Of two entries for the same prefix, the one that says more: an edge (it makes the region of the others worthless), then a
 * named service rather than AMAZON, which AWS writes beside every other. The rest is a fixed order, so that the answer does
 * not depend on that of the rows.
 */
export function saysMore(one: Placement, other: Placement): boolean {
  const rank = ({ edge, service }: Placement) => (edge ? 0 : service === "AMAZON" || service === null ? 2 : 1);
  const text = ({ provider, service, region }: Placement) => `${provider} ${service ?? ""} ${region ?? ""}`;
  return rank(one) === rank(other) ? text(one) < text(other) : rank(one) < rank(other);
}

export function samePlacement(one: Placement | null, other: Placement | null): boolean {
  return (
    one?.provider === other?.provider &&
    one?.region === other?.region &&
    one?.service === other?.service &&
    one?.edge === other?.edge
  );
}

/** One place at which addresses of a component were met. */
export interface ObservedPlace {
  /** Null for addresses that nobody publishes. */
  readonly provider: string | null;
  readonly region: string | null;
  readonly edge: boolean;
  readonly services: readonly string[];
  /** Three-part ids. */
  readonly checks: readonly string[];
  readonly vantages: readonly string[];
  readonly addresses: number;
  /** The published ranges that hold them, for who wants to check: at most twenty. */
  readonly prefixes: readonly string[];
  /** May be older than the window. */
  readonly firstSeen: EpochMs;
  /** To the hour: an address that is met all the time is written down once an hour. */
  readonly lastSeen: EpochMs;
}

/** Where the addresses of a component lie, as seen from our vantages. */
export interface ObservedHosting {
  /** `kraken/api` */
  readonly component: string;
  readonly checks: readonly string[];
  readonly vantages: readonly string[];
  /** Those met by most checks first. */
  readonly places: readonly ObservedPlace[];
  /** All that is known are edges: where the component stands cannot be seen. */
  readonly originHidden: boolean;
}

/** How it stands with a provider's published ranges. */
export interface RangeSourceState {
  readonly provider: string;
  /** Of the file whose rows hold; null until one was accepted. */
  readonly version: string | null;
  readonly rows: number;
  readonly brokenRows: number;
  readonly fetchedAt: EpochMs | null;
  readonly changedAt: EpochMs | null;
  readonly confirmedAt: EpochMs | null;
  /** A newer file that lost too much, since when. */
  readonly refused: {
    readonly since: EpochMs;
    readonly version: string | null;
    readonly rows: number;
    readonly reason: string;
  } | null;
  readonly unreadable: { readonly since: EpochMs; readonly reason: string } | null;
}
