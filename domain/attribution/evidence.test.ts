import { describe, expect, it } from "vitest";
import { beliefIn, type Evidence } from "#domain/attribution/evidence.ts";
import { declared, event, observed, suppliedBy, T0 } from "#domain/attribution/testing/scene.ts";
import { DAY_MS } from "#domain/attribution/units.ts";

const believe = (evidence: readonly Evidence[], usuallyCloud = true, of = event()) => {
  const infura = { evidence: [observed()], usuallyCloud: true };
  const hidden = { evidence: [observed({ provider: "cloudflare", region: null, edge: true })], usuallyCloud: true };
  const { pi, tier, hiddenBy } = beliefIn(
    { evidence, usuallyCloud },
    of,
    new Map([
      ["infura", infura],
      ["hidden", hidden],
    ]),
  );
  return { pi, tier, hiddenBy };
};
const unknown = (pi: number, hiddenBy: string | null = null) => ({ pi, tier: "unknown_origin", hiddenBy });

describe("what evidence is worth", () => {
  it("an address in the region's range: 0.9, up to 90", () => {
    expect(believe([observed()])).toMatchObject({ pi: 0.9, tier: "observed_region" });
  });
  it("an address in the provider's range without a region, or a declaration: 0.6, up to 75", () => {
    for (const evidence of [observed({ region: null }), declared(), declared({ region: null })]) {
      expect(believe([evidence])).toMatchObject({ pi: 0.6, tier: "declared_or_provider" });
    }
  });
  it("a supplier with evidence of its own: 0.8 of its, up to 70", () => {
    expect(believe([suppliedBy("infura")])).toMatchObject({ pi: expect.closeTo(0.72, 12), tier: "transitive" });
  });
  it("a supplier that is hidden or not known says nothing, and one hop is followed, not two", () => {
    expect(believe([suppliedBy("hidden")])).toEqual(unknown(0.3));
    expect(believe([suppliedBy("nobody")])).toEqual(unknown(0.3));
    const chain = new Map([
      ["a", { evidence: [suppliedBy("b")], usuallyCloud: true }],
      ["b", { evidence: [observed()], usuallyCloud: true }],
    ]);
    expect(beliefIn({ evidence: [suppliedBy("a")], usuallyCloud: false }, event(), chain).pi).toBe(0.05);
  });
  it("nothing known: 0.3 for a class that is usually in a cloud, else 0.05", () => {
    expect(believe([], true)).toEqual(unknown(0.3));
    expect(believe([], false)).toEqual(unknown(0.05));
  });
  it("an edge hides its origin, and says who hides it", () => {
    const edge = observed({ provider: "cloudflare", region: null, edge: true });
    expect(believe([edge])).toEqual(unknown(0.3, "cloudflare"));
    expect(believe([observed({ region: null, edge: true })])).toEqual(unknown(0.3, "aws"));
  });
  it("an edge of a CDN that fails everywhere is as good as any address of it", () => {
    const edge = observed({ provider: "cloudflare", region: null, edge: true });
    expect(believe([edge], true, event({ provider: "cloudflare", region: null }))).toMatchObject({ pi: 0.9 });
  });
  it("an origin that was seen elsewhere only is not presumed here", () => {
    expect(believe([observed({ provider: "hetzner", region: "fsn1" })])).toEqual(unknown(0.05));
    expect(believe([observed({ region: "eu-west-1" })])).toEqual(unknown(0.3));
    expect(believe([declared({ region: "eu-west-1" })])).toEqual(unknown(0.3));
  });
  it("addresses older than 30 days, or first seen after the event, are no evidence", () => {
    expect(believe([observed({ to: T0 - 31 * DAY_MS })])).toEqual(unknown(0.3));
    expect(believe([observed({ to: T0 - 30 * DAY_MS })])).toMatchObject({ pi: 0.9 });
    expect(believe([observed({ from: T0 + 1 })])).toEqual(unknown(0.3));
  });
  it("the strongest belief and the highest cap count, each from where it comes", () => {
    const { pi, tier, weights } = beliefIn(
      { evidence: [declared(), suppliedBy("infura")], usuallyCloud: false },
      event(),
      new Map([["infura", { evidence: [observed()], usuallyCloud: true }]]),
    );
    expect([pi, tier]).toEqual([expect.closeTo(0.72, 12), "declared_or_provider"]);
    expect(weights.map((weight) => weight.tier)).toEqual(["transitive", "declared_or_provider"]);
  });
});
