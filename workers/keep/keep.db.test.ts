import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions, listPartitions } from "#db/write/partitions.ts";
import { claimVantage, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import { keepBaselines, keepHoursAndDays, keepPartitions } from "#workers/keep/keep.ts";

const database = testDatabase();
const midnight = Date.parse("2026-03-10T00:00:00Z");
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const retention = { rawDays: 3, minutesDays: 3, evidenceDays: 10 };
const reachBackMs = 5 * minute;
const never = new AbortController().signal;

beforeAll(async () => {
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, midnight);
    const ids = await syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, midnight);
    const checkId = ids.get("kraken/api/time") ?? 0;
    for (const name of ["here", "dead"]) {
      const identity = { name, provider: null, region: null, country: null, world: false };
      const vantageId = await upsertVantage(tx, identity, midnight);
      await setMonitored(tx, vantageId, [{ checkId, reason: null, staggerMs: 0 }], midnight);
      await claimVantage(tx, { vantageId, workerId: name, version: "test" }, midnight);
      const rows = Array.from({ length: 60 }, (_, n) => {
        const outcome = n === 7 ? ("failed" as const) : ("ok" as const);
        return { checkId, vantageId, measurement: makeMeasurement("x", midnight + n * minute, { outcome }) };
      });
      await recordMeasurements(tx, rows, midnight + hour);
    }
  });
});

const count = async (table: string) => (await database.sql`select 1 from ${database.sql(table)}`).length;
const rawDays = async () =>
  (await database.sql.begin((tx) => listPartitions(tx)))
    .filter((row) => row.parent === "measurement")
    .map((row) => row.day);

it("a worker that is told to stop leaves the rest of a long catch-up for later", async () => {
  const stopped = new AbortController();
  stopped.abort();
  await keepHoursAndDays(database.sql, { now: midnight + 2 * day, reachBackMs }, stopped.signal);
  expect(await count("measurement_hour")).toBe(0);
});

it("raw rows outlive their retention until their hours and days are sealed", async () => {
  const { dropped } = await keepPartitions(database.sql, midnight + 6 * day, retention);
  // The day before the first result holds nothing that could be lost.
  expect(dropped.filter((name) => /measurement_2/.test(name))).toEqual(["measurement_2026_03_09"]);
  expect(dropped).toContain("measurement_minute_2026_03_10");
  expect((await rawDays())[0]).toBe("2026-03-10");
});

it("after a pass of several workers at once every hour and day of every vantage is there, and raw rows go", async () => {
  const asOf = { now: midnight + 6 * day, reachBackMs };
  await Promise.all([1, 2, 3].map(() => keepHoursAndDays(database.sql, asOf, never)));
  await keepHoursAndDays(database.sql, asOf, never);
  // The sixth day ended within reach of its last results.
  expect(await count("measurement_day")).toBe(2 * 5);
  expect(await count("measurement_hour")).toBe(2 * (6 * 24 - 1));
  const { dropped } = await keepPartitions(database.sql, asOf.now, retention);
  expect(dropped).toEqual(["measurement_2026_03_10", "measurement_2026_03_11", "measurement_2026_03_12"]);
  expect(await count("measurement_evidence")).toBe(2);
  const sums = await database.sql`select sum(ok)::int as ok, sum(failed)::int as failed from measurement_hour`;
  expect(sums[0]).toEqual({ ok: 118, failed: 2 });
});

it("hours and days stay when everything they were made of is gone, and evidence goes after its own time", async () => {
  const before = await database.sql`select * from measurement_day order by vantage_id, day`;
  const hours = await count("measurement_hour");
  const later = midnight + 12 * day;
  await keepHoursAndDays(database.sql, { now: later, reachBackMs }, never);
  await keepPartitions(database.sql, later, retention);
  await keepHoursAndDays(database.sql, { now: later, reachBackMs }, never);
  expect(await count("measurement_hour")).toBeGreaterThanOrEqual(hours);
  const after = await database.sql`
    select * from measurement_day where day < ${new Date(midnight + 5 * day)} order by vantage_id, day`;
  expect(after).toEqual(before);
  expect(await count("measurement_evidence")).toBe(0);
});

it("baselines of what is measured are kept", async () => {
  await database.sql`update check_latest set ok_at = ${new Date(midnight + hour)}`;
  await keepBaselines(database.sql, midnight + 2 * hour);
  expect(await count("latency_baseline")).toBe(2);
});
