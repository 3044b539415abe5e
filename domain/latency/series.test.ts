import { describe, expect, it } from "vitest";
import { type LatencyBucket, latencyWindow, silentSince, slots } from "#domain/latency/series.ts";

const MINUTE = 60_000;
const T0 = Date.parse("2026-03-10T12:00:00Z");
const bucket = (minute: number, answered: number, failed: number): LatencyBucket => ({
  at: T0 + minute * MINUTE,
  answered,
  failed,
  neutral: 0,
  p50: answered > 0 ? 50 : null,
  p95: answered > 0 ? 60 : null,
});

it("a window is whole buckets, and the one that is not over yet is its last", () => {
  expect(latencyWindow("2h", T0 + 90_000)).toEqual({ from: T0 + 2 * MINUTE - 120 * MINUTE, to: T0 + 2 * MINUTE });
  expect(latencyWindow("90d", T0).to).toBe(Date.parse("2026-03-11T00:00:00Z"));
});

it("what is missing is a gap in its place", () => {
  const series = { check: "a/b/c", window: { from: T0, to: T0 + 4 * MINUTE }, bucketMs: MINUTE };
  const [one, three] = [bucket(1, 1, 0), bucket(3, 0, 1)];
  expect(slots([one, three], series)).toEqual([undefined, one, undefined, three]);
  expect(slots([bucket(-1, 1, 0), bucket(4, 1, 0)], series).every((slot) => slot === undefined)).toBe(true);
});

describe("no answer since", () => {
  it("is the first failure after the last answer", () => {
    expect(silentSince([bucket(0, 1, 0), bucket(1, 0, 1), bucket(3, 0, 2)])).toBe(T0 + MINUTE);
  });
  it("is not said after an answer, of a bucket with both, or of silence of our own", () => {
    expect(silentSince([bucket(0, 0, 1), bucket(1, 1, 2)])).toBeNull();
    expect(silentSince([bucket(0, 1, 0), bucket(1, 0, 0)])).toBeNull();
    expect(silentSince([])).toBeNull();
  });
});
