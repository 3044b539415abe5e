import type { DependencyGraph } from "#domain/hosting/graph.ts";

/** What stands on a node, in any way: through one group of alternatives or several, needed or not. */
export interface Reach {
  readonly graph: DependencyGraph;
  readonly users: ReadonlyMap<string, readonly string[]>;
}

/** Turns the graph around: who needs whom becomes who serves whom. */
export function reachOf(graph: DependencyGraph): Reach {
  const users = new Map<string, string[]>([...graph.keys()].map((name) => [name, []]));
  for (const [name, { need }] of graph) for (const member of need.flat()) users.get(member)?.push(name);
  return { graph, users };
}

/**
 * The services that use any of the nodes, in the graph's order.
 * @param which `direct`: with their own parts alone. `all`: through suppliers as well.
 */
export function servicesUsing(
  { graph, users }: Reach,
  nodes: Iterable<string>,
  which: "direct" | "all" = "all",
): string[] {
  const seen = new Set(nodes);
  const pending = [...seen];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const owner = graph.get(name)?.owner;
    for (const user of users.get(name) ?? []) {
      const other = graph.get(user)?.owner;
      const crosses = owner !== undefined && other !== owner;
      if (seen.has(user) || (which === "direct" && crosses)) continue;
      seen.add(user);
      pending.push(user);
    }
  }
  return [...graph].flatMap(([name, { weight = 0 }]) => (weight > 0 && seen.has(name) ? [name] : []));
}
