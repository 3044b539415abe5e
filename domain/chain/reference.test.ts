import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import { extendTrail, lagOf, type Trail } from "#domain/chain/lag.ts";
import { lagLimitS } from "#domain/chain/limits.ts";
import type { OperatorHead } from "#domain/chain/operator-head.ts";
import { freshQuorum, heightQuorum, stillQuorum } from "#domain/chain/quorum.ts";
import { findReference } from "#domain/chain/reference.ts";

const base = chainOf("base");
const NOW = 10_000_000;

/** A head of that height and age, observed so many seconds ago. */
function head(operator: string, height: number, ageS: number, agoS = 0): OperatorHead {
  const observedAt = NOW - agoS * 1_000;
  const report = { operator, checkId: `${operator}/chain/head`, vantage: "here", observedAt, height, ageS };
  const blockAt = observedAt - ageS * 1_000;
  return {
    report: { ...report, expiresAt: NOW + 60_000 },
    stillS: ageS,
    blockAt,
    staleSince: null,
    isConfirmedStale: false,
  };
}

function reference(...heads: readonly OperatorHead[]) {
  return findReference(heads, base, 2, []);
}

describe("the reference head", () => {
  it("is the highest that half of the operators, rounded up, have reached", () => {
    const three = [head("a", 100, 1), head("b", 99, 3), head("c", 90, 21)];
    expect(reference(...three)).toMatchObject({ height: 99, ageS: 3, quorum: "majority", of: 3 });
    expect(reference(...three, head("d", 80, 41))).toMatchObject({ height: 99, ageS: 3, of: 4 });
    expect(reference(...three, head("d", 80, 41), head("e", 70, 61))).toMatchObject({ height: 90, ageS: 21, of: 5 });
  });

  it("has the time of the newest block that the quorum has", () => {
    const halted = [head("a", 100, 300), head("b", 100, 290, 10), head("c", 100, 280, 20)];
    expect(reference(...halted)).toMatchObject({ blockAt: NOW - 300_000, ageS: 290 });
  });

  it("counts as agreeing who is level, not who is behind or wildly ahead", () => {
    const heads = [head("a", 100, 1), head("b", 100, 1), head("c", 60, 81), head("d", 5_000, 1), head("e", 98, 1, 4)];
    expect(reference(...heads)).toMatchObject({ height: 100, agree: 3, of: 5 });
  });

  it("of two is what both have reached, when they differ by no more than the limit", () => {
    expect(reference(head("a", 100, 1), head("b", 85, 31))).toMatchObject({ height: 85, quorum: "two", agree: 2 });
    expect(reference(head("a", 100, 1), head("b", 79, 43))).toBe("operators_disagree");
    // Asked a minute earlier, it could not know more.
    expect(reference(head("a", 100, 1), head("b", 70, 1, 60))).toMatchObject({ height: 70, agree: 2 });
  });

  it("needs two operators", () => {
    expect(reference()).toBe("no_operator");
    expect(reference(head("a", 100, 1))).toBe("one_operator");
  });

  it("is held by as many as cannot be outvoted: those who move and those who stand cannot both be a quorum", () => {
    expect([1, 2, 3, 4, 5, 9].map(heightQuorum)).toEqual([1, 2, 2, 2, 3, 5]);
    for (let n = 1; n <= 20; n += 1) expect(freshQuorum(n) + stillQuorum(n)).toBe(n + 1);
  });
});

describe("the lag of a report", () => {
  const at = (agoS: number) => NOW - agoS * 1_000;
  const point = { height: 100, observedAt: NOW, ageS: 1, trail: [] };
  const report = (height: number, ageS: number, agoS = 0) => head("x", height, ageS, agoS).report;
  const { ageS: _, ...ageless } = report(80, 0);

  it("is its blocks by the block time when it was asked at the same instant", () => {
    expect(lagOf(report(80, 41), point, 2)).toEqual({ lagS: 40, lagBlocks: 20 });
    expect(lagOf(ageless, point, 2).lagS).toBe(40);
  });

  it("is none for who was asked earlier, reached the same height or is ahead", () => {
    expect(lagOf(report(80, 1, 40), point, 2)).toEqual({ lagS: 0, lagBlocks: 20 });
    expect(lagOf({ ...ageless, observedAt: at(40) }, point, 2).lagS).toBe(0);
    expect(lagOf(report(100, 500, 50), point, 2)).toEqual({ lagS: 0, lagBlocks: 0 });
    expect(lagOf(report(900, 1), point, 2)).toEqual({ lagS: 0, lagBlocks: 0 });
  });

  it("is no more than its head was older, where the chain made its blocks faster than it usually does", () => {
    expect(lagOf(report(80, 5), point, 2).lagS).toBe(4);
  });

  it("is none when it was asked before anything is known of the quorum", () => {
    const trail: Trail = [{ height: 100, at: NOW }];
    expect(lagOf({ ...ageless, observedAt: at(1) }, { ...point, trail }, 2).lagS).toBe(0);
    expect(lagOf({ ...ageless, observedAt: at(-1) }, { ...point, trail }, 2).lagS).toBe(40);
  });

  it("is what the trail shows, whatever the chain's rate has been", () => {
    // Past 80 for 30 s only: the chain rested for long, then made 20 blocks at once.
    const trail: Trail = [
      { height: 80, at: at(500) },
      { height: 90, at: at(30) },
      { height: 100, at: at(20) },
    ];
    expect(lagOf(ageless, { ...point, trail }, 12).lagS).toBe(30);
    expect(lagOf({ ...ageless, observedAt: at(35) }, { ...point, trail }, 12).lagS).toBe(0);
  });

  it("may be five block times, the chain's blocks or 20 s, whichever is most", () => {
    expect(lagLimitS(chainOf("ethereum"), 12)).toBe(60);
    expect(lagLimitS(base, 2)).toBe(40);
    expect(lagLimitS(chainOf("arbitrum"), 0.25)).toBe(20);
    expect(lagLimitS(chainOf("solana"), 0.4)).toBe(60);
  });
});

describe("the trail", () => {
  it("stays short, reaches back ten minutes and ends at the reference", () => {
    let trail: Trail = [];
    for (let second = 0; second < 2_000; second += 1)
      trail = extendTrail(trail, { height: second, at: second * 1_000 });
    expect(trail.length).toBeLessThanOrEqual(64);
    expect(trail.at(-1)).toEqual({ height: 1_999, at: 1_999_000 });
    expect(trail[0]?.at).toBeLessThan(1_999_000 - 600_000);
  });

  it("keeps when a height was first reached, and takes back what was undone", () => {
    const trail = extendTrail([{ height: 5, at: 1_000 }], { height: 5, at: 90_000 });
    expect(trail).toEqual([{ height: 5, at: 1_000 }]);
    const longer = extendTrail(trail, { height: 9, at: 95_000 });
    expect(extendTrail(longer, { height: 7, at: 99_000 })).toEqual([
      { height: 5, at: 1_000 },
      { height: 7, at: 99_000 },
    ]);
  });
});
