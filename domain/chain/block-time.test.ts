import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainOf } from "#catalog/chains.ts";
import { type BlockTime, blockTimeOf, type HeightAt, stepBlockTime } from "#domain/chain/block-time.ts";
import type { ChainSpec } from "#domain/check/service.ts";

const linea = chainOf("linea");

function learn(spec: ChainSpec, heads: readonly (HeightAt | null)[]): BlockTime | null {
  return heads.reduce<BlockTime | null>((learned, head) => stepBlockTime(learned, spec, head), null);
}

/** Heads every `everyS` seconds of a chain with that block time. */
function steady(blockTimeS: number, forS: number, everyS = 10, fromS = 0, height = 1_000): readonly HeightAt[] {
  return Array.from({ length: Math.floor(forS / everyS) }, (_, index) => ({
    height: height + Math.floor((index * everyS) / blockTimeS),
    at: (fromS + index * everyS) * 1_000,
  }));
}

describe("the learned block time", () => {
  it("begins at the catalog's and has come half of the way in an hour", () => {
    expect(blockTimeOf(null, linea)).toBe(2);
    expect(learn(linea, steady(4, 3_660))?.seconds).toBeCloseTo(1 / ((1 / 2 + 1 / 4) / 2), 1);
    expect(learn(linea, steady(4, 36_000))?.seconds).toBeCloseTo(4, 1);
  });

  it("stays within a fifth and five times the catalog's", () => {
    expect(learn(linea, steady(30, 72_000))?.seconds).toBeCloseTo(10, 2);
    expect(learn(linea, steady(0.1, 72_000))?.seconds).toBeCloseTo(0.4, 2);
    expect(blockTimeOf({ seconds: 500, anchor: null }, linea)).toBe(10);
  });

  it("is not moved by a halt, whether it was seen or not", () => {
    const before = steady(2, 7_200);
    const after = steady(2, 7_200, 10, 17_200, 1_000 + 3_600);
    const seen = learn(linea, [...before, null, null, ...after]);
    expect(seen?.seconds).toBeCloseTo(2, 2);
    // Unseen, three hours without a block pass for less than a credible block time.
    const unseen = learn(linea, [...before, { height: 4_601, at: 17_200_000 }, ...after]);
    expect(unseen?.seconds).toBeCloseTo(2, 2);
  });

  it("is not moved by a step backward, a leap ahead or time that runs backward", () => {
    const before = steady(2, 7_200);
    const end = before.at(-1) ?? { height: 0, at: 0 };
    const odd = [
      { height: end.height - 500, at: end.at + 1_000 },
      { height: end.height + 1e6, at: end.at + 70_000 },
      { height: end.height + 2e6, at: end.at - 70_000 },
    ];
    expect(learn(linea, [...before, ...odd])?.seconds).toBeCloseTo(2, 2);
  });

  it("is ten minutes for Bitcoin's exponential gaps, not twice that", () => {
    const uniform = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(uniform, { minLength: 1_000, maxLength: 1_000 }), (draws) => {
        // Half of each draw's weight from an even sequence, so that shrinking cannot make an unlikely chain likely.
        let at = 0;
        const heads = draws.map((draw, index) => {
          const even = ((index * 0.618_033_988_75 + draw * 1e-3) % 1) + 1e-9;
          at += -600 * Math.log(Math.min(even, 1)) * 1_000;
          return { height: index + 1, at };
        });
        const seconds = learn(chainOf("bitcoin"), heads)?.seconds ?? 0;
        expect(seconds).toBeGreaterThan(450);
        expect(seconds).toBeLessThan(780);
      }),
      { numRuns: 20 },
    );
  });
});
