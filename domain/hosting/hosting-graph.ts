import { type Place, TRANSITIVE_FACTOR } from "#domain/attribution/evidence.ts";
import type { ComponentSpec, ServiceSpec } from "#domain/check/service.ts";
import { type HostingEvidence, hostedComponents, strongestByPlace, suppliedBy } from "#domain/hosting/evidence.ts";
import { placeName } from "#domain/hosting/place.ts";
import type { UncertainEdge, UncertainGraph, UncertainNode } from "#domain/hosting/uncertain-graph.ts";

/** What stands on what, as far as evidence goes. */
export interface HostingGraph {
  /**
   * Nodes: services (`kraken`, weight 1), their parts (`kraken/api`), places (`cloud:aws`, `cloud:aws/us-east-1`) and
   * chains (`chain:ethereum`).
   */
  readonly graph: UncertainGraph;
  /** The nodes of providers, and of their regions, each in order of name. */
  readonly providers: readonly string[];
  readonly regions: readonly string[];
  /** Parts whose own host is not known: nothing but an edge was seen, or nothing at all. */
  readonly unplaced: readonly string[];
}

/** `cloud:aws/us-east-1`, as the world's commands write it. */
export function placeNode(place: Place): string {
  return `cloud:${placeName(place)}`;
}

/** `cloud:aws/us-east-1` as the place that it is. */
export function placeOf(node: string): Place {
  const [provider = "", region = null] = node.replace(/^cloud:/, "").split("/");
  return { provider, region };
}

export function chainNode(chain: string): string {
  return `chain:${chain}`;
}

/**
 * The graph of all services with parts that stand somewhere; a retired one stands nowhere. A service is down when all of
 * its parts are, and a part needs
 * - one of the origins that its addresses were seen at: a name that resolves to two regions is served by either;
 * - one of the edges it was seen behind, for an edge is on the way to the origin;
 * - every other place that is declared or was named by its vendor: alternatives are assumed where they were seen, not where
 *   somebody said two things;
 * - of each declared supplier, one of the parts that it uses;
 * - its chain.
 * A region needs its provider. Transitive evidence is passed over: the supplier's own edges say the same.
 * @param evidence What holds at the instant of the question (`holdsAt`).
 */
export function hostingGraph(services: readonly ServiceSpec[], evidence: readonly HostingEvidence[]): HostingGraph {
  const active = services.filter(({ lifecycle }) => lifecycle.state !== "retired");
  const bySlug = new Map(active.map((service) => [service.slug, service]));
  const graph = new Map<string, UncertainNode>();
  const unplaced: string[] = [];
  for (const service of active) {
    const parts = hostedComponents(service);
    if (parts.length === 0) continue;
    const { slug } = service;
    const suppliers = (service.dependsOn ?? []).flatMap((name) => bySlug.get(name) ?? []);
    graph.set(slug, { owner: slug, weight: 1, need: [parts.map((part) => certain(`${slug}/${part.slug}`))] });
    for (const part of parts) {
      const name = `${slug}/${part.slug}`;
      const own = ownEvidence(evidence, name);
      if (!own.some(({ basis }) => basis === "observed" || basis === "declared")) unplaced.push(name);
      const need = [...placeGroups(slug, own), ...supplierGroups(service, part, suppliers), ...chainGroup(part)];
      graph.set(name, { owner: slug, need });
    }
  }
  const places = addPlaces(graph, evidence);
  return { graph, ...places, unplaced };
}

function ownEvidence(evidence: readonly HostingEvidence[], component: string): HostingEvidence[] {
  return evidence.filter((item) => item.component === component && item.basis !== "transitive");
}

function certain(to: string): UncertainEdge {
  return { to, belief: 1, key: "certain" };
}

/** Groups of the places a part stands on. Edges of one service to one place are drawn together. */
function placeGroups(service: string, own: readonly HostingEvidence[]): UncertainEdge[][] {
  const told = own.filter(({ basis }) => basis === "declared" || basis === "vendor");
  const origins = own.filter(({ basis }) => basis === "observed");
  const edges = own.filter(({ basis }) => basis === "edge");
  const group = (items: readonly HostingEvidence[]): UncertainEdge[] =>
    [...strongestByPlace(items).values()].map((item) => {
      const to = placeNode(item);
      return { to, belief: item.belief, key: `${service}>${to}` };
    });
  const others = told.filter((item) => !saidBy([...origins, ...edges], item) && !isVague(item, told));
  return [group(origins), group(edges), ...group(others).map((edge) => [edge])].filter(({ length }) => length > 0);
}

/** Whether what was seen covers what was told: the same place, or any place of a provider that was told without a region. */
function saidBy(seen: readonly HostingEvidence[], told: HostingEvidence): boolean {
  return seen.some(
    ({ provider, region }) => provider === told.provider && (told.region === null || region === told.region),
  );
}

/** Whether the same provider was also told with a region: the vaguer claim adds no second need. */
function isVague({ provider, region }: HostingEvidence, told: readonly HostingEvidence[]): boolean {
  return region === null && told.some((other) => other.provider === provider && other.region !== null);
}

function supplierGroups(
  service: ServiceSpec,
  part: ComponentSpec,
  suppliers: readonly ServiceSpec[],
): UncertainEdge[][] {
  return suppliers
    .map((supplier) =>
      suppliedBy(part, supplier).map(({ slug }) => ({
        to: `${supplier.slug}/${slug}`,
        belief: TRANSITIVE_FACTOR,
        key: `${service.slug}>${supplier.slug}`,
      })),
    )
    .filter(({ length }) => length > 0);
}

function chainGroup({ chain }: ComponentSpec): UncertainEdge[][] {
  return chain === undefined ? [] : [[certain(chainNode(chain))]];
}

/** Adds the places and chains that parts need, and the providers of the places. Returns the places' nodes. */
function addPlaces(
  graph: Map<string, UncertainNode>,
  evidence: readonly HostingEvidence[],
): Pick<HostingGraph, "providers" | "regions"> {
  const needed = new Set([...graph.values()].flatMap(({ need }) => need.flat().map(({ to }) => to)));
  const providers = new Set<string>();
  const regions = new Set<string>();
  for (const { provider, region } of evidence) {
    const node = placeNode({ provider, region });
    if (!needed.has(node)) continue;
    const whole = placeNode({ provider, region: null });
    providers.add(whole);
    if (region === null) continue;
    regions.add(node);
    graph.set(node, { need: [[certain(whole)]] });
  }
  for (const node of needed) if (!graph.has(node)) graph.set(node, { need: [] });
  for (const node of providers) graph.set(node, { need: [] });
  return { providers: [...providers].sort(), regions: [...regions].sort() };
}
