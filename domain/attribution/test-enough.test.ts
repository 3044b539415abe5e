import { expect, it } from "vitest";
import { attributeAll, concludeAll } from "#domain/attribution/attribute.ts";
import { drawsFor, testEnough } from "#domain/attribution/test-enough.ts";
import { event, minute, referenceRecord, referenceServices } from "#domain/attribution/testing/scene.ts";

const real = event();
const quiet = event({ id: "quiet", t0: { at: minute(-20_000), quality: "post_event_summary" }, end: minute(-19_900) });
const manyTests = Array.from({ length: 400 }, () => 1);
const conclude = (otherTests: readonly number[]) =>
  concludeAll(
    [real, quiet].map((one) => testEnough(one, referenceServices(), referenceRecord, 2 + otherTests.length)),
    otherTests,
  );

it("with few other tests it is attributeAll", () => {
  const otherTests = [0.3, 1];
  expect(conclude(otherTests)).toEqual(
    attributeAll([real, quiet], referenceServices(), referenceRecord, { otherTests }),
  );
});

it("a lone event among hundreds of tests passes, by as many draws as that takes; one that is none does not", () => {
  const passes = (found: readonly { passes: boolean }[]) => found.map((one) => one.passes);
  const nine = attributeAll([real, quiet], referenceServices(), referenceRecord, { otherTests: manyTests });
  expect(passes(nine)).toEqual([false, false]);
  const found = conclude(manyTests);
  expect(passes(found)).toEqual([true, false]);
  expect(found.map((one) => one.event.id)).toEqual([real.id, quiet.id]);
  expect(found[0]?.population.permutation).toMatchObject({ draws: drawsFor(402), reached: 0 });
  expect(found[1]?.population.permutation?.draws).toBe(9_999);
});

it("the draws suffice for a discovery, and have an end", () => {
  for (const tests of [1, 100, 101, 999, 4_000]) expect(1 / (drawsFor(tests) + 1)).toBeLessThanOrEqual(0.01 / tests);
  expect(drawsFor(1e9)).toBe(500_000);
});
