import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "#domain/attribution/random.ts";
import { blastRadius, DRAWS, type ExpectedBlastRadius, expectedBlastRadii } from "#domain/hosting/blast-radius.ts";
import type { DependencyGraph } from "#domain/hosting/graph.ts";
import { anyGraph, anyNodes, anyUncertainGraph, toyGraph } from "#domain/hosting/testing/graphs.ts";
import {
  likelyGraph,
  possibleGraph,
  type UncertainEdge,
  type UncertainGraph,
  type UncertainNode,
} from "#domain/hosting/uncertain-graph.ts";

const edge = (to: string, belief: number, key = `${to}@${belief}`): UncertainEdge => ({ to, belief, key });

/** Every edge of a graph, with the same belief. */
function uncertain(graph: DependencyGraph, belief: number): UncertainGraph {
  return new Map(
    [...graph].map(([name, node]) => [
      name,
      { ...node, need: node.need.map((group) => group.map((to) => edge(to, belief, `${name}>${to}`))) },
    ]),
  );
}

function expected(graph: UncertainGraph, removed: readonly string[], seed = 1): ExpectedBlastRadius {
  const [answer] = expectedBlastRadii(graph, [removed], mulberry32(seed));
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

describe("blast radius", () => {
  it("of the example is that of the methods", () => {
    expect(blastRadius(toyGraph, ["aws_use1"])).toEqual({
      services: ["metamask", "coinbase"],
      weight: 2,
      total: 5,
      share: 0.4,
    });
    expect(blastRadius(toyGraph, ["aws_use1", "gcp"]).share).toBe(0.6);
  });

  it("counts weights", () => {
    const graph: DependencyGraph = new Map([
      ["cloud", { need: [] }],
      ["big", { need: [["cloud"]], weight: 3 }],
      ["small", { need: [], weight: 1 }],
    ]);
    expect(blastRadius(graph, ["cloud"]).share).toBe(0.75);
  });

  it("has no share where there is no service", () => {
    expect(blastRadius(new Map([["cloud", { need: [] }]]), ["cloud"]).share).toBeNull();
  });

  it("is a share between 0 and 1, and nothing is lost with nothing unless all is", () => {
    fc.assert(
      fc.property(anyGraph, anyNodes, (graph, removed) => {
        const share = blastRadius(graph, removed).share ?? Number.NaN;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(blastRadius(graph, []).share).toBe(0);
        expect(blastRadius(graph, graph.keys()).share).toBe(1);
      }),
    );
  });
});

describe("expected blast radius", () => {
  it("is the plain one when every edge is certain, and nothing when none is there", () => {
    expect(expected(uncertain(toyGraph, 1), ["aws_use1"])).toEqual({
      draws: DRAWS,
      total: 5,
      mean: expect.closeTo(0.4, 12),
      low: 0.4,
      high: 0.4,
      services: [
        { name: "metamask", probability: 1 },
        { name: "coinbase", probability: 1 },
      ],
    });
    expect(expected(uncertain(toyGraph, 0), ["aws_use1"])).toMatchObject({ mean: 0, low: 0, high: 0, services: [] });
  });

  it("of one edge of belief 0.6 is 0.6, within what 2,000 draws allow", () => {
    const graph: UncertainGraph = new Map([
      ["cloud", { need: [] }],
      ["service", { need: [[edge("cloud", 0.6)]], weight: 1 }],
    ]);
    // Four standard errors of a share of 0.6 among 2,000.
    expect(Math.abs((expected(graph, ["cloud"]).mean ?? 0) - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / DRAWS));
  });

  it("draws edges of one key together: four parts of a service that rest on one claim fall with it or not at all", () => {
    const parts = ["a", "b", "c", "d"];
    const graph = (keyOf: (part: string) => string): UncertainGraph =>
      new Map<string, UncertainNode>([
        ["cloud", { need: [] }],
        ...parts.map((part) => [part, { need: [[edge("cloud", 0.6, keyOf(part))]] }] as const),
        ["service", { need: [parts.map((part) => edge(part, 1, "certain"))], weight: 1 }],
      ]);
    expect(
      expected(
        graph(() => "claim"),
        ["cloud"],
      ).mean,
    ).toBeCloseTo(0.6, 1);
    expect(
      expected(
        graph((part) => part),
        ["cloud"],
      ).mean,
    ).toBeCloseTo(0.6 ** 4, 1);
  });

  it("treats a group none of whose edges is there as no need, not as one that cannot be met", () => {
    const graph: UncertainGraph = new Map([
      ["east", { need: [] }],
      ["west", { need: [] }],
      ["service", { need: [[edge("east", 0.5), edge("west", 0.5)]], weight: 1 }],
    ]);
    // Down without east when east is drawn (1/2) and west is not (1/2); up when neither is.
    expect(expected(graph, ["east"]).mean).toBeCloseTo(0.25, 1);
    expect(expected(graph, []).mean).toBe(0);
  });

  it("tells the same again from the same seed, and asks all questions of the same draws", () => {
    const graph = uncertain(toyGraph, 0.7);
    expect(expected(graph, ["aws_use1"], 7)).toEqual(expected(graph, ["aws_use1"], 7));
    const [alone] = expectedBlastRadii(graph, [["gcp"]], mulberry32(7));
    const [, beside] = expectedBlastRadii(graph, [["cloudflare"], ["gcp"]], mulberry32(7));
    expect(beside).toEqual(alone);
  });

  it("keeps its band in order, and band and mean within 0 and 1", () => {
    fc.assert(
      fc.property(anyUncertainGraph, anyNodes, fc.integer(), (graph, removed, seed) => {
        const [found] = expectedBlastRadii(graph, [removed], mulberry32(seed), 40);
        const { mean, low, high } = found ?? {};
        expect(low ?? -1).toBeGreaterThanOrEqual(0);
        expect(low ?? 2).toBeLessThanOrEqual(high ?? -1);
        expect(high ?? 2).toBeLessThanOrEqual(1);
        expect(mean ?? -1).toBeGreaterThanOrEqual(0);
        expect(mean ?? 2).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  it("only grows when more is taken away", () => {
    fc.assert(
      fc.property(anyUncertainGraph, anyNodes, anyNodes, (graph, some, more) => {
        const [few, many] = expectedBlastRadii(graph, [some, [...some, ...more]], mulberry32(3), 40);
        expect(many?.mean ?? -1).toBeGreaterThanOrEqual((few?.mean ?? 2) - 1e-12);
        expect(many?.low ?? -1).toBeGreaterThanOrEqual(few?.low ?? 2);
      }),
      { numRuns: 50 },
    );
  });
});

describe("an uncertain graph", () => {
  const graph: UncertainGraph = new Map([
    ["x", { need: [] }],
    ["y", { need: [] }],
    ["s", { need: [[edge("x", 0.9), edge("y", 0.3)], [edge("y", 0.59)]], weight: 1, owner: "s" }],
  ]);

  it("is held to be what is at least as likely as a declaration, and a group of lesser edges is no need", () => {
    expect(likelyGraph(graph).get("s")).toEqual({ need: [["x"]], weight: 1, owner: "s" });
    expect(possibleGraph(graph).get("s")?.need).toEqual([["x", "y"], ["y"]]);
  });
});
