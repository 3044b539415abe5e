import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { rolledUpTo, rollUpMinutes } from "#db/write/rollup.ts";
import { claimVantage, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
const minute = 60_000;
let ids = new Map<string, number>();
let vantageId = 0;

beforeAll(async () => {
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, start);
    const checks = [makeCheck("fast", { intervalS: 20 }), makeCheck("slow", { intervalS: 300 }), makeCheck("keyed")];
    ids = await syncCatalog(tx, { services: [makeService("kraken", checks)] }, start);
    const identity = { name: "here", provider: null, region: null, country: null, world: false };
    vantageId = await upsertVantage(tx, identity, start);
    const monitored = [...ids].map(([key, checkId]) => ({
      checkId,
      reason: key.endsWith("keyed") ? "key" : null,
      staggerMs: key.endsWith("slow") ? 200_000 : 0,
    }));
    await setMonitored(tx, vantageId, monitored, start);
    await claimVantage(tx, { vantageId, workerId: "w", version: "test" }, start);
  });
});

const record = (key: string, tick: number, overrides: Partial<Measurement> = {}) =>
  database.sql.begin((tx) =>
    recordMeasurements(
      tx,
      [{ checkId: ids.get(key) ?? 0, vantageId, measurement: makeMeasurement(key, tick, overrides) }],
      start + 3_600_000,
    ),
  );
const rollUp = (from: number, to: number, now = start + 3_600_000) =>
  database.sql.begin((tx) => rollUpMinutes(tx, vantageId, { from, to, now }));
const minutes = (key: string) => database.sql`
  select *, extract(epoch from minute - ${new Date(start)}) / 60 as n from measurement_minute
  where check_id = ${ids.get(key) ?? 0} order by minute`;
const total = (totalMs: number) => ({
  timings: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs },
});

it("a minute counts outcomes, failure types and percentiles of successful answers only", async () => {
  await record("kraken/api/fast", start, total(100));
  await record("kraken/api/fast", start + 20_000, total(300));
  await record("kraken/api/fast", start + 40_000, { outcome: "failed", failureType: "tcp.refused", ...total(9_999) });
  await rollUp(start, start + minute);
  const [row] = await minutes("kraken/api/fast");
  expect(row).toMatchObject({
    expected: 3,
    ok: 2,
    degraded: 0,
    failed: 1,
    neutral: 0,
    p50_ms: 100,
    p95_ms: 300,
    max_ms: 300,
  });
  expect(row?.failure_types).toEqual({ "tcp.refused": 1 });
});

it("a minute without measurements is a visible gap, and a check is expected only when its tick was due", async () => {
  await rollUp(start + minute, start + 6 * minute);
  const fast = await minutes("kraken/api/fast");
  expect(fast.map((row) => [Number(row.n), row.expected, row.ok])).toEqual([
    [0, 3, 2],
    [1, 3, 0],
    [2, 3, 0],
    [3, 3, 0],
    [4, 3, 0],
    [5, 3, 0],
  ]);
  const slow = await minutes("kraken/api/slow");
  expect(slow.map((row) => [Number(row.n), row.expected])).toEqual([
    [0, 1],
    [5, 1],
  ]);
});

it("what a vantage does not run is not expected of it", async () => {
  expect((await minutes("kraken/api/keyed")).length).toBe(0);
});

it("late results are counted when the minute is rolled up again, and again changes nothing", async () => {
  await record("kraken/api/fast", start + minute + 20_000, { outcome: "neutral", failureType: "neutral.rate_limited" });
  await rollUp(start + minute, start + 2 * minute);
  await rollUp(start + minute, start + 2 * minute);
  const row = (await minutes("kraken/api/fast"))[1];
  expect(row).toMatchObject({ expected: 3, neutral: 1, ok: 0, p50_ms: null });
});

it("the extra tick at the start never makes more received than expected", async () => {
  for (const offset of [7_000, 20_000, 40_000, 0]) await record("kraken/api/fast", start + 7 * minute + offset);
  await rollUp(start + 7 * minute, start + 8 * minute);
  expect((await minutes("kraken/api/fast")).at(-1)).toMatchObject({ expected: 4, ok: 4 });
});

it("a vantage knows how far it is rolled up, and an older pass does not set it back", async () => {
  expect(await database.sql.begin((tx) => rolledUpTo(tx, vantageId))).toBe(start + 8 * minute);
  await rollUp(start, start + minute);
  expect(await database.sql.begin((tx) => rolledUpTo(tx, vantageId))).toBe(start + 8 * minute);
});

it("a tick is not missing before its check was due to start", async () => {
  const at = start + 10 * minute;
  await rollUp(at, at + minute, at + minute);
  const early = (await minutes("kraken/api/slow")).filter((row) => Number(row.n) === 10);
  expect(early).toEqual([]);
  await rollUp(at, at + minute, at + 200_000);
  const due = (await minutes("kraken/api/slow")).filter((row) => Number(row.n) === 10);
  expect(due.map((row) => row.expected)).toEqual([1]);
});

it("a part of a minute is refused", async () => {
  await expect(rollUp(start + 1, start + minute)).rejects.toThrow("whole minutes");
});
