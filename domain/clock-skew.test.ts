import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefused, MAX_SKEW_AT_START_MS, MAX_SKEW_MS, skewOf, skewSince } from "#domain/clock-skew.ts";

const T = Date.parse("2026-11-23T00:00:00Z");

describe("the skew of a clock", () => {
  it("is half a round trip apart from what the database said, ahead when above zero", () => {
    expect(skewOf([{ askedAt: T, answeredAt: T + 100, theirs: T - 950 }])).toEqual({ skewMs: 1_000, errorMs: 50 });
  });

  it("is that of the sample with the least delay, wherever it stands", () => {
    const slow = { askedAt: T, answeredAt: T + 4_000, theirs: T };
    const quick = { askedAt: T + 5_000, answeredAt: T + 5_010, theirs: T + 5_005 };
    expect(skewOf([slow, quick, slow])).toEqual({ skewMs: 0, errorMs: 5 });
  });

  it("is not known without a sample, nor from one during which our clock was set back", () => {
    expect(skewOf([])).toBeNull();
    expect(skewOf([{ askedAt: T, answeredAt: T - 1, theirs: T }])).toBeNull();
  });

  it("holds the true one within its error, however the delay falls on the way there and back", () => {
    const delay = fc.integer({ min: 0, max: 30_000 });
    const skew = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(skew, fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 8 }), (truth, delays) => {
        const samples = delays.map(([there, back], index) => {
          const theirs = T + index * 100_000;
          return { askedAt: theirs - there + truth, answeredAt: theirs + back + truth, theirs };
        });
        const found = skewOf(samples);
        if (found === null) throw new Error("no skew");
        expect(Math.abs(found.skewMs - truth)).toBeLessThanOrEqual(found.errorMs);
        expect(found.errorMs).toBe(Math.min(...delays.map(([there, back]) => (there + back) / 2)));
        // A clock that is right enough is never refused, however slow the database is.
        if (Math.abs(truth) <= MAX_SKEW_MS) expect(isRefused(found)).toBe(false);
      }),
    );
  });
});

describe("a clock is refused", () => {
  it("when it is certainly further off than the limit, in either direction", () => {
    expect(isRefused({ skewMs: MAX_SKEW_MS + 11, errorMs: 10 })).toBe(true);
    expect(isRefused({ skewMs: -MAX_SKEW_MS - 11, errorMs: 10 })).toBe(true);
    expect(isRefused({ skewMs: MAX_SKEW_MS + 10, errorMs: 10 })).toBe(false);
    expect(isRefused({ skewMs: 60_000, errorMs: 59_000 })).toBe(false);
  });
});

it("a clock at the limit does not flap: one that was refused at work is refused at the start until it is clearly nearer", () => {
  const jitter = [10_011, 9_990, 9_500, 8_020].map((skewMs) => ({ skewMs, errorMs: 10 }));
  expect(jitter.map((skew) => isRefused(skew))).toEqual([true, false, false, false]);
  expect(jitter.map((skew) => isRefused(skew, MAX_SKEW_AT_START_MS))).toEqual([true, true, true, true]);
  expect(isRefused({ skewMs: -MAX_SKEW_AT_START_MS, errorMs: 10 }, MAX_SKEW_AT_START_MS)).toBe(false);
});

describe("between two measurements", () => {
  const right = { skewMs: 3, errorMs: 1 };
  const then = { now: T, monotonic: 500 };

  it("the passing of time changes nothing", () => {
    expect(skewSince(right, then, { now: T + 60_000, monotonic: 60_500 })).toEqual(right);
  });

  it("a clock that is set is known by how far, at once and without asking", () => {
    expect(skewSince(right, then, { now: T + 3_660_000, monotonic: 60_500 })).toEqual({
      skewMs: 3_600_003,
      errorMs: 1,
    });
    expect(skewSince(right, then, { now: T - 3_540_000, monotonic: 60_500 }).skewMs).toBe(-3_599_997);
  });
});
