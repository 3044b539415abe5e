import fc from "fast-check";
import type { DependencyGraph, GraphNode } from "#domain/hosting/graph.ts";
import type { UncertainGraph } from "#domain/hosting/uncertain-graph.ts";

/** The methods' example: two clouds and an edge under suppliers, wallets, exchanges and a ledger. */
export const toyGraph: DependencyGraph = new Map<string, GraphNode>([
  ["aws_use1", { need: [] }],
  ["aws_usw2", { need: [] }],
  ["gcp", { need: [] }],
  ["hetzner", { need: [] }],
  ["cloudflare", { need: [] }],
  ["ethereum", { need: [] }],
  ["infura", { need: [["aws_use1"]], owner: "infura" }],
  ["alchemy", { need: [["aws_use1", "gcp"]], owner: "alchemy" }],
  ["metamask", { weight: 1, owner: "metamask", need: [["infura"], ["ethereum"]] }],
  ["coinbase", { weight: 1, owner: "coinbase", need: [["aws_use1"], ["cloudflare"]] }],
  ["kraken", { weight: 1, owner: "kraken", need: [["cloudflare"]] }],
  ["rabby", { weight: 1, owner: "rabby", need: [["alchemy", "infura"], ["ethereum"]] }],
  ["xrpl", { weight: 1, owner: "xrpl", need: [["aws_use1", "aws_usw2", "gcp", "hetzner"]] }],
]);

export const toyProviders = ["aws_use1", "aws_usw2", "gcp", "hetzner", "cloudflare"];

const SIZE = 9;
const names = Array.from({ length: SIZE }, (_, index) => `n${index}`);
const someNames = fc.subarray(names, { minLength: 1, maxLength: 4 });

/** Small graphs of any shape, circles included. Half of the nodes are services. */
export const anyGraph: fc.Arbitrary<DependencyGraph> = fc
  .array(fc.array(someNames, { maxLength: 3 }), { minLength: SIZE, maxLength: SIZE })
  .map((needs) => new Map(needs.map((need, index) => [`n${index}`, { need, weight: index % 2 }])));

export const anyNodes = fc.subarray(names);

export const anyUncertainGraph: fc.Arbitrary<UncertainGraph> = fc
  .tuple(anyGraph, fc.infiniteStream(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 5 }))))
  .map(([graph, stream]) => {
    const edge = (to: string) => {
      const [belief, key] = stream.next().value;
      return { to, belief, key: `k${key}` };
    };
    return new Map(
      [...graph].map(([name, node]) => [name, { ...node, need: node.need.map((group) => group.map(edge)) }]),
    );
  });

/** The same graph with its nodes in another order. */
export function reversed(graph: DependencyGraph): DependencyGraph {
  return new Map([...graph].reverse());
}
