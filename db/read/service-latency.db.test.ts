import { beforeEach, describe, expect, it } from "vitest";
import { readLatency, readMedian } from "#db/read/service-latency.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { rollUp } from "#db/write/rollup.ts";
import { setMonitored, upsertVantage } from "#db/write/vantage.ts";
import type { PhaseSeries, TotalSeries } from "#domain/latency/series.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const NOW = Date.parse("2026-03-10T12:00:30Z");
const CHECK = "kraken/api/time";
const vantages = new Map<string, number>();
let checkId = 0;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate measurement, measurement_hour, measurement_day, check_latest, check_vantage, vantage, check_def, component, service cascade`;
  await sql.begin(async (tx) => {
    for (const day of [NOW, NOW - DAY]) await ensurePartitions(tx, day);
    const ids = await syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, NOW - 90 * DAY);
    checkId = ids.get(CHECK) ?? 0;
    for (const name of ["here", "there"]) {
      const identity = { name, provider: null, region: null, country: null, world: true };
      const vantageId = await upsertVantage(tx, identity, NOW - 90 * DAY);
      await setMonitored(tx, vantageId, [{ checkId, reason: null, staggerMs: 0 }], NOW - 90 * DAY);
      vantages.set(name, vantageId);
    }
  });
});

async function measure(vantage: string, ago: number, waitMs: number, over: Partial<Measurement> = {}): Promise<void> {
  const tick = Math.floor((NOW - ago) / MINUTE) * MINUTE;
  const timings = { dnsMs: 1, connectMs: null, tlsMs: 3, waitMs, downloadMs: 1, totalMs: waitMs + 5 };
  const measurement = makeMeasurement(CHECK, tick, { vantage, timings, ...over });
  const vantageId = vantages.get(vantage) ?? 0;
  await database.sql.begin((tx) => recordMeasurements(tx, [{ checkId, vantageId, measurement }], NOW));
}
const failed = { outcome: "failed", failureType: "tcp.refused", phase: "connection" } as const;
const phases = (range: "2h" | "24h") => readLatency(database.db, { check: CHECK, range }, NOW) as Promise<PhaseSeries>;

describe("latency by phase", () => {
  it("is of all vantages together, in buckets: medians of answers alone, failures counted, nothing where nothing is", async () => {
    await measure("here", 0, 40);
    await measure("there", 0, 60);
    await measure("here", 5 * MINUTE, 10_000, failed);
    await measure("there", 5 * MINUTE, 20);
    await measure("here", 7 * MINUTE, 0, { outcome: "neutral", failureType: "neutral.rate_limited" });
    const { buckets, whole, vantages: from, window } = await phases("2h");
    expect(window).toEqual({ from: NOW - 30_000 - 119 * MINUTE, to: NOW + 30_000 });
    expect(from).toEqual(["here", "there"]);
    expect(buckets).toEqual([
      {
        at: NOW - 30_000 - 7 * MINUTE,
        answered: 0,
        failed: 0,
        neutral: 1,
        p50: null,
        p95: null,
        phases: { dns: null, connect: null, tls: null, wait: null, download: null },
      },
      {
        at: NOW - 30_000 - 5 * MINUTE,
        answered: 1,
        failed: 1,
        neutral: 0,
        p50: 25,
        p95: 25,
        phases: { dns: 1, connect: null, tls: 3, wait: 20, download: 1 },
      },
      {
        at: NOW - 30_000,
        answered: 2,
        failed: 0,
        neutral: 0,
        p50: 45,
        p95: 65,
        phases: { dns: 1, connect: null, tls: 3, wait: 40, download: 1 },
      },
    ]);
    expect(whole).toEqual({ answered: 3, failed: 1, neutral: 1, p50: 45, p95: 65 });
  });

  it("has a table of a few longer buckets, whose percentiles are their own", async () => {
    for (const [ago, wait] of [
      [0, 10],
      [1, 20],
      [2, 90],
    ] as const)
      await measure("here", ago * MINUTE, wait);
    const { buckets, table } = await phases("24h");
    expect(buckets.map(({ answered }) => answered)).toEqual([2, 1]);
    expect(table.map(({ answered, p50 }) => [answered, p50])).toEqual([
      [2, 25],
      [1, 15],
    ]);
  });

  it("reads no row of another check, nor older than its window, and of nothing it says nothing", async () => {
    await measure("here", 3 * HOUR, 40);
    expect(await phases("2h")).toMatchObject({ buckets: [], table: [], whole: null, vantages: [] });
    const nobody = await readLatency(database.db, { check: "kraken/api/nobody", range: "2h" }, NOW);
    expect(nobody).toMatchObject({ kind: "phases", buckets: [] });
  });

  it("goes along the primary key of the raw record, and into no day outside of its window", async () => {
    const plans: string[] = [];
    await database.sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      const rows = await tx<{ "QUERY PLAN": string }[]>`
        explain select * from measurement where check_id = ${checkId} and vantage_id = 1
          and tick >= ${new Date(NOW - 2 * HOUR)} and tick < ${new Date(NOW)}`;
      plans.push(...rows.map((row) => row["QUERY PLAN"]));
    });
    expect(plans.join("\n")).toMatch(/Index Scan|Bitmap Index Scan/);
    expect(plans.join("\n")).not.toContain("20260309");
  });
});

it("a median is of the answers of all vantages in its window, failures left out, and of nothing there is none", async () => {
  await measure("here", 0, 40);
  await measure("there", MINUTE, 60);
  await measure("there", 2 * MINUTE, 80);
  await measure("here", 3 * MINUTE, 10_000, failed);
  await measure("here", 3 * HOUR, 1);
  const median = (check: string, ms: number) => readMedian(database.db, check, { from: NOW - ms, to: NOW + MINUTE });
  expect(await median(CHECK, HOUR)).toBe(65);
  expect(await median(CHECK, 4 * HOUR)).toBe(45);
  expect(await median("kraken/api/nobody", HOUR)).toBeNull();
});

describe("latency over days", () => {
  it("is each vantage by itself, from rollups: percentiles are not joined", async () => {
    await measure("here", 90 * MINUTE, 10);
    await measure("here", 91 * MINUTE, 30);
    await measure("there", 90 * MINUTE, 200);
    await measure("there", 91 * MINUTE, 0, failed);
    const hour = Math.floor((NOW - 2 * HOUR) / HOUR) * HOUR;
    await database.sql.begin(async (tx) => {
      for (const id of vantages.values()) await rollUp(tx, "hour", id, { from: hour, to: hour + HOUR, now: NOW });
    });
    const { lines } = (await readLatency(database.db, { check: CHECK, range: "7d" }, NOW)) as TotalSeries;
    expect(lines).toEqual([
      { vantage: "here", buckets: [{ at: hour, answered: 2, failed: 0, neutral: 0, p50: 15, p95: 35 }] },
      { vantage: "there", buckets: [{ at: hour, answered: 1, failed: 1, neutral: 0, p50: 205, p95: 205 }] },
    ]);
    const days = await readLatency(database.db, { check: CHECK, range: "90d" }, NOW);
    expect(days).toMatchObject({ kind: "totals", lines: [] });
  });
});
