import type { Random } from "#domain/attribution/random.ts";
import { type DependencyGraph, indicesOf, propagate, type Wiring, wire } from "#domain/hosting/graph.ts";
import { possibleGraph, type UncertainGraph } from "#domain/hosting/uncertain-graph.ts";

/** What the loss of something takes with it: methods 4, B(X). */
export interface BlastRadius {
  /** Services that go down, in the graph's order. */
  readonly services: readonly string[];
  /** Weight of those services, and of all. */
  readonly weight: number;
  readonly total: number;
  /** `weight / total`, 0 to 1; null where there is no service at all. */
  readonly share: number | null;
}

/** The same where edges are uncertain: over many draws of which of them are there. */
export interface ExpectedBlastRadius {
  readonly draws: number;
  readonly total: number;
  /** E[B], and the shares that 5 % and 95 % of the draws do not exceed; null where there is no service at all. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How often each service went down, 0 to 1; those that never did are left out. In the graph's order. */
  readonly services: readonly { readonly name: string; readonly probability: number }[];
}

/** Draws of methods 4. */
export const DRAWS = 2000;

/** B(X) for the named nodes together. Throws a RangeError for names that are not in the graph. */
export function blastRadius(graph: DependencyGraph, removed: Iterable<string>): BlastRadius {
  const wiring = wire(graph);
  const down = propagate(wiring, indicesOf(wiring, removed));
  const services = wiring.names.filter((_, index) => down[index] === 1 && (wiring.weights[index] ?? 0) > 0);
  const total = totalWeight(wiring);
  const weight = weightDown(wiring, down);
  return { services, weight, total, share: total > 0 ? weight / total : null };
}

export function totalWeight({ weights }: Wiring): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** Weight of the services that are down. */
export function weightDown({ weights }: Wiring, down: Uint8Array): number {
  return weights.reduce((sum, weight, index) => (down[index] === 1 ? sum + weight : sum), 0);
}

/**
 * E[B(X)] with 5-95 %, for several X over the same draws, so that their differences are not chance.
 * @param random Uniform in [0, 1); seeded, so that the figures can be told again.
 * @param questions Each a set of nodes that are lost together. Throws a RangeError for names that are not in the graph.
 */
export function expectedBlastRadii(
  graph: UncertainGraph,
  questions: readonly (readonly string[])[],
  random: Random,
  draws: number = DRAWS,
): ExpectedBlastRadius[] {
  const wiring = wire(possibleGraph(graph));
  const draw = edgeDrawer(graph);
  const tallies = questions.map((names) => ({
    removed: indicesOf(wiring, names),
    weights: [] as number[],
    falls: new Uint32Array(wiring.names.length),
  }));
  for (let index = 0; index < draws; index += 1) {
    const absent = draw(random);
    for (const { removed, weights, falls } of tallies) {
      const down = propagate(wiring, removed, absent);
      weights.push(weightDown(wiring, down));
      for (const [node, fell] of down.entries()) falls[node] = (falls[node] ?? 0) + fell;
    }
  }
  return tallies.map(({ weights, falls }) => summary(wiring, weights, falls));
}

/** Draws which edges are absent, in the order in which `wire` numbers them. */
function edgeDrawer(graph: UncertainGraph): (random: Random) => Uint8Array {
  const edges = [...graph.values()].flatMap(({ need }) => need.flat());
  const keys = [...new Set(edges.map(({ key }) => key))];
  const keyOf = new Map(keys.map((key, index) => [key, index]));
  const keyOfEdge = edges.map(({ key }) => keyOf.get(key) ?? 0);
  const absent = new Uint8Array(edges.length);
  return (random) => {
    const drawn = keys.map(() => random());
    for (const [index, edge] of edges.entries()) {
      absent[index] = (drawn[keyOfEdge[index] ?? 0] ?? 0) < edge.belief ? 0 : 1;
    }
    return absent;
  };
}

function summary(wiring: Wiring, weights: readonly number[], falls: Uint32Array): ExpectedBlastRadius {
  const total = totalWeight(wiring);
  const draws = weights.length;
  const shares = total > 0 ? weights.map((weight) => weight / total).sort((a, b) => a - b) : [];
  // Nearest rank: the least share that at least this part of the draws does not exceed.
  const quantile = (part: number) => shares[Math.max(0, Math.ceil(part * shares.length) - 1)] ?? null;
  const services = wiring.names.flatMap((name, index) =>
    (wiring.weights[index] ?? 0) > 0 && (falls[index] ?? 0) > 0
      ? [{ name, probability: (falls[index] ?? 0) / draws }]
      : [],
  );
  const mean = shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : null;
  return { draws, total, mean, low: quantile(0.05), high: quantile(0.95), services };
}
