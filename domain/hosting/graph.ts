/**
 * What falls when something is taken away: methods 4. A node needs every one of its groups, and a group needs at least
 * one live member. What is down is the least fixpoint: only what is forced down, so nodes that merely need one another
 * in a circle stay up.
 */

export interface GraphNode {
  /** Groups of alternatives, by name. None: it stands by itself. */
  readonly need: readonly (readonly string[])[];
  /** Its weight when services are counted. Absent or 0: it is no service. */
  readonly weight?: number;
  /** Whose it is: tells a service's own parts from its suppliers'. Absent: nobody's, such as a cloud region. */
  readonly owner?: string;
}

export type DependencyGraph = ReadonlyMap<string, GraphNode>;

/** A graph laid out in numbers, so that thousands of questions to it are cheap. Indices follow the graph's order. */
export interface Wiring {
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly weights: readonly number[];
  /** By edge, in the order of nodes, groups and members: the group it belongs to. */
  readonly edgeGroup: readonly number[];
  /** By group: the node that needs it, and how many members it has. */
  readonly groupNode: readonly number[];
  readonly groupSize: readonly number[];
  /** By node: the edges that lead to it, as a member of groups. */
  readonly edgesTo: readonly (readonly number[])[];
}

/** Throws a RangeError for a group without members, or one that names what is not in the graph. */
export function wire(graph: DependencyGraph): Wiring {
  const names = [...graph.keys()];
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const edgeGroup: number[] = [];
  const groupNode: number[] = [];
  const groupSize: number[] = [];
  const edgesTo: number[][] = names.map(() => []);
  for (const [node, name] of names.entries()) {
    for (const group of graph.get(name)?.need ?? []) {
      if (group.length === 0) throw new RangeError(`${name} needs one of nothing`);
      for (const member of group) {
        const index = indexOf.get(member);
        if (index === undefined) throw new RangeError(`${name} needs ${member}, which is not in the graph`);
        edgesTo[index]?.push(edgeGroup.length);
        edgeGroup.push(groupNode.length);
      }
      groupNode.push(node);
      groupSize.push(group.length);
    }
  }
  const weights = names.map((name) => graph.get(name)?.weight ?? 0);
  return { names, indexOf, weights, edgeGroup, groupNode, groupSize, edgesTo };
}

/** Indices of the named nodes. Throws a RangeError for a name that is not in the graph: its loss would look harmless. */
export function indicesOf({ indexOf }: Wiring, names: Iterable<string>): number[] {
  return [...names].map((name) => {
    const index = indexOf.get(name);
    if (index === undefined) throw new RangeError(`${name} is not in the graph`);
    return index;
  });
}

/**
 * Which nodes are down, by index, 1 for down, once the removed ones are gone.
 * @param absent By edge, 1 for one that is not there. A group all of whose edges are absent is not needed at all.
 */
export function propagate(wiring: Wiring, removed: readonly number[], absent?: Uint8Array): Uint8Array {
  const { edgeGroup, groupNode, groupSize, edgesTo } = wiring;
  const alive = Int32Array.from(groupSize);
  if (absent !== undefined) {
    for (const [edge, group] of edgeGroup.entries()) if (absent[edge] === 1) alive[group] = (alive[group] ?? 0) - 1;
  }
  const down = new Uint8Array(wiring.names.length);
  const pending: number[] = [];
  const fell = (node: number) => {
    if (down[node] === 1) return;
    down[node] = 1;
    pending.push(node);
  };
  removed.forEach(fell);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const edge of edgesTo[node] ?? []) {
      const group = edgeGroup[edge];
      if (group === undefined || absent?.[edge] === 1) continue;
      const left = (alive[group] ?? 0) - 1;
      alive[group] = left;
      if (left === 0) fell(groupNode[group] ?? -1);
    }
  }
  return down;
}

/**
 * Everything that is down once the named nodes are gone, they included, in the graph's order: the least fixpoint.
 * Throws a RangeError for names that are not in the graph.
 */
export function downSet(graph: DependencyGraph, removed: Iterable<string>): Set<string> {
  const wiring = wire(graph);
  const down = propagate(wiring, indicesOf(wiring, removed));
  return new Set(wiring.names.filter((_, index) => down[index] === 1));
}
