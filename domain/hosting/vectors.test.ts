import { describe, expect, test } from "vitest";
import { accessNakamoto } from "#domain/hosting/access-nakamoto.ts";
import { blastRadius } from "#domain/hosting/blast-radius.ts";
import { concentrationOf, hhiBounds } from "#domain/hosting/concentration.ts";
import type { DependencyGraph } from "#domain/hosting/graph.ts";
import { toyGraph, toyProviders } from "#domain/hosting/testing/graphs.ts";
import type { Vectors } from "#domain/hosting/testing/vectors.ts";
import { readVectors, vectorsExist } from "#domain/testing/vectors.ts";

const vectors = readVectors<Vectors>();

/** A number as the vectors print it: to six significant digits. */
const printed = (value: number | undefined) => Number(value?.toPrecision(6));

if (vectors === null) {
  test("the methods' vectors are not beside this checkout, so only the cases stated in the tests are judged", () => {
    expect(vectorsExist).toBe(false);
  });
} else {
  const graph: DependencyGraph = new Map(
    Object.entries(vectors.graph).map(([name, { service, need }]) => [
      name,
      { need, ...(service === undefined ? {} : { weight: service }) },
    ]),
  );

  describe("what the methods' reference script says", () => {
    test.each([
      ["even10", vectors.cent_even10],
      ["mono", vectors.cent_mono],
      ["seed_market", vectors.cent_seed_market],
      ["skew", vectors.cent_skew],
    ] as const)("concentration of cent_%s", (_, vector) => {
      const found = concentrationOf(vector.in);
      expect({
        hhi: printed(found?.hhi),
        nEff: printed(found?.effectiveProviders),
        S: printed(found?.s),
        entropyBits: printed(found?.entropyBits),
        nc_third: found?.nakamoto.third,
        nc_half: found?.nakamoto.half,
      }).toEqual(vector.out);
    });

    test("bounds of HHI", () => {
      const { named, remainder } = vectors.hhiBounds.in;
      const { low, high } = hhiBounds(named, remainder);
      expect([printed(low), printed(high)]).toEqual(vectors.hhiBounds.out);
    });

    test.each(["aws_use1", "cloudflare", "aws_use1+gcp"] as const)("blast radius of %s", (removed) => {
      const { services, share } = blastRadius(graph, removed.split("+"));
      expect({ down: services, share }).toEqual(vectors.blast[removed]);
    });

    test("access Nakamoto coefficient", () => {
      const { k, providers, share } = vectors.blast.accessNakamoto_half;
      expect(accessNakamoto(graph, toyProviders, 1 / 2)).toEqual({ k, providers, share, quality: "exact", atLeast: k });
    });

    test("the example graph of the tests is the one of the vectors", () => {
      const needs = (of: DependencyGraph) => [...of].map(([name, { need, weight = 0 }]) => ({ name, need, weight }));
      expect(needs(toyGraph)).toEqual(needs(graph));
    });
  });
}
