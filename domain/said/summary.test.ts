import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Acknowledgement } from "#domain/said/acknowledgement.ts";
import { accuracyGrade } from "#domain/said/grade.ts";
import { kaplanMeierMedian, type Lifetime } from "#domain/said/kaplan-meier.ts";
import { saidSummary } from "#domain/said/summary.ts";

const MINUTE = 60_000;
const said = (minutes: number, over: Partial<Acknowledgement> = {}): Acknowledgement => ({
  incident: `${minutes}`,
  state: "acknowledged",
  settled: true,
  notice: "n",
  said: { ms: minutes * MINUTE, errorMs: 2 * MINUTE, order: minutes > 2 ? "vendor_late" : "cannot_tell" },
  saidByPageMs: null,
  censoredMs: null,
  cleared: null,
  backdatedMs: null,
  ...over,
});
const silent = (minutes: number, over: Partial<Acknowledgement> = {}): Acknowledgement =>
  said(minutes, { state: "never", notice: null, said: null, censoredMs: minutes * MINUTE, ...over });

describe("a vendor's record", () => {
  it("methods 5: 22, 5, 0 and 40 min acknowledged, one censored at 90", () => {
    const summary = saidSummary([said(22), said(5), said(0), silent(90), said(40)]);
    expect(summary).toMatchObject({
      n: 5,
      acknowledged: 4,
      medianMs: 22 * MINUTE,
      medianErrorMs: 2 * MINUTE,
      cannotTell: 1,
    });
    expect(summary?.grade).toEqual({ averageMin: 61.4, grade: "C" });
    expect([summary?.share.low, summary?.share.high].map((x) => Number(x?.toPrecision(6)))).toEqual([
      0.375535, 0.963776,
    ]);
  });
  it("methods 5: 10 min acknowledged, 60 and 70 censored: no median, and the mean invents one", () => {
    const summary = saidSummary([said(10), silent(60), silent(70)]);
    expect(summary).toMatchObject({
      n: 3,
      acknowledged: 1,
      medianMs: null,
      medianErrorMs: null,
      grade: { grade: "D" },
    });
  });
  it("is nothing under three incidents whose 24 h are over and whose page was read", () => {
    const open = silent(30, { state: "pending", settled: false });
    const early = said(30, { settled: false });
    const blind = silent(30, { state: "unread" });
    expect(saidSummary([said(1), said(2)])).toBeNull();
    expect(saidSummary([said(1), said(2), open, early, blind])).toBeNull();
    expect(saidSummary([said(1), said(2), said(3), open, early, blind])).toMatchObject({ n: 3, acknowledged: 3 });
  });
  it("what was acknowledged in a gap of our reading counts as acknowledged, up to the gap in the median, and has no grade", () => {
    const found = said(300, { censoredMs: 10 * MINUTE });
    expect(saidSummary([said(20), said(30), said(40), found])).toMatchObject({
      n: 4,
      acknowledged: 4,
      medianMs: 30 * MINUTE,
      grade: { averageMin: 30 },
    });
    expect(saidSummary([said(20), said(30), found, found])).toMatchObject({ n: 4, acknowledged: 4, grade: null });
    const blind = said(300, { censoredMs: 0 });
    expect(saidSummary([said(20), said(30), said(40), blind, blind, blind, blind])).toMatchObject({
      acknowledged: 7,
      medianMs: 30 * MINUTE,
    });
  });
  it("says why there is no median: more than half never said so, or too few could be followed", () => {
    expect(saidSummary([said(10), silent(60), silent(70)])).toMatchObject({ medianMs: null, noMedian: "never_said" });
    const found = said(300, { censoredMs: 15 * MINUTE });
    expect(saidSummary([said(10), found, found])).toMatchObject({ medianMs: null, noMedian: "not_watched" });
    expect(saidSummary([said(10), said(20), said(30)])).toMatchObject({ medianMs: 20 * MINUTE, noMedian: null });
  });
  it("an outage that still has time left does not count against the vendor, but holds the median up", () => {
    const open = Array.from({ length: 4 }, () => silent(500, { state: "pending", settled: false }));
    expect(saidSummary([said(1), said(2), said(3), ...open])).toMatchObject({ n: 3, acknowledged: 3, medianMs: null });
  });
  it("counts who was first and what was dated back; an unknown error stays unknown", () => {
    const first = said(-9, { said: { ms: -9 * MINUTE, errorMs: MINUTE, order: "vendor_first" }, backdatedMs: 1 });
    const unsure = said(4, { said: { ms: 4 * MINUTE, errorMs: null, order: "cannot_tell" } });
    const summary = saidSummary([first, unsure, said(50)]);
    expect(summary).toMatchObject({
      vendorFirst: 1,
      vendorLate: 1,
      cannotTell: 1,
      backdated: 1,
      medianMs: 4 * MINUTE,
      medianErrorMs: null,
    });
  });
});

describe("the grade", () => {
  it("has StatusGator's bounds: first is 0, never is 240", () => {
    const grade = (time: number, observed = true) => accuracyGrade([{ time, observed }]).grade;
    expect([-50, 14.9, 15, 29.9, 30, 119, 120, 240, 241].map((time) => grade(time))).toEqual([..."AABBCCDDF"]);
    expect(grade(5, false)).toBe("D");
    expect(() => accuracyGrade([])).toThrow(RangeError);
  });
});

const anyLifetimes: fc.Arbitrary<Lifetime[]> = fc.array(
  fc.record({ time: fc.integer({ min: -20, max: 200 }), observed: fc.boolean() }),
  { minLength: 1, maxLength: 20 },
);

describe("the Kaplan-Meier median", () => {
  it("without censoring is the first time at which half have happened", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 200 }), { minLength: 1, maxLength: 20 }), (times) => {
        const sorted = times.toSorted((a, b) => a - b);
        const median = kaplanMeierMedian(times.map((time) => ({ time, observed: true })));
        expect(median).toBe(sorted[Math.ceil(sorted.length / 2) - 1]);
      }),
    );
  });
  it("is a time at which something happened, whatever the order, and null when nothing did", () => {
    fc.assert(
      fc.property(anyLifetimes, (lifetimes) => {
        const median = kaplanMeierMedian(lifetimes);
        expect(kaplanMeierMedian(lifetimes.toReversed())).toBe(median);
        const happened = lifetimes.filter(({ observed }) => observed).map(({ time }) => time);
        if (median !== null) expect(happened).toContain(median);
        if (happened.length === 0) expect(median).toBeNull();
      }),
    );
  });
  it("is never sooner for knowing less: what was not seen to happen cannot hasten it", () => {
    fc.assert(
      fc.property(anyLifetimes, fc.nat(), (lifetimes, pick) => {
        const index = pick % lifetimes.length;
        const lost = lifetimes.with(index, { time: lifetimes[index]?.time ?? 0, observed: false });
        const before = kaplanMeierMedian(lifetimes) ?? Number.POSITIVE_INFINITY;
        expect(kaplanMeierMedian(lost) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(before);
      }),
    );
  });
  it("what is given up at the time of an event was still watched then", () => {
    const both = [
      { time: 5, observed: false },
      { time: 5, observed: true },
    ];
    expect(kaplanMeierMedian(both)).toBe(5);
  });
});
