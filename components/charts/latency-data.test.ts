import { describe, expect, it } from "vitest";
import { drawingOf } from "#components/charts/latency-data.ts";
import type { PhaseBucket, PhaseSeries } from "#domain/latency/series.ts";

const MINUTE = 60_000;
const T0 = Date.parse("2026-03-10T12:00:00Z");
const bucket = (minute: number, answered: number, wait = 20): PhaseBucket => ({
  at: T0 + minute * MINUTE,
  answered,
  failed: answered === 0 ? 1 : 0,
  neutral: 0,
  p50: answered === 0 ? null : wait + 31.04,
  p95: answered === 0 ? null : wait + 40,
  phases:
    answered === 0
      ? { dns: null, connect: null, tls: null, wait: null, download: null }
      : { dns: null, connect: 10.04, tls: 20, wait, download: 1 },
});
const series = (buckets: readonly PhaseBucket[], minutes = 5): PhaseSeries => ({
  kind: "phases",
  check: "a/b/c",
  window: { from: T0, to: T0 + minutes * MINUTE },
  bucketMs: MINUTE,
  buckets,
  table: [],
  whole: null,
  vantages: ["here"],
});

describe("what is drawn of latency", () => {
  it("is a bar by phase for each answered bucket, nothing for a failed one, and a gap for a missing one", () => {
    const drawing = drawingOf(series([bucket(0, 1), bucket(2, 0), bucket(3, 0)]), []);
    expect(drawing).toMatchObject({
      kind: "phases",
      axis: { top: 60 },
      silentFrom: 2,
      buckets: [
        { phases: { dns: 0, connect: 10, tls: 20, wait: 20, download: 1 }, p50: 51 },
        null,
        { phases: null, failed: 1 },
        { phases: null, failed: 1 },
        null,
      ],
    });
  });

  it("has the cloud's events as bands, cut to the window; those outside of it are left out", () => {
    const label = "event";
    const bands = (from: number, to: number | null) =>
      drawingOf(series([]), [{ label, from: T0 + from * MINUTE, to: to === null ? null : T0 + to * MINUTE }]).bands;
    expect(bands(2, null)).toEqual([{ from: 2, to: 4, label }]);
    expect(bands(-60, 3)).toEqual([{ from: 0, to: 3, label }]);
    expect(bands(-60, 0)).toEqual([]);
    expect(bands(5, null)).toEqual([]);
  });
});
