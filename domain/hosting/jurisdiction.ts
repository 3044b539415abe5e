import { blastRadius } from "#domain/hosting/blast-radius.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import type { DependencyGraph } from "#domain/hosting/graph.ts";
import { type HostingGraph, placeOf } from "#domain/hosting/hosting-graph.ts";
import { reachOf, servicesUsing } from "#domain/hosting/reach.ts";
import { likelyGraph } from "#domain/hosting/uncertain-graph.ts";

/**
 * Which services have a provider on their serving path that a country's courts can reach, by the entity that controls the
 * provider and not by where its servers stand: methods 4. Data only. How it may be worded, and with which caveats, is the
 * publisher's: legal process served on a provider is all that this says.
 */
export interface JurisdictionExposure {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Weight of all services: the denominator. */
  readonly total: number;
  /** E_any: at least one such provider is on the path. */
  readonly any: ExposedServices;
  /** E_all, within E_any: no path is free of one. */
  readonly all: ExposedServices;
  /** E_unknown: none is known, but part of the path, or who controls it, is not. */
  readonly unknown: ExposedServices;
  /** The rest: the whole path is known, and free of one. */
  readonly free: ExposedServices;
}

export interface ExposedServices {
  /** In the graph's order. */
  readonly services: readonly string[];
  /** Of the weight of all services, 0 to 1; null where there is none. */
  readonly share: number | null;
}

export interface JurisdictionQuestion {
  /** What is held to be so: `likelyGraph`. */
  readonly graph: DependencyGraph;
  /** The country of the entity that controls each provider, by the provider's node; null where it is not known. */
  readonly controllers: ReadonlyMap<string, string | null>;
  /** Nodes part of whose hosting is not known, such as a component behind a CDN. */
  readonly unplaced: Iterable<string>;
  readonly country: string;
}

/** Throws a RangeError for controllers of nodes that are not in the graph. */
export function jurisdictionExposure(question: JurisdictionQuestion): JurisdictionExposure {
  const { graph, controllers, unplaced, country } = question;
  const reach = reachOf(graph);
  const controlledBy = (test: (owner: string | null) => boolean) =>
    [...controllers].filter(([, owner]) => test(owner)).map(([name]) => name);
  const theirs = controlledBy((owner) => owner === country);
  const any = new Set(servicesUsing(reach, theirs));
  const all = new Set(blastRadius(graph, theirs).services);
  const blind = new Set(servicesUsing(reach, [...unplaced, ...controlledBy((owner) => owner === null)]));

  const services = [...graph].filter(([, { weight = 0 }]) => weight > 0);
  const total = services.reduce((sum, [, { weight = 0 }]) => sum + weight, 0);
  const those = (test: (name: string) => boolean): ExposedServices => {
    const held = services.filter(([name]) => test(name));
    const weight = held.reduce((sum, [, node]) => sum + (node.weight ?? 0), 0);
    return { services: held.map(([name]) => name), share: total > 0 ? weight / total : null };
  };
  return {
    country,
    total,
    any: those((name) => any.has(name)),
    all: those((name) => all.has(name)),
    unknown: those((name) => !any.has(name) && blind.has(name)),
    free: those((name) => !any.has(name) && !blind.has(name)),
  };
}

/** Always asked, whoever is in the catalog. */
const COUNTRY = "US";

/** For the countries of all controlling entities that anybody here stands on, the most exposed first. */
export function jurisdictionExposures(
  { graph, providers, unplaced }: HostingGraph,
  clouds: readonly CloudProvider[],
): JurisdictionExposure[] {
  const countries = new Map(clouds.map(({ slug, controller }) => [slug, controller.country]));
  const controllers = new Map(providers.map((node) => [node, countries.get(placeOf(node).provider) ?? null]));
  const asked = [...new Set([COUNTRY, ...[...controllers.values()].filter((country) => country !== null)])];
  const likely = likelyGraph(graph);
  return asked
    .map((country) => jurisdictionExposure({ graph: likely, controllers, unplaced, country }))
    .sort((a, b) => b.any.services.length - a.any.services.length || (a.country < b.country ? -1 : 1));
}
