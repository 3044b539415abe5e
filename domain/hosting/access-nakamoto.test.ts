import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import { blastRadius } from "#domain/hosting/blast-radius.ts";
import type { DependencyGraph, GraphNode } from "#domain/hosting/graph.ts";
import { anyGraph, toyGraph, toyProviders } from "#domain/hosting/testing/graphs.ts";

const anyTheta = fc.constantFrom(0, 1 / 3, 1 / 2, 0.8);

/** Twenty providers, each with one service of its own. */
const apart: DependencyGraph = new Map<string, GraphNode>(
  Array.from({ length: 20 }, (_, index) => index).flatMap((index) => [
    [`p${index}`, { need: [] }],
    [`s${index}`, { need: [[`p${index}`]], weight: 1 }],
  ]),
);
const apartProviders = Array.from({ length: 20 }, (_, index) => `p${index}`);

describe("access Nakamoto coefficient", () => {
  it("of the example is two for a half, and one for a third", () => {
    expect(accessNakamoto(toyGraph, toyProviders, 1 / 2)).toEqual({
      k: 2,
      providers: ["aws_use1", "gcp"],
      share: 0.6,
      quality: "exact",
      atLeast: 2,
    });
    expect(accessNakamoto(toyGraph, toyProviders, 1 / 3)).toMatchObject({ k: 1, providers: ["aws_use1"] });
  });

  it("finds what falls only when two are lost together", () => {
    const graph: DependencyGraph = new Map([
      ["a", { need: [] }],
      ["b", { need: [] }],
      ["c", { need: [] }],
      ["s", { need: [["b", "c"]], weight: 1 }],
    ]);
    expect(accessNakamoto(graph, ["a", "b", "c"], 1 / 2)).toMatchObject({
      k: 2,
      providers: ["b", "c"],
      quality: "exact",
    });
    // Greedy sees no gain in any single one, yet leaves nothing needless in.
    expect(accessNakamoto(graph, ["a", "b", "c"], 1 / 2, 1)).toMatchObject({ providers: ["b", "c"], atLeast: 1 });
  });

  it("is null when the loss of all candidates leaves enough up, or nothing can fall", () => {
    expect(accessNakamoto(toyGraph, ["hetzner"], 1 / 2)).toBeNull();
    expect(accessNakamoto(toyGraph, [], 0)).toBeNull();
    expect(accessNakamoto(new Map([["a", { need: [] }]]), ["a"], 0)).toBeNull();
  });

  it("needs more than theta: half of twenty is not enough", () => {
    expect(accessNakamoto(apart, apartProviders, 0.05)).toMatchObject({ k: 2, quality: "exact" });
  });

  it("says when it was not searched to the end, and from where on a smaller answer is ruled out", () => {
    const found = accessNakamoto(apart, apartProviders, 1 / 2, 500);
    expect(found).toMatchObject({ k: 11, quality: "upper_bound" });
    expect(found?.atLeast).toBeGreaterThan(1);
    expect(found?.atLeast).toBeLessThan(11);
  });

  it("is the smallest of all sets, by trying every one", () => {
    fc.assert(
      fc.property(anyGraph, anyTheta, (graph, theta) => {
        const candidates = ["n0", "n2", "n4", "n6", "n8"];
        const share = (set: readonly string[]) => blastRadius(graph, set).share ?? 0;
        const sets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
          candidates.filter((_name, index) => (bits >> index) & 1),
        );
        const enough = sets.filter((set) => share(set) > theta + 1e-12).map((set) => set.length);
        const found = accessNakamoto(graph, candidates, theta);
        expect(found?.k ?? null).toBe(enough.length > 0 ? Math.min(...enough) : null);
        if (found !== null) expect(share(found.providers)).toBe(found.share);
      }),
    );
  });

  it("is never undercut by its own bounds, however small the budget", () => {
    fc.assert(
      fc.property(anyGraph, anyTheta, fc.nat({ max: 30 }), (graph, theta, budget) => {
        const candidates = ["n0", "n2", "n4", "n6", "n8"];
        const exact = accessNakamoto(graph, candidates, theta);
        const cut = accessNakamoto(graph, candidates, theta, budget);
        expect(cut === null).toBe(exact === null);
        if (cut === null || exact === null) return;
        expect(cut.k).toBeGreaterThanOrEqual(exact.k);
        expect(cut.atLeast).toBeLessThanOrEqual(exact.k);
        if (cut.quality === "exact") expect(cut.k).toBe(exact.k);
      }),
    );
  });
});
