import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import { forkedOperators, type HashMemory, stepHashes } from "#domain/chain/fork.ts";
import type { HeadReport } from "#domain/chain/report.ts";
import { blocksEvery, last, operators, simulate } from "#domain/chain/testing/simulation.ts";

/** Each operator's hash for one height, as it was seen at that instant: `{ a: "x", b: "x" }`. */
function reports(height: number, hashes: Readonly<Record<string, string>>, observedAt = height): readonly HeadReport[] {
  return Object.entries(hashes).map(([operator, hash]) => {
    const checkId = `${operator}/chain/head`;
    return { operator, checkId, vantage: "here", observedAt, height, hash, expiresAt: observedAt + 1e6 };
  });
}

function remember(...heights: readonly (readonly HeadReport[])[]): HashMemory {
  return heights.reduce<HashMemory>((memory, seen) => stepHashes(memory, seen), []);
}

const odd = { a: "x", b: "x", c: "y" };
const even = { a: "x", b: "x", c: "x" };

describe("an operator on another chain than everyone else", () => {
  it("is told by two heights, not by one", () => {
    expect(forkedOperators(remember(reports(10, odd)), 20, 3)).toEqual([]);
    expect(forkedOperators(remember(reports(10, odd), reports(12, odd)), 20, 3)).toEqual(["c"]);
  });

  it("is told only at heights that can no longer be reorganised honestly", () => {
    const memory = remember(reports(10, odd), reports(12, odd));
    expect(forkedOperators(memory, 14, 3)).toEqual([]);
    expect(forkedOperators(memory, 15, 3)).toEqual(["c"]);
    expect(forkedOperators(memory, 99, 0)).toEqual([]);
  });

  it("is cleared by a newer height at which it agrees", () => {
    expect(forkedOperators(remember(reports(10, odd), reports(12, odd), reports(14, even)), 20, 3)).toEqual([]);
    expect(forkedOperators(remember(reports(8, even), reports(10, odd), reports(12, odd)), 20, 3)).toEqual(["c"]);
  });

  it("needs a majority of others: neither one witness nor two against two will do", () => {
    const one = { a: "x", c: "y" };
    expect(forkedOperators(remember(reports(10, one), reports(12, one)), 20, 3)).toEqual([]);
    const split = { a: "x", b: "x", c: "y", d: "y" };
    expect(forkedOperators(remember(reports(10, split), reports(12, split)), 20, 3)).toEqual([]);
  });

  it("may be two together, and they are no witnesses for each other", () => {
    const pair = { a: "x", b: "x", e: "x", c: "y", d: "y" };
    const memory = remember(reports(10, pair), reports(12, pair), reports(14, { c: "y", d: "y" }));
    expect(forkedOperators(memory, 20, 3)).toEqual(["c", "d"]);
  });

  it("is not who first saw a block that was reorganised and then the one that stayed, nor who writes capitals", () => {
    const late = reports(10, { c: "X" }, 500);
    expect(forkedOperators(remember(reports(10, odd), reports(12, { ...odd, c: "X" }), late), 20, 3)).toEqual([]);
  });
});

describe("the memory of hashes", () => {
  it("stays bounded and keeps heights that several have named", () => {
    let memory: HashMemory = remember(reports(1, even));
    for (let height = 2; height < 500; height += 1) memory = stepHashes(memory, reports(height, { a: "x" }));
    expect(memory.length).toBeLessThanOrEqual(32);
    expect(memory.at(-1)?.height).toBe(1);
    expect(memory[0]?.height).toBe(499);
  });

  it("has room for new heights however many are shared, and lets go of a chain that was rolled back", () => {
    let memory: HashMemory = [];
    for (let height = 1; height < 100; height += 1) memory = stepHashes(memory, reports(height, even));
    expect(stepHashes(memory, reports(100, { a: "x" }))[0]?.height).toBe(100);
    expect(stepHashes(memory, reports(50, even)).every(({ height }) => height <= 50)).toBe(true);
  });
});

describe("a chain's operators", () => {
  it("are told apart by their hashes though they are asked at different instants", () => {
    const group = operators(9).map((who) => (who.operator === "g" ? { ...who, fork: "f" } : who));
    const aligned = group.map((who, index) => ({ ...who, offsetS: 3 + (index % 3) * 10 }));
    const steps = simulate(chainOf("base"), blocksEvery(2, 400), aligned, 400);
    expect(last(steps).forked).toEqual(new Set(["g@here"]));
    expect(last(steps).judged.verdict).toBe("up");
    const honest = simulate(chainOf("base"), blocksEvery(2, 400), operators(9), 400);
    expect(honest.flatMap((step) => [...step.forked])).toEqual([]);
  });

  it("are told apart by each vantage for itself: one that makes hashes up accuses whom it asks, and nobody elsewhere", () => {
    const aligned = operators(9).map((who, index) => ({ ...who, offsetS: 3 + (index % 3) * 10 }));
    const group = ["here", "there", "far"].flatMap((vantage) =>
      aligned.map((who) => ({ ...who, vantage, ...(vantage === "far" && who.operator !== "g" ? { fork: "f" } : {}) })),
    );
    const steps = simulate(chainOf("base"), blocksEvery(2, 400), group, 400);
    expect(last(steps).forked).toEqual(new Set(["g@far"]));
    expect(steps.flatMap((step) => [...step.forked]).filter((key) => !key.endsWith("@far"))).toEqual([]);
  });

  it("on another chain are found by every vantage", () => {
    const aligned = operators(9).map((who, index) => ({ ...who, offsetS: 3 + (index % 3) * 10 }));
    const group = ["here", "there"].flatMap((vantage) =>
      aligned.map((who) => ({ ...who, vantage, ...(who.operator === "g" ? { fork: "f" } : {}) })),
    );
    const { forked } = last(simulate(chainOf("base"), blocksEvery(2, 400), group, 400));
    expect(forked).toEqual(new Set(["g@here", "g@there"]));
  });

  it("do not lose their memory to a liar a thousand blocks ahead", () => {
    const group = operators(5).map((who) => (who.operator === "b" ? { ...who, aheadBlocks: 1_000 } : who));
    const { state, reference } = last(simulate(chainOf("base"), blocksEvery(2, 300), group, 300));
    expect(state.hashes.here?.length).toBeGreaterThan(0);
    expect(state.hashes.here?.filter(({ height }) => height > (reference?.height ?? 0) + 100)).toEqual([]);
  });
});
