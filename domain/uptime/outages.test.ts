import { describe, expect, it } from "vitest";
import { repairTime, timeBetweenFailures } from "#domain/uptime/outages.ts";

const outage = (fromS: number, seconds: number | null) => ({
  from: fromS * 1000,
  to: seconds === null ? null : (fromS + seconds) * 1000,
});
const closed = [outage(0, 60), outage(1000, 120), outage(2000, 900)];

describe("how long outages last", () => {
  it("is the mean and the median of those that are over", () => {
    expect(repairTime(closed, 1e7)).toEqual({
      n: 3,
      open: 0,
      meanSeconds: 360,
      medianSeconds: 120,
      atLeast: false,
    });
    expect(repairTime([...closed, outage(4000, 240)], 1e7)).toMatchObject({
      n: 4,
      meanSeconds: 330,
      medianSeconds: 180,
    });
  });

  it("is not given for fewer than three, even beside one that is open", () => {
    const none = { meanSeconds: null, medianSeconds: null, atLeast: false };
    expect(repairTime([], 1e7)).toEqual({ n: 0, open: 0, ...none });
    expect(repairTime([...closed.slice(0, 2), outage(5000, null)], 1e7)).toEqual({ n: 2, open: 1, ...none });
  });

  it("is 'at least' that when an open outage has lasted as long already, and not before", () => {
    const withOpen = [...closed, outage(5000, null)];
    const figures = { n: 3, open: 1, meanSeconds: 360, medianSeconds: 120 };
    expect(repairTime(withOpen, 5_360_000)).toEqual({ ...figures, atLeast: true });
    expect(repairTime(withOpen, 5_359_999)).toEqual({ ...figures, atLeast: false });
    expect(repairTime([...withOpen, outage(9000, null)], 9_001_000)).toMatchObject({ open: 2, atLeast: false });
  });

  it("is what was known at that instant: a later end is none, a later outage is not there", () => {
    expect(repairTime(closed, 2_899_999)).toMatchObject({ n: 2, open: 1 });
    expect(repairTime(closed, 2_900_000)).toMatchObject({ n: 3, open: 0 });
    expect(repairTime(closed, 1_999_999)).toMatchObject({ n: 2, open: 0 });
  });
});

describe("how long it works between failures", () => {
  it("is the time in service by failures, with the interval that so few allow", () => {
    const { meanSeconds, bounds } = timeBetweenFailures(3, 30_000);
    expect(meanSeconds).toBe(10_000);
    expect(bounds?.low).toBeCloseTo(3422.6, 1);
    expect(bounds?.high).toBeCloseTo(49_753.5, 1);
  });

  it("is not given for fewer than three failures or without time in service", () => {
    for (const [failures, up] of [
      [0, 30_000],
      [2, 30_000],
      [3, 0],
    ] as const) {
      expect(timeBetweenFailures(failures, up)).toEqual({ failures, meanSeconds: null, bounds: null });
    }
  });

  it("refuses what is no count and no time", () => {
    expect(() => timeBetweenFailures(1.5, 1)).toThrow(RangeError);
    expect(() => timeBetweenFailures(-1, 1)).toThrow(RangeError);
    expect(() => timeBetweenFailures(3, -1)).toThrow(RangeError);
    expect(() => timeBetweenFailures(3, Number.NaN)).toThrow(RangeError);
  });
});
