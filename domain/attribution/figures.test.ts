import { describe, expect, it } from "vitest";
import { eventCoincidence } from "#domain/attribution/coincidence.ts";
import { crossCorrelation } from "#domain/attribution/cross-correlation.ts";
import { discoveries } from "#domain/attribution/discoveries.ts";
import { binomialTail, fisherOneSided } from "#domain/attribution/exact-tests.ts";
import { lagDensity, liveLagDensity, peakDensity } from "#domain/attribution/lag.ts";
import { quantile } from "#domain/attribution/lead-lag.ts";
import { circularShift } from "#domain/attribution/permutation.ts";
import { expectedHits, poissonBinomialTail } from "#domain/attribution/population.ts";
import { confounderRate, posterior, scoreOf, updatedShare, wordOf } from "#domain/attribution/posterior.ts";
import { mulberry32 } from "#domain/attribution/random.ts";
import { INJECTED_AT, QUIET_AT, REFERENCE_MIN, referenceOnsets } from "#domain/attribution/testing/reference-record.ts";

/** To six significant digits, as methods 3.4 prints them. The cases stand here too, for a checkout without its vectors. */
const printed = (value: number) => Number(value.toPrecision(6));

describe("methods 3.4", () => {
  it("12 of 41 at 4 onsets a month: 1.2e-23, where 1 - CDF is 0", () => {
    const chances = Array.from({ length: 41 }, () => -Math.expm1(-(4 / 43_200) * 20));
    expect(printed(expectedHits(chances))).toBe(0.0758557);
    expect([12, 2, 0, 42].map((k) => printed(poissonBinomialTail(chances, k)))).toEqual([
      1.20915e-23, 0.00267534, 1, 0,
    ]);
  });
  it("unequal chances: the tail is what enumeration gives", () => {
    const [a, b, c] = [0.1, 0.5, 0.9];
    const two = a * b * (1 - c) + a * (1 - b) * c + (1 - a) * b * c + a * b * c;
    expect(poissonBinomialTail([a, b, c], 2)).toBeCloseTo(two, 15);
    expect(poissonBinomialTail([1, 1, 0], 2)).toBe(1);
    expect(() => poissonBinomialTail([1.1], 1)).toThrow(RangeError);
  });
  it.each([
    [11, 3, 1, 26, 1.25578e-6],
    [3, 11, 6, 21, 0.667245],
    [0, 5, 0, 9, 1],
    [0, 0, 3, 4, 1],
  ])("Fisher %i,%i / %i,%i: %d", (a, b, c, d, p) => {
    const table = { dependents: { hit: a, missed: b }, others: { hit: c, missed: d } };
    expect(printed(fisherOneSided(table))).toBe(p);
  });
  it("Fisher and the binomial refuse what is no count", () => {
    expect(() => fisherOneSided({ dependents: { hit: 1.5, missed: 0 }, others: { hit: 0, missed: 0 } })).toThrow(
      RangeError,
    );
    expect(() => binomialTail(-1, 3, 0.5)).toThrow(RangeError);
    expect(() => binomialTail(1, 3, 2)).toThrow(RangeError);
    expect([binomialTail(2, 3, 1), binomialTail(1, 3, 0), binomialTail(4, 3, 0.5), binomialTail(0, 0, 0)]).toEqual([
      1, 0, 0, 1,
    ]);
    expect(binomialTail(2, 3, 0.5)).toBeCloseTo(0.5, 14);
  });
  it("the lag models", () => {
    const g = [-6, -1, 0, 3, 15, 60, 121].map((tau) => printed(lagDensity(tau)));
    expect(g).toEqual([0, 0.01, 0.0633546, 0.0518703, 0.0233068, 0.00116038, 0]);
    const live = [-41, -36, -20, 0, 15].map((tau) => printed(liveLagDensity(tau)));
    expect(live).toEqual([0, 0.00138889, 0.0192853, 0.024812, 0.00912782]);
  });
  it("the peak that a bar is drawn against is the greatest density there is", () => {
    for (let tau = -50; tau <= 130; tau += 0.25) {
      expect(lagDensity(tau)).toBeLessThanOrEqual(peakDensity(false));
      expect(liveLagDensity(tau)).toBeLessThanOrEqual(peakDensity(true));
    }
  });
  it.each([
    ["observed", { tau: 3, pi: 0.9, phi: 0.5, lambda: 4 / 43_200 }, 90, 0.996049, 90, "likely"],
    ["hidden", { tau: 3, pi: 0.3, phi: 0.5, lambda: 4 / 43_200 }, 50, 0.988239, 50, "possible"],
    ["an hour later", { tau: 60, pi: 0.9, phi: 0.5, lambda: 4 / 43_200 }, 90, 0.849385, 85, "likely"],
    ["noisy", { tau: 110, pi: 0.9, phi: 0.5, lambda: 30 / 43_200 }, 90, 0.0261235, 3, "not_attributed"],
    ["before it", { tau: -10, pi: 0.9, phi: 0.5, lambda: 4 / 43_200 }, 90, 0, 0, "not_attributed"],
    ["informational", { tau: 12, pi: 0.6, phi: 0.01, lambda: 4 / 43_200 }, 75, 0.648465, 65, "possible"],
  ])("the score, %s", (_, { tau, ...given }, cap, p, score, word) => {
    const found = posterior({ ...given, density: lagDensity(tau), recovery: 1, confounder: 0 });
    expect([printed(found), scoreOf(found, cap), wordOf(scoreOf(found, cap))]).toEqual([p, score, word]);
  });
  it("the share taken down, and the confounder", () => {
    expect(printed(updatedShare(0.5, { hit: 11, expected: 0.026, of: 14 }))).toBe(0.720778);
    expect(printed(updatedShare(0.01, { hit: 0, expected: 0.026, of: 14 }))).toBe(0.00222222);
    expect(printed(confounderRate({ hit: 10, expected: 0.05, of: 27 }, 20))).toBe(0.0184259);
    expect(confounderRate({ hit: 0, expected: 0, of: 0 }, 20)).toBe(0);
  });
  it("the permutation finds the injected event and nothing at a quiet instant", () => {
    const test = {
      onsets: referenceOnsets(),
      window: { from: -5, to: 15 },
      record: { from: 0, to: REFERENCE_MIN },
      draws: 9_999,
    };
    const real = circularShift({ ...test, at: INJECTED_AT, random: mulberry32(1) });
    expect([real.k, printed(real.meanByChance), real.p]).toEqual([12, 0.0811081, 0.0001]);
    const quiet = circularShift({ ...test, at: QUIET_AT, random: mulberry32(1) });
    expect([quiet.k, printed(quiet.meanByChance), quiet.p]).toEqual([0, 0.0885089, 1]);
  });
  it("event coincidence", () => {
    const found = eventCoincidence({
      service: [105, 400, 1003, 2000],
      cloud: [100, 1000, 1500],
      window: 15,
      length: 1e4,
    });
    expect([found.coincided, found.of, printed(found.expected), printed(found.p)]).toEqual([
      2, 4, 0.017973, 0.000120411,
    ]);
    const lagged = { service: [105, 400], cloud: [90], window: 10, lag: 10, length: 1e4 };
    expect(eventCoincidence(lagged)).toMatchObject({ coincided: 1, rate: 0.5 });
    expect(eventCoincidence({ ...lagged, lag: 0 })).toMatchObject({ coincided: 0, p: 1 });
    expect(eventCoincidence({ service: [], cloud: [], window: 1, length: 2 })).toMatchObject({
      rate: null,
      expected: 0,
      p: 1,
    });
    expect(() => eventCoincidence({ ...lagged, length: 10 })).toThrow(RangeError);
  });
});

describe("the permutation", () => {
  const test = { window: { from: -5, to: 15 }, record: { from: 0, to: 1_000 }, draws: 999 };

  it("the guard keeps the event out of its own null", () => {
    const onsets = Array.from({ length: 5 }, () => [500]);
    expect(circularShift({ ...test, onsets, at: 500, random: mulberry32(3) })).toMatchObject({
      reached: 0,
      meanByChance: 0,
    });
  });
  it("counts a service once, however often it fell in the window, ends included", () => {
    const onsets = [[495, 500, 515], [494, 516], [515]];
    expect(circularShift({ ...test, onsets, at: 500, random: mulberry32(3) }).k).toBe(2);
  });
  it("draws nothing from what is excluded", () => {
    const onsets = [[100, 200, 800, 900]];
    const excluded = [
      { from: 0, to: 400 },
      { from: 600, to: 1_000 },
    ];
    expect(circularShift({ ...test, onsets, at: 500, excluded, random: mulberry32(3) }).meanByChance).toBe(0);
  });
  it("refuses to search where there is nothing to draw from", () => {
    const excluded = [{ from: 0, to: 1_000 }];
    expect(() => circularShift({ ...test, onsets: [], at: 500, excluded, random: mulberry32(3) })).toThrow(RangeError);
  });
});

describe("Benjamini and Hochberg", () => {
  it("asks more of a lone p the more was tested, and lets several carry one another", () => {
    expect(discoveries([1e-4])).toEqual([true]);
    expect(discoveries([1e-4, ...Array.from({ length: 99 }, () => 0.5)])[0]).toBe(true);
    expect(discoveries([1e-4, ...Array.from({ length: 100 }, () => 0.5)])[0]).toBe(false);
    expect(discoveries([0.009, 0.5, 0.009], 0.0135)).toEqual([true, false, true]);
  });
  it("steps up: a p above its own line passes under one that a greater p meets", () => {
    expect(discoveries([0.04, 0.045, 0.049, 0.9], 0.07)).toEqual([true, true, true, false]);
    expect(discoveries([])).toEqual([]);
    expect(() => discoveries([Number.NaN])).toThrow(RangeError);
  });
});

describe("lead and lag", () => {
  it("quantiles lie between the nearest two", () => {
    expect([0.25, 0.5, 0.75].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1.75, 2.5, 3.25]);
    expect([quantile([7], 0.5), quantile([], 0.5)]).toEqual([7, null]);
  });
  it("a planted lag stands above what any shift shows, and is where it was planted", () => {
    const random = mulberry32(5);
    const cloud = Array.from({ length: 60 }, () => random() * 129_600);
    const services = [...cloud.map((at) => at + 7), ...Array.from({ length: 300 }, () => random() * 129_600)];
    const found = crossCorrelation({ cloud, services, length: 129_600, random });
    const peak = found?.lags.reduce((best, each) => (each.r > best.r ? each : best));
    expect(peak?.lagMin).toBe(7);
    expect(peak?.r).toBeGreaterThan(found?.ceiling ?? 1);
    expect(found?.lags).toHaveLength(121);
  });
  it("series that have nothing to do with each other stay below the ceiling", () => {
    const random = mulberry32(11);
    const series = (n: number) => Array.from({ length: n }, () => random() * 129_600);
    const found = crossCorrelation({ cloud: series(60), services: series(400), length: 129_600, random });
    expect(Math.max(...(found?.lags ?? []).map(({ r }) => r))).toBeLessThanOrEqual(found?.ceiling ?? -1);
  });
  it("says nothing without onsets on both sides, or on a record too short to be shifted", () => {
    const random = mulberry32(1);
    expect(crossCorrelation({ cloud: [], services: [1], length: 10_000, random })).toBeNull();
    expect(crossCorrelation({ cloud: [1], services: [-5], length: 10_000, random })).toBeNull();
    expect(crossCorrelation({ cloud: [1], services: [1], length: 400, random })).toBeNull();
  });
});
