import type { Place } from "#domain/attribution/evidence.ts";
import type { ComponentSpec, ServiceKind, ServiceSpec } from "#domain/check/service.ts";
import { evidenceAt } from "#domain/hosting/carried.ts";
import { isDecentralised } from "#domain/hosting/decentralised.ts";
import { type HostingEvidence, hostedComponents, strongestByPlace } from "#domain/hosting/evidence.ts";
import { downSet } from "#domain/hosting/graph.ts";
import { hostingGraph, placeNode } from "#domain/hosting/hosting-graph.ts";
import { standingServices } from "#domain/hosting/record.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";

/** Somebody who offers the same and stays. */
export interface Alternative {
  readonly slug: string;
  readonly name: string;
  /** Decentralised storage or compute. */
  readonly decentralised: boolean;
  /** Where it is known to stand instead, strongest evidence first. */
  readonly places: readonly Place[];
}

/** Who else offers what was lost: another way to the same chain, or a service of the same kind where it is no way to one. */
export interface Offer {
  /** The chain's slug and its name, as the service that is judged for it is called; null where the parts lead to none. */
  readonly chain: { readonly slug: string; readonly name: string } | null;
  /** The parts that went. */
  readonly parts: readonly Pick<ComponentSpec, "slug" | "name">[];
  /** Known to stand elsewhere; the decentralised first, then by name. */
  readonly elsewhere: readonly Alternative[];
  /** Names of those that may stay: that they stand elsewhere is not known. */
  readonly unplaced: readonly string[];
}

/** A service that loses parts. */
export interface Struck {
  readonly slug: string;
  readonly name: string;
  readonly kind: ServiceKind;
  /** Its parts that go, and those that stay. */
  readonly lost: readonly Pick<ComponentSpec, "slug" | "name">[];
  readonly left: readonly Pick<ComponentSpec, "slug" | "name">[];
  /** Why we say that it stands there; empty where only a supplier's supplier does. */
  readonly evidence: readonly HostingEvidence[];
  readonly offers: readonly Offer[];
}

/** What the loss of one place takes with it, by what is held to be so (`likelyGraph`), and what remains. */
export interface WhatIf extends Place {
  /** Those that lose all of their parts, and those that lose some; in the catalog's order. */
  readonly dark: readonly Struck[];
  readonly partly: readonly Struck[];
  /** Services that stand somewhere, those of them that lose nothing, and those of these not known to stand elsewhere. */
  readonly services: number;
  readonly remaining: number;
  readonly unplaced: number;
}

/**
 * Takes a place away: a region, or a provider with all of its regions.
 * @param evidence What holds at the instant of the question.
 * @returns null when nothing is known to stand there.
 */
export function whatIf(
  services: readonly ServiceSpec[],
  evidence: readonly HostingEvidence[],
  place: Place,
): WhatIf | null {
  const standing = standingServices(services);
  const { graph } = hostingGraph(services, evidence);
  const node = placeNode(place);
  if (!graph.has(node)) return null;
  const scene: Scene = {
    place,
    standing,
    evidence,
    down: downSet(likelyGraph(graph), [node]),
    chains: chainNames(services),
  };
  const struck = standing.flatMap((service) => struckBy(service, scene));
  const touched = new Set(struck.map(({ slug }) => slug));
  const remaining = standing.filter(({ slug }) => !touched.has(slug));
  return {
    ...place,
    dark: struck.filter(({ left }) => left.length === 0),
    partly: struck.filter(({ left }) => left.length > 0),
    services: standing.length,
    remaining: remaining.length,
    unplaced: remaining.filter((service) => placesOf(partsOf(service), scene).length === 0).length,
  };
}

interface Scene {
  /** What is taken away. */
  readonly place: Place;
  readonly standing: readonly ServiceSpec[];
  readonly evidence: readonly HostingEvidence[];
  readonly down: ReadonlySet<string>;
  /** Names of chains by slug. */
  readonly chains: ReadonlyMap<string, string>;
}

interface Part {
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  readonly chain: string | null;
}

function partsOf(service: ServiceSpec): Part[] {
  return hostedComponents(service).map(({ slug, name, chain = null }) => ({
    key: `${service.slug}/${slug}`,
    slug,
    name,
    chain,
  }));
}

function struckBy(service: ServiceSpec, scene: Scene): Struck[] {
  const parts = partsOf(service);
  const lost = parts.filter(({ key }) => scene.down.has(key));
  if (lost.length === 0) return [];
  const named = ({ slug, name }: Part) => ({ slug, name });
  const chains = [...new Set(lost.map(({ chain }) => chain))];
  return [
    {
      slug: service.slug,
      name: service.name,
      kind: service.kind,
      lost: lost.map(named),
      left: parts.filter(({ key }) => !scene.down.has(key)).map(named),
      evidence: evidenceAt(service.slug, scene.place, scene.evidence),
      offers: chains.map((chain) => ({
        chain: chain === null ? null : { slug: chain, name: scene.chains.get(chain) ?? chain },
        parts: lost.filter((part) => part.chain === chain).map(named),
        ...offersOf(service, chain, scene),
      })),
    },
  ];
}

/** Every chain under the name of the service that has its blocks. */
function chainNames(services: readonly ServiceSpec[]): Map<string, string> {
  return new Map(
    services.flatMap(({ name, components }) =>
      components.flatMap(({ layer, chain }) =>
        layer === "chain" && chain !== undefined ? [[chain, name] as const] : [],
      ),
    ),
  );
}

/** Where parts are known to stand that is not the place: a provider's unnamed region may be the one that is gone. */
function placesOf(parts: readonly Part[], { place, evidence }: Scene): Place[] {
  const keys = new Set(parts.map(({ key }) => key));
  const own = evidence.filter(
    ({ component, basis, provider, region }) =>
      keys.has(component) &&
      (basis === "observed" || basis === "declared") &&
      (provider !== place.provider || (region !== null && place.region !== null && region !== place.region)),
  );
  return [...strongestByPlace(own).values()].map(({ provider, region }) => ({ provider, region }));
}

/** Everybody else with a part that offers the same and stays. */
function offersOf(
  { slug, kind }: ServiceSpec,
  chain: string | null,
  scene: Scene,
): Pick<Offer, "elsewhere" | "unplaced"> {
  const elsewhere: Alternative[] = [];
  const unplaced: string[] = [];
  for (const service of scene.standing) {
    if (service.slug === slug || (chain === null && service.kind !== kind)) continue;
    const same = partsOf(service).filter((part) => part.chain === chain && !scene.down.has(part.key));
    if (same.length === 0) continue;
    const { name } = service;
    const places = placesOf(same, scene);
    if (places.length === 0) unplaced.push(name);
    else elsewhere.push({ slug: service.slug, name, decentralised: isDecentralised(service), places });
  }
  const order = (one: Alternative) => (one.decentralised ? 0 : 1);
  return {
    elsewhere: elsewhere.sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1)),
    unplaced: unplaced.sort(),
  };
}
