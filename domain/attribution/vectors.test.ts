import { describe, expect, test } from "vitest";
import { eventCoincidence } from "#domain/attribution/coincidence.ts";
import { TIER_CAPS } from "#domain/attribution/evidence.ts";
import { fisherOneSided } from "#domain/attribution/exact-tests.ts";
import { lagDensity, liveLagDensity } from "#domain/attribution/lag.ts";
import { circularShift, DRAWS } from "#domain/attribution/permutation.ts";
import { expectedHits, poissonBinomialTail } from "#domain/attribution/population.ts";
import { confounderRate, posterior, scoreOf, updatedShare, wordOf } from "#domain/attribution/posterior.ts";
import { mulberry32 } from "#domain/attribution/random.ts";
import { chanceWithin } from "#domain/attribution/rate.ts";
import { INJECTED_AT, QUIET_AT, REFERENCE_MIN, referenceOnsets } from "#domain/attribution/testing/reference-record.ts";
import type { Vectors } from "#domain/attribution/testing/vectors.ts";
import { readVectors, vectorsExist } from "#domain/testing/vectors.ts";

const vectors = readVectors<Vectors>();

/** A number as the vectors print it: to six significant digits. */
const printed = (value: number) => Number(value.toPrecision(6));

if (vectors === null) {
  test("the methods' vectors are not beside this checkout, so only the cases stated in the tests are judged", () => {
    expect(vectorsExist).toBe(false);
  });
} else {
  const chancesOf = ({ n, lambdaPerMin, windowMin }: Record<"n" | "lambdaPerMin" | "windowMin", number>) =>
    Array.from({ length: n }, () => chanceWithin({ perMinute: lambdaPerMin }, windowMin));

  describe("what the methods' reference script says", () => {
    test("there are as many cases as there were", () => {
      const { fisher, lagPdf, lagPdfLive, posterior, phiHat } = vectors;
      expect([fisher, lagPdf, lagPdfLive, posterior, phiHat].map((list) => list.length)).toEqual([3, 9, 6, 13, 3]);
    });

    test("the population test", () => {
      const { population, population_weak: weak, population_mu03: mu03 } = vectors;
      expect(printed(expectedHits(chancesOf(population.in)))).toBe(population.out.mu);
      expect(printed(poissonBinomialTail(chancesOf(population.in), population.in.k))).toBe(population.out.pPoisBin);
      expect(printed(poissonBinomialTail(chancesOf(weak.in), weak.in.k))).toBe(weak.out.pPoisBin);
      const chances = chancesOf(mu03.in);
      expect(printed(expectedHits(chances))).toBe(mu03.out.mu);
      const { p, p_k1, p_k2, p_k3 } = mu03.out;
      expect([mu03.in.k, 1, 2, 3].map((k) => printed(poissonBinomialTail(chances, k)))).toEqual([p, p_k1, p_k2, p_k3]);
    });

    test.each(vectors.fisher)("Fisher's test of $in", ({ in: [a, b, c, d], out }) => {
      const p = fisherOneSided({ dependents: { hit: a, missed: b }, others: { hit: c, missed: d } });
      expect(printed(p)).toBe(out);
    });

    test.each(vectors.lagPdf)("g($tau)", ({ tau, g }) => {
      expect(printed(lagDensity(tau))).toBe(g);
    });

    test.each(vectors.lagPdfLive)("gLive($tau)", ({ tau, g }) => {
      expect(printed(liveLagDensity(tau))).toBe(g);
    });

    test.each(vectors.posterior)("the score: $in.name", ({ in: given, out }) => {
      const density = (given.live ? liveLagDensity : lagDensity)(given.tau);
      const p = posterior({ ...given, density, recovery: 1, confounder: given.conf ?? 0 });
      const score = scoreOf(p, TIER_CAPS[given.tier]);
      expect({ posterior: printed(p), score, band: wordOf(score).replace("_", " ") }).toEqual(out);
    });

    test.each(vectors.phiHat)("the share taken down: $in", ({ in: { phi0, k1, mu1, n1 }, out }) => {
      expect(printed(updatedShare(phi0, { hit: k1, expected: mu1, of: n1 }))).toBe(out);
    });

    test("the confounder", () => {
      const { k0, mu0, n0, W } = vectors.confRate.in;
      expect(printed(confounderRate({ hit: k0, expected: mu0, of: n0 }, W))).toBe(vectors.confRate.out);
    });

    test.each([
      ["an event", INJECTED_AT, vectors.permutation.out],
      ["a quiet instant", QUIET_AT, vectors.permutation_null.out],
    ])("the permutation at %s, to the last draw", (_, at, out) => {
      const window = { from: -5, to: 15 };
      const record = { from: 0, to: REFERENCE_MIN };
      const onsets = referenceOnsets();
      const result = circularShift({ onsets, at, window, record, draws: DRAWS, random: mulberry32(1) });
      expect({ k: result.k, meanByChance: printed(result.meanByChance), p: result.p }).toEqual(out);
    });

    test("event coincidence analysis", () => {
      const { A, B, dT, tau, T } = vectors.eca.in;
      const found = eventCoincidence({ service: A, cloud: B, window: dT, lag: tau, length: T });
      const { K, NA, rate, expected, p } = vectors.eca.out;
      expect({ ...found, expected: printed(found.expected), p: printed(found.p) }).toEqual({
        coincided: K,
        of: NA,
        rate,
        expected,
        p,
      });
    });
  });
}
