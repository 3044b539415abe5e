import fc from "fast-check";
import { expect, it } from "vitest";
import { agreedOffsetS } from "#domain/venue-clock.ts";

it("what nearly all services say of the time is our own clock's fault, however many there are", () => {
  expect(agreedOffsetS([40, 40.4, 39.6, 41, 40])).toBeCloseTo(40);
  expect(agreedOffsetS([-40, -40, -40, -40, -40, -40, -40, -40, 0, -3_600])).toBe(-40);
  expect(agreedOffsetS([0, 0.2, -0.3, 1, 0])).toBe(0);
});

it("few services, and services that differ, say nothing of ours", () => {
  expect(agreedOffsetS([])).toBeNull();
  expect(agreedOffsetS([40, 40, 40, 40])).toBeNull();
  expect(agreedOffsetS([0, 0, 0, 0, 0, 60, 60])).toBeNull();
  expect(agreedOffsetS([0, 20, 40, 60, 80])).toBeNull();
});

it("a fifth that says anything at all changes nothing of what the others say", () => {
  const anything = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 40 }), fc.integer({ min: -1_000, max: 1_000 }), anything, (n, ours, liar) => {
      const honest = Array.from({ length: n }, () => ours);
      expect(agreedOffsetS([...honest, ...Array.from({ length: Math.floor(n / 4) }, () => liar)])).toBe(ours);
    }),
  );
});
