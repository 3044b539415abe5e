import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blastRadius } from "#domain/hosting/blast-radius.ts";
import { type DependencyGraph, downSet, type GraphNode } from "#domain/hosting/graph.ts";
import { anyGraph, anyNodes, reversed, toyGraph } from "#domain/hosting/testing/graphs.ts";

const graphOf = (nodes: Record<string, GraphNode["need"]>): DependencyGraph =>
  new Map(Object.entries(nodes).map(([name, need]) => [name, { need, weight: 1 }]));

describe("what is down", () => {
  it("is whatever lost the last member of a group that it needs, suppliers' customers included", () => {
    expect([...downSet(toyGraph, ["aws_use1"])]).toEqual(["aws_use1", "infura", "metamask", "coinbase"]);
    expect([...downSet(toyGraph, ["cloudflare"])]).toEqual(["cloudflare", "coinbase", "kraken"]);
    expect([...downSet(toyGraph, [])]).toEqual([]);
  });

  it("is not what merely needs another in a circle", () => {
    const circle = graphOf({ cloud: [], a: [["b"]], b: [["a"], ["cloud"]] });
    expect([...downSet(circle, [])]).toEqual([]);
    expect([...downSet(circle, ["cloud"])]).toEqual(["cloud", "a", "b"]);
  });

  it("counts an alternative that is named twice once lost", () => {
    expect([...downSet(graphOf({ x: [], y: [], a: [["x", "x", "y"]] }), ["x"])]).toEqual(["x"]);
    expect([...downSet(graphOf({ x: [], a: [["x", "x"]] }), ["x", "x"])]).toEqual(["x", "a"]);
  });

  it("cannot be asked of names that nobody has, nor of a graph that is broken", () => {
    expect(() => downSet(toyGraph, ["aws"])).toThrow("aws is not in the graph");
    expect(() => downSet(graphOf({ a: [["nobody"]] }), [])).toThrow("a needs nobody, which is not in the graph");
    expect(() => downSet(graphOf({ a: [[]] }), [])).toThrow("a needs one of nothing");
  });

  it("only grows when more is taken away: nobody ever comes back", () => {
    fc.assert(
      fc.property(anyGraph, anyNodes, anyNodes, (graph, some, more) => {
        const few = downSet(graph, some);
        const many = downSet(graph, [...some, ...more]);
        expect([...few].filter((name) => !many.has(name))).toEqual([]);
      }),
    );
  });

  it("is a fixpoint, and the least one: all that is up is supported, and all that is down was forced", () => {
    fc.assert(
      fc.property(anyGraph, anyNodes, (graph, removed) => {
        const naive = new Set(removed);
        for (let before = -1; before !== naive.size; ) {
          before = naive.size;
          for (const [name, { need }] of graph) {
            if (need.some((group) => group.every((member) => naive.has(member)))) naive.add(name);
          }
        }
        expect([...downSet(graph, removed)].sort()).toEqual([...naive].sort());
      }),
    );
  });

  it("does not depend on the order of the nodes", () => {
    fc.assert(
      fc.property(anyGraph, anyNodes, (graph, removed) => {
        expect([...downSet(reversed(graph), removed)].sort()).toEqual([...downSet(graph, removed)].sort());
        expect(blastRadius(reversed(graph), removed).share).toBe(blastRadius(graph, removed).share);
      }),
    );
  });
});
