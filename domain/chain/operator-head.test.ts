import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headsByOperator } from "#domain/chain/operator-head.ts";
import type { Head } from "#domain/chain/progress.ts";

const NOW = 10_000_000;

/** What a vantage sees of operator `a`: a height, for how long it has stood, and since how long ago it is too old. */
function head(vantage: string, height: number, stillS: number, staleForS: number | null = null, agoS = 0): Head {
  const observedAt = NOW - agoS * 1_000;
  const report = { operator: "a", checkId: "a/chain/head", vantage, observedAt, height, expiresAt: NOW + 60_000 };
  return { report, stillS, staleSince: staleForS === null ? null : observedAt - staleForS * 1_000 };
}

function together(...heads: readonly Head[]) {
  const [only, ...more] = headsByOperator(heads);
  if (!only || more.length > 0) throw new Error("not one head");
  return only;
}

describe("an operator's head", () => {
  it("is what its vantage sees when there is one, whole", () => {
    const alone = head("here", 9, 31, 26);
    expect(together(alone)).toEqual({ ...alone, blockAt: NOW - 31_000, isConfirmedStale: true });
  });

  it("is as high as a majority of its vantages have seen it: one of three moves it neither up nor down", () => {
    expect(together(head("x", 100, 1), head("y", 99, 3), head("z", 5_000, 0)).report.height).toBe(100);
    expect(together(head("x", 100, 1), head("y", 99, 3), head("z", 7, 400)).report.height).toBe(99);
  });

  it("is of two vantages what both have seen, and as young as the one says that the other does not contradict", () => {
    const two = together(head("x", 100, 90, 60), head("y", 98, 2));
    expect(two.report.height).toBe(98);
    expect(two).toMatchObject({ stillS: 2, staleSince: null, isConfirmedStale: false });
  });

  it("is too old when a majority of its vantages say so, and confirmed when each of them has looked twice", () => {
    const [old, young] = [head("x", 100, 90, 60), head("z", 130, 1)];
    expect(together(old, young, head("y", 100, 91, 10))).toMatchObject({
      stillS: 90,
      staleSince: NOW - 10_000,
      isConfirmedStale: false,
    });
    expect(together(old, young, head("y", 100, 91, 30))).toMatchObject({ isConfirmedStale: true });
    expect(together(old, young, head("y", 129, 2))).toMatchObject({ stillS: 2, staleSince: null });
  });

  it("has the time of the block that it shows, not that of a younger one somewhere else", () => {
    const { report, blockAt } = together(head("x", 100, 4, null, 20), head("y", 105, 1), head("z", 99, 6, null, 22));
    expect([report.height, blockAt]).toEqual([100, NOW - 24_000]);
  });

  it("is never moved out of what honest vantages see by fewer than half of all, whatever they make up", () => {
    const made = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e6 }), fc.option(fc.nat(1e6)));
    const honest = fc.tuple(fc.integer({ min: 90, max: 110 }), fc.integer({ min: 0, max: 9 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(honest, { minLength: 1, maxLength: 5 }), fc.array(made, { maxLength: 4 }), (seen, lies) => {
        fc.pre(lies.length < seen.length);
        const heads = [...seen, ...lies].map(([height, stillS, old], n) => head(String(n), height, stillS, old));
        const heights = seen.map(([height]) => height);
        const found = together(...heads);
        expect(found.report.height).toBeGreaterThanOrEqual(Math.min(...heights));
        expect(found.report.height).toBeLessThanOrEqual(Math.max(...heights));
        expect(found.stillS).toBeLessThanOrEqual(9);
        expect(found).toMatchObject({ staleSince: null, isConfirmedStale: false });
      }),
    );
  });

  it("stands beside those of other operators, each by its own vantages", () => {
    const other = { ...head("x", 7, 1), report: { ...head("x", 7, 1).report, operator: "b" } };
    expect(headsByOperator([head("x", 9, 1), other, head("y", 8, 1)]).map(({ report }) => report.height)).toEqual([
      8, 7,
    ]);
  });
});
