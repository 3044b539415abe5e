import { DEPENDENT_BELIEF } from "#domain/hosting/evidence-kinds.ts";
import type { DependencyGraph, GraphNode } from "#domain/hosting/graph.ts";

/** An edge that is there with a probability. */
export interface UncertainEdge {
  readonly to: string;
  /** pi, 0 to 1. */
  readonly belief: number;
  /**
   * Edges of one key are drawn together, by one number: the four parts of an exchange rest on the same claim, and it is
   * true of all of them or of none.
   */
  readonly key: string;
}

export interface UncertainNode extends Omit<GraphNode, "need"> {
  readonly need: readonly (readonly UncertainEdge[])[];
}

export type UncertainGraph = ReadonlyMap<string, UncertainNode>;

/** The graph with every edge that it might have. */
export function possibleGraph(graph: UncertainGraph): DependencyGraph {
  return graphOf(graph, 0);
}

/** The graph of what is held to be so: edges of at least the given belief. A group that keeps none of its edges goes. */
export function likelyGraph(graph: UncertainGraph, atLeast: number = DEPENDENT_BELIEF): DependencyGraph {
  return graphOf(graph, atLeast);
}

function graphOf(graph: UncertainGraph, atLeast: number): DependencyGraph {
  return new Map(
    [...graph].map(([name, node]) => {
      const need = node.need
        .map((group) => group.filter(({ belief }) => belief >= atLeast).map(({ to }) => to))
        .filter((group) => group.length > 0);
      return [name, { ...node, need }] as const;
    }),
  );
}
