import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Concentration,
  concentrationOf,
  hhiBounds,
  hhiBoundsOfUnknown,
  nakamoto,
  nakamotoBounds,
  THETA,
} from "#domain/hosting/concentration.ts";

const anyCarried = fc
  .array(fc.nat({ max: 50 }), { minLength: 2, maxLength: 12 })
  .filter((values) => values.some(Boolean));

function figures(carried: readonly number[]): Concentration {
  const found = concentrationOf(carried);
  if (found === null) throw new Error("nothing is carried");
  return found;
}

describe("concentration", () => {
  it("of ten equal providers is that of ten providers", () => {
    const found = figures(Array(10).fill(1));
    expect(found).toMatchObject({
      services: 10,
      providers: 10,
      s: 0,
      entropyNormalised: 1,
      nakamoto: { third: 4, half: 6 },
    });
    expect(found.hhi).toBeCloseTo(0.1, 12);
    expect(found.effectiveProviders).toBeCloseTo(10, 12);
    expect(found.entropyBits).toBeCloseTo(3.32193, 5);
  });

  it("of one provider for ten services is whole", () => {
    expect(figures([10])).toEqual({
      services: 10,
      providers: 1,
      hhi: 1,
      effectiveProviders: 1,
      s: 0.9,
      entropyBits: 0,
      entropyNormalised: 0,
      nakamoto: { third: 1, half: 1 },
    });
  });

  it("of the article's example is that of the methods", () => {
    const found = figures([37, 15, 10, 8, 5, 5, 5, 5, 5, 5]);
    expect(found.hhi).toBeCloseTo(0.1908, 10);
    expect(found.effectiveProviders).toBeCloseTo(5.24109, 5);
    expect(found.s).toBeCloseTo(0.1808, 10);
    expect(found.nakamoto).toEqual({ third: 1, half: 2 });
  });

  it("of nothing is not a number, and one service is never called spread", () => {
    expect(concentrationOf([])).toBeNull();
    expect(concentrationOf([0, 0])).toBeNull();
    expect(figures([1]).entropyNormalised).toBeNull();
    expect(() => concentrationOf([1, -1])).toThrow(RangeError);
    expect(() => concentrationOf([Number.NaN])).toThrow(RangeError);
  });

  it("takes more than theta, not theta: three thirds need two for a third, two halves need both", () => {
    expect(figures([1, 1, 1]).nakamoto).toEqual({ third: 2, half: 2 });
    expect(figures([1, 1]).nakamoto).toEqual({ third: 1, half: 2 });
    expect(nakamoto([0.2, 0.1], THETA.half)).toBeNull();
  });
});

describe("shares of which the rest is not named", () => {
  const market = [0.3, 0.2, 0.13];

  it("give the bounds of the methods for the cloud market", () => {
    const { low, high } = hhiBounds(market, 0.37);
    expect(low).toBeCloseTo(0.1469, 10);
    expect(high).toBeCloseTo(0.2838, 10);
  });

  it("may be those of the largest when they are unknown, which is worse than any others", () => {
    const { low, high } = hhiBoundsOfUnknown(market, 0.37);
    expect(low).toBeCloseTo(0.1469, 10);
    expect(high).toBeCloseTo(0.67 ** 2 + 0.2 ** 2 + 0.13 ** 2, 10);
  });

  it("never pass for one large entity unless it is said", () => {
    // "Others" as one entity would be the largest of the market.
    expect(nakamotoBounds(market, 0.37, THETA.third)).toEqual({ low: 1, high: 2 });
    expect(nakamotoBounds(market, 0.37, 0.7)).toEqual({ low: 3, high: null });
  });

  it("hold the true value between their bounds, however the rest is divided", () => {
    fc.assert(
      fc.property(anyCarried, fc.nat({ max: 11 }), (carried, cut) => {
        const total = carried.reduce((sum, value) => sum + value, 0);
        const shares = carried.map((value) => value / total);
        const named = shares.slice(0, cut);
        const rest = 1 - named.reduce((sum, value) => sum + value, 0);
        const { hhi } = figures(carried);
        const { low, high } = hhiBounds(named, rest);
        expect(hhi).toBeGreaterThanOrEqual(low - 1e-9);
        expect(hhi).toBeLessThanOrEqual(high + 1e-9);
        expect(hhiBoundsOfUnknown(named, rest).high).toBeGreaterThanOrEqual(high - 1e-9);
      }),
    );
  });
});

describe("whatever the providers carry", () => {
  it("every figure keeps to its range", () => {
    fc.assert(
      fc.property(anyCarried, (carried) => {
        const {
          hhi,
          effectiveProviders,
          s,
          entropyBits,
          entropyNormalised,
          nakamoto: nc,
          providers,
        } = figures(carried);
        expect(hhi).toBeGreaterThan(0);
        expect(hhi).toBeLessThanOrEqual(1 + 1e-12);
        expect(effectiveProviders).toBeLessThanOrEqual(providers + 1e-9);
        expect(s).toBeGreaterThanOrEqual(0);
        expect(entropyBits).toBeGreaterThanOrEqual(0);
        expect(entropyNormalised ?? 0).toBeLessThanOrEqual(1 + 1e-12);
        expect(nc.third).toBeLessThanOrEqual(nc.half);
        expect(nc.half).toBeLessThanOrEqual(providers);
      }),
    );
  });

  it("their order and those that carry nothing change no figure", () => {
    fc.assert(
      fc.property(anyCarried, (carried) => {
        const rounded = (found: Concentration) =>
          JSON.stringify(found, (_, value) => (typeof value === "number" ? Number(value.toPrecision(9)) : value));
        expect(rounded(figures([...carried].reverse().concat(0)))).toBe(rounded(figures(carried)));
      }),
    );
  });

  it("merging two of them never lowers HHI and never raises a Nakamoto coefficient or the entropy", () => {
    fc.assert(
      fc.property(anyCarried, (carried) => {
        const [one = 0, other = 0, ...rest] = carried;
        const apart = figures(carried);
        const merged = figures([one + other, ...rest]);
        expect(merged.hhi).toBeGreaterThanOrEqual(apart.hhi - 1e-12);
        expect(merged.entropyBits).toBeLessThanOrEqual(apart.entropyBits + 1e-9);
        expect(merged.nakamoto.third).toBeLessThanOrEqual(apart.nakamoto.third);
        expect(merged.nakamoto.half).toBeLessThanOrEqual(apart.nakamoto.half);
      }),
    );
  });
});
