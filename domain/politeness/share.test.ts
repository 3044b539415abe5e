import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALONE, keepingBoth, type Rate, shareOf, waitForTurn } from "#domain/politeness/share.ts";

const T = Date.parse("2026-11-23T00:00:00Z");

/** Starts of a vantage that always has something to ask, as its gate lets them through. */
function busiest(rate: ReturnType<typeof shareOf>, forMs: number): number[] {
  const starts: number[] = [];
  for (let now = T; now < T + forMs; now += 50) {
    if (rate.turn !== null && waitForTurn(rate.turn, now) > 0) continue;
    while (starts.filter((at) => at > now - rate.perMs).length < rate.requests) starts.push(now);
  }
  return starts;
}

describe("a documented limit", () => {
  it("is a vantage's own when nobody shares its address", () => {
    expect(shareOf({ requests: 10, perMs: 1_000 }, ALONE)).toEqual({ requests: 10, perMs: 1_000, turn: null });
  });

  it("is kept beside another of the same host: no window of either has more starts than it allows", () => {
    const rate: fc.Arbitrary<Rate> = fc.record({
      requests: fc.integer({ min: 1, max: 20 }),
      perMs: fc.constantFrom(1_000, 2_000, 5_000, 10_000),
    });
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const starts = busiest(shareOf(keepingBoth(one, other), ALONE), 25_000);
        expect(starts.length).toBeGreaterThan(0);
        for (const { requests, perMs } of [one, other])
          for (const start of starts)
            expect(starts.filter((at) => at >= start && at < start + perMs).length).toBeLessThanOrEqual(requests);
      }),
    );
  });

  it("is divided by count where there is enough for each", () => {
    expect(shareOf({ requests: 10, perMs: 1_000 }, { of: 3, place: 1 })).toMatchObject({ requests: 3, turn: null });
  });

  it("is kept by all vantages of one address together, however eager each is, and none is left out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), (requests, of) => {
        const perMs = 1_000;
        const each = Array.from({ length: of }, (_, place) =>
          busiest(shareOf({ requests, perMs }, { of, place }), 4 * of * perMs),
        );
        for (const starts of each) expect(starts.length).toBeGreaterThan(0);
        const all = each.flat().sort((a, b) => a - b);
        all.forEach((at, index) => {
          const over = all[index + requests];
          if (over !== undefined) expect(over - at).toBeGreaterThanOrEqual(perMs);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe("a turn", () => {
  const turn = { periodMs: 6_000, fromMs: 2_000, lengthMs: 1_000 };
  it("is waited for no longer than it takes to come round", () => {
    expect([1_999, 2_000, 2_999, 3_000, 8_000].map((at) => waitForTurn(turn, at))).toEqual([1, 0, 0, 5_000, 0]);
  });
});
