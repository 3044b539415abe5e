import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparison, standsAlone } from "#domain/status/guard.ts";

const ok = (service: string): Comparison => ({ service, fails: false, answersElsewhere: true });
const alone = (service: string): Comparison => ({ service, fails: true, answersElsewhere: true });
const shared = (service: string): Comparison => ({ service, fails: true, answersElsewhere: false });

const anyComparison: fc.Arbitrary<Comparison> = fc.record({
  service: fc.constantFrom("kraken", "infura", "base", "bitcoin"),
  fails: fc.boolean(),
  answersElsewhere: fc.boolean(),
});
const anyComparisons = fc.array(anyComparison, { maxLength: 12 });

describe("the second guard of a vantage", () => {
  it("more than half fail here alone, in three services: the fault is the vantage's", () => {
    expect(standsAlone([alone("kraken"), alone("infura"), alone("base"), ok("bitcoin")])).toBe(true);
  });
  it("just half is not more than half", () => {
    expect(standsAlone([alone("kraken"), alone("infura"), alone("base"), ok("a"), ok("b"), ok("c")])).toBe(false);
  });
  it("many targets of two services are two services", () => {
    expect(standsAlone([alone("infura"), alone("infura"), alone("infura"), alone("kraken")])).toBe(false);
  });
  it("what another vantage sees too is no fault of this one: half of crypto may really be down", () => {
    expect(standsAlone([shared("kraken"), shared("infura"), shared("base"), shared("bitcoin")])).toBe(false);
  });
  it("without anything to compare with it says nothing", () => {
    expect(standsAlone([])).toBe(false);
  });
  it("a target that answers here, or that fails elsewhere too, never speaks against the vantage", () => {
    fc.assert(
      fc.property(anyComparisons, anyComparison, (others, one) => {
        for (const innocent of [
          { ...one, fails: false },
          { ...one, answersElsewhere: false },
        ])
          if (standsAlone([...others, innocent]))
            expect(standsAlone([...others, { ...one, ...alone(one.service) }])).toBe(true);
      }),
    );
  });
  it("the order of the targets is irrelevant", () => {
    fc.assert(
      fc.property(anyComparisons, (list) => {
        expect(standsAlone([...list].reverse())).toBe(standsAlone(list));
      }),
    );
  });
});
