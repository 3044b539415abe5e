import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maintenanceAsDown } from "#domain/uptime/availability.ts";
import { decimalsFor, floorPercent, uptimeFigure } from "#domain/uptime/percent.ts";
import { emptySeconds, type StateSeconds } from "#domain/uptime/state-seconds.ts";

const DAY = 86_400;
const text = (seconds: Partial<StateSeconds>) => uptimeFigure({ ...emptySeconds, ...seconds }).text;

describe("uptime as it is printed", () => {
  it("an outage of 30 seconds in 30 days never prints 100 percent", () => {
    expect(text({ up: 30 * DAY - 30, down: 30 })).toBe("99.99%");
    expect(text({ up: 30 * DAY })).toBe("100%");
  });

  it("is cut off, not rounded: 23 minutes in 30 days, 30 seconds in a day, an hour beside maintenance", () => {
    expect(text({ up: 30 * DAY - 1380, down: 1380 })).toBe("99.94%");
    expect(text({ up: DAY - 30, down: 30 })).toBe("99.9%");
    expect(text({ up: 2_500_000, down: 3600, maintenance: 7200, unknown: 81_200 })).toBe("99.85%");
    expect(text({ up: DAY * 5, down: DAY * 5 })).toBe("50.00%");
    expect(text({ down: DAY })).toBe("0.0%");
  });

  it("can count maintenance as down", () => {
    const seconds = { ...emptySeconds, up: 2_500_000, down: 3600, maintenance: 7200, unknown: 81_200 };
    expect(uptimeFigure(maintenanceAsDown(seconds)).text).toBe("99.56%");
  });

  it("is 100 percent of what was measured when that is less than 99 percent", () => {
    expect(text({ up: 2_000_000, unknown: 592_000 })).toBe("100% of the 77.1% measured");
    expect(text({ up: 99_000, unknown: 1000 })).toBe("100%");
    expect(text({ up: 98_999, unknown: 1001 })).toBe("100% of the 98.9% measured");
  });

  it("has no figure when less than half is known, and no data when nothing is", () => {
    const little = { shown: null, share: null };
    expect(uptimeFigure({ ...emptySeconds, unknown: 100 })).toEqual({
      kind: "no_data",
      ...little,
      coverage: "0.0%",
      text: "no data",
    });
    expect(uptimeFigure({ ...emptySeconds, up: 49, down: 0.9, unknown: 50 })).toEqual({
      kind: "too_little",
      ...little,
      coverage: "49.9%",
      text: "not enough data",
    });
    expect(uptimeFigure({ ...emptySeconds, up: 50, unknown: 50 })).toMatchObject({ shown: "100%", share: 1 });
    expect(text({ maintenance: DAY })).toBe("no data");
    expect(text({})).toBe("no data");
  });

  it("is not 100 percent when something too short to count was lost", () => {
    const blink = { ...emptySeconds, up: DAY, down: 1e-7 };
    expect(uptimeFigure(blink)).toMatchObject({ kind: "almost", shown: "<100%", text: "<100%" });
    const faint = { ...emptySeconds, up: DAY, degraded: 1e-7 };
    expect(uptimeFigure(faint, { degradedWeight: 0.5 }).shown).toBe("<100%");
    expect(uptimeFigure(faint).shown).toBe("100%");
  });

  it("counts degraded as lost only by its weight", () => {
    const seconds = { ...emptySeconds, up: DAY / 2, degraded: DAY / 2 };
    expect(uptimeFigure(seconds)).toMatchObject({ kind: "whole", share: 1 });
    expect(uptimeFigure(seconds, { degradedWeight: 0.3 })).toMatchObject({ kind: "part", shown: "85.0%", share: 0.85 });
  });

  it("100 percent never stands beside a second down, however the seconds fall", () => {
    const seconds = fc.double({ min: 0, max: 1e8, noNaN: true });
    const weight = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, seconds, seconds, weight, (up, degraded, down, unknown, degradedWeight) => {
        const figure = uptimeFigure({ up, degraded, down, maintenance: 0, unknown }, { degradedWeight });
        const lost = down > 0 || degraded * degradedWeight > 0;
        if (lost) expect(figure.shown ?? "").not.toMatch(/^100/);
        else expect(figure.shown ?? "100%").toBe("100%");
        if (figure.kind !== "part") return;
        // Seconds are counted in whole microseconds, two of which may be lost on the way.
        const counted = 2e-6 / (up + degraded + down);
        expect(Number.parseFloat(figure.shown ?? "") / 100).toBeLessThanOrEqual((figure.share ?? 0) + counted + 1e-12);
      }),
      { numRuns: 500 },
    );
  });
});

describe("decimals", () => {
  it("are those that the number of rounds bears: none below 1000, one a day, two a month, never more than three", () => {
    expect([0, 1, 999, 1000, 2880, 9999, 10_000, 86_400, 99_999, 100_000, 1e7].map((n) => decimalsFor(n * 30))).toEqual(
      [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3],
    );
  });

  it("are fewer for a component that is looked at less often", () => {
    expect(decimalsFor(DAY, 30)).toBe(1);
    expect(decimalsFor(DAY, 300)).toBe(0);
    expect(uptimeFigure({ ...emptySeconds, up: DAY - 30, down: 30 }, { roundSeconds: 300 }).text).toBe("99%");
    expect(() => decimalsFor(DAY, 0)).toThrow(RangeError);
  });
});

describe("a share cut off", () => {
  it("does not lose a digit to floating point: 0.9994 is 99.94 and not 99.93", () => {
    // What a plain Math.floor makes of shares that are exact in decimals.
    expect(Math.floor(0.2855 * 1e4) / 100).toBe(28.54);
    for (let share = 0; share < 10_000; share += 1) {
      const [whole, fraction] = [Math.floor(share / 100), String(share % 100).padStart(2, "0")];
      expect(floorPercent(BigInt(share), 10_000n, 2)).toBe(`${whole}.${fraction}%`);
    }
    expect(text({ up: 0.9994 * 300_000, down: 0.0006 * 300_000 })).toBe("99.94%");
    expect(text({ up: 0.2855 * 300_000, down: 0.7145 * 300_000 })).toBe("28.55%");
  });

  it("keeps its zeros: they were measured", () => {
    expect(floorPercent(999n, 1000n, 3)).toBe("99.900%");
    expect(floorPercent(0n, 7n, 2)).toBe("0.00%");
    expect(floorPercent(1n, 3n, 0)).toBe("33%");
    expect(floorPercent(1n, 1_000_000n, 3)).toBe("0.000%");
  });
});
