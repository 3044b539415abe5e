import { describe, expect, it } from "vitest";
import { quietMs, quietRecord, within } from "#domain/attribution/quiet.ts";
import { backgroundRate, chanceWithin, PRIOR_RATE } from "#domain/attribution/rate.ts";
import { event, longRecord, minute, T0 } from "#domain/attribution/testing/scene.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#domain/attribution/units.ts";

const short = event({ end: T0 + HOUR_MS });
const { from, to } = longRecord.window;
const quiet = quietRecord(longRecord, short);

describe("what is learned from", () => {
  it("is the last 90 days but the event itself, with 2 h either side", () => {
    const older = { ...longRecord, window: { from: from - 300 * DAY_MS, to } };
    expect(quietRecord(older, short).window).toEqual({ from: to - 90 * DAY_MS, to });
    expect(quiet.loud).toEqual([{ from: T0 - 2 * HOUR_MS, to: T0 + 3 * HOUR_MS }]);
    expect(quietMs(quiet, 0)).toBe(90 * DAY_MS - 5 * HOUR_MS);
  });
  it("is nothing near a graver incident of any cloud; the mild ones are too many to leave out", () => {
    const at = T0 - 10 * DAY_MS;
    const incident = { from: at, to: at + HOUR_MS };
    const loudness = (["informational", "degraded", "disruption", "outage"] as const).map((severity) => {
      const record = { ...longRecord, cloudIncidents: [{ ...incident, severity }] };
      return (quietMs(quiet, 0) - quietMs(quietRecord(record, short), 0)) / HOUR_MS;
    });
    expect(loudness).toEqual([0, 0, 5, 5]);
  });
  it("an entry that a cloud keeps open for months counts for its first day", () => {
    const record = {
      ...longRecord,
      cloudIncidents: [{ from: T0 - 60 * DAY_MS, to: null, severity: "outage" as const }],
    };
    expect((quietMs(quiet, 0) - quietMs(quietRecord(record, short), 0)) / HOUR_MS).toBe(28);
  });
  it("is nothing where nothing was measured", () => {
    const record = { ...longRecord, gaps: [{ from: T0 - 9 * DAY_MS, to: T0 - 4 * DAY_MS }] };
    expect(quietMs(quiet, 0) - quietMs(quietRecord(record, short), 0)).toBe(5 * DAY_MS);
  });
  it("a record that ends before it begins is refused", () => {
    expect(() => quietRecord({ ...longRecord, window: { from: 1, to: 0 } }, short)).toThrow(RangeError);
  });
  it("knows for every instant whether it lies in a stretch", () => {
    const stretches = [
      { from: 2, to: 4 },
      { from: 6, to: 7 },
    ];
    expect(Array.from({ length: 9 }, (_, at) => within(stretches, at))).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(within([], 0)).toBe(false);
  });
});

describe("how often a service fails by itself", () => {
  it("is (k + 0.5) / T over its quiet minutes", () => {
    const onsets = [1, 2, 3].map((day) => T0 - day * DAY_MS);
    const T = quietMs(quiet, 0) / MINUTE_MS;
    expect(backgroundRate([...onsets, T0, minute(60)], from, quiet)).toEqual({ perMinute: 3.5 / T, basis: "recorded" });
    expect(backgroundRate([], from, quiet).perMinute).toBe(0.5 / T);
  });
  it("counts components that fall together once", () => {
    const at = T0 - DAY_MS;
    const one = backgroundRate([at], from, quiet);
    expect(backgroundRate([at, at, at + MINUTE_MS, at + 15 * MINUTE_MS], from, quiet)).toEqual(one);
    expect(backgroundRate([at + 15 * MINUTE_MS, at], from, quiet).perMinute).toBeGreaterThan(one.perMinute);
  });
  it("is assumed until 30 quiet days are recorded: 4 a month", () => {
    expect(backgroundRate([], to - 30 * DAY_MS, quiet)).toEqual(PRIOR_RATE);
    expect(backgroundRate([], to - 30 * DAY_MS - 5 * HOUR_MS, quiet).basis).toBe("recorded");
    expect(PRIOR_RATE.perMinute).toBeCloseTo(9.2592592e-5, 11);
  });
  it("leaves onsets of before it was probed out", () => {
    const since = T0 - 60 * DAY_MS;
    expect(backgroundRate([since - DAY_MS], since, quiet)).toEqual(backgroundRate([], since, quiet));
  });
  it("gives the chance of an onset within a window", () => {
    expect(chanceWithin({ perMinute: 1e-3 }, 20)).toBeCloseTo(1 - Math.exp(-0.02), 15);
  });
});
