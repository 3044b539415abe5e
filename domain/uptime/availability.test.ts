import { describe, expect, it } from "vitest";
import { availability, isCovered, maintenanceAsDown } from "#domain/uptime/availability.ts";
import { emptySeconds } from "#domain/uptime/state-seconds.ts";

describe("availability", () => {
  it("leaves out what is unknown and what was announced, and says both", () => {
    const figures = availability({ up: 2_500_000, degraded: 0, down: 3600, maintenance: 7200, unknown: 81_200 });
    expect(figures.availability).toBeCloseTo(0.998562071, 9);
    expect(figures.inclMaintenance).toBeCloseTo(0.995698582, 9);
    expect(figures.coverage).toBeCloseTo(0.968586, 6);
    expect(figures.knownSeconds).toBe(2_503_600);
  });

  it("is null, not 0 and not 1, when nothing is known", () => {
    const nothing = { availability: null, inclMaintenance: null, coverage: 0, knownSeconds: 0 };
    expect(availability({ ...emptySeconds, unknown: 100 })).toEqual(nothing);
    expect(availability(emptySeconds)).toEqual(nothing);
  });

  it("of a window all in maintenance is null, and 0 with maintenance counted as down", () => {
    expect(availability({ ...emptySeconds, maintenance: 100 })).toMatchObject({
      availability: null,
      inclMaintenance: 0,
      coverage: 0,
    });
  });

  it("counts degraded as up unless it is given a weight", () => {
    const seconds = { ...emptySeconds, up: 50, degraded: 40, down: 10 };
    expect(availability(seconds).availability).toBe(0.9);
    expect(availability(seconds, { degradedWeight: 0.3 }).availability).toBeCloseTo(0.78, 12);
    expect(availability(seconds, { degradedWeight: 1 }).availability).toBe(0.5);
    expect(availability(seconds, { degradedWeight: 0.3 }).coverage).toBe(1);
  });

  it("refuses a weight that is not between 0 and 1", () => {
    for (const degradedWeight of [-0.1, 1.1, Number.NaN]) {
      expect(() => availability(emptySeconds, { degradedWeight })).toThrow(RangeError);
    }
  });

  it("moves maintenance to down and nothing else", () => {
    expect(maintenanceAsDown({ up: 1, degraded: 2, down: 3, maintenance: 4, unknown: 5 })).toEqual({
      up: 1,
      degraded: 2,
      down: 7,
      maintenance: 0,
      unknown: 5,
    });
  });

  it("reaches a limit of coverage exactly there", () => {
    expect(isCovered({ ...emptySeconds, up: 0.1 + 0.2, unknown: 0.3 }, 50)).toBe(true);
    expect(isCovered({ ...emptySeconds, up: 0.3, unknown: 0.1 + 0.2 }, 50)).toBe(true);
    expect(isCovered({ ...emptySeconds, up: 0.299, unknown: 0.3 }, 50)).toBe(false);
    expect(isCovered(emptySeconds, 0)).toBe(false);
  });
});
