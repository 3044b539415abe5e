import { describe, expect, it } from "vitest";
import { garwood95, wilson95 } from "#domain/uptime/intervals.ts";

describe("Wilson's interval", () => {
  it("of 4 acknowledged in 5 is wide: 38 to 96 percent", () => {
    const { low, high } = wilson95(4, 5);
    expect(low).toBeCloseTo(0.375535, 6);
    expect(high).toBeCloseTo(0.963776, 6);
  });

  it("of none and of all ends exactly at 0 and at 1, and not at the other end", () => {
    expect(wilson95(0, 20).low).toBe(0);
    expect(wilson95(0, 20).high).toBeCloseTo(0.161125, 6);
    expect(wilson95(20, 20).high).toBe(1);
    expect(wilson95(20, 20).low).toBeCloseTo(1 - 0.161125, 6);
    for (let n = 1; n < 500; n += 1) expect([wilson95(0, n).low, wilson95(n, n).high]).toEqual([0, 1]);
  });

  it("of nothing says nothing", () => {
    expect(wilson95(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it("refuses what is not k of n", () => {
    for (const [k, n] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [0, 1.5],
    ] as const) {
      expect(() => wilson95(k, n)).toThrow(RangeError);
    }
  });
});

describe("Garwood's interval", () => {
  it("of no event still allows 3.668 in the time watched", () => {
    expect(garwood95(0, 1).low).toBe(0);
    expect(garwood95(0, 1).high).toBeCloseTo(3.668, 3);
  });

  it("of 3 events is 0.603 to 8.765, in any unit of time", () => {
    for (const exposure of [1, 30, 2_592_000]) {
      const { low, high } = garwood95(3, exposure);
      expect(low * exposure).toBeCloseTo(0.603, 3);
      expect(high * exposure).toBeCloseTo(8.765, 3);
    }
  });

  it("holds the count, and a lower end above 0 from the first event on", () => {
    for (let count = 1; count < 200; count += 1) {
      const { low, high } = garwood95(count, 1);
      expect(low).toBeGreaterThan(0);
      expect(low).toBeLessThan(count);
      expect(high).toBeGreaterThan(count);
    }
  });

  it("refuses a count that is none and a time that is none", () => {
    expect(() => garwood95(-1, 1)).toThrow(RangeError);
    expect(() => garwood95(1.5, 1)).toThrow(RangeError);
    expect(() => garwood95(1, 0)).toThrow(RangeError);
  });
});
