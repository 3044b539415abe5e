import { beforeEach, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeMeasurement } from "#db/testing/fixtures.ts";
import { deleteEvidence, dropRawDay } from "#db/write/evidence.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions, listPartitions } from "#db/write/partitions.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const midnight = Date.parse("2026-03-10T00:00:00Z");
const [minute, day] = [60_000, 86_400_000];
const today = midnight + 3 * day;
let vantageId = 0;

beforeEach(async () => {
  await database.sql`truncate measurement, measurement_evidence, rollup_progress, vantage`;
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, midnight + day);
    const identity = { name: "here", provider: null, region: null, country: null, world: false };
    vantageId = await upsertVantage(tx, identity, midnight);
  });
  await record(midnight);
  await record(midnight + minute, {
    outcome: "failed",
    failureType: "tcp.refused",
    phase: "connection",
    httpStatus: null,
  });
  await record(midnight + 2 * minute, { outcome: "degraded", failureType: "payload.stale", facts: { head_number: 3 } });
  await record(midnight + 3 * minute, { outcome: "neutral", failureType: "neutral.rate_limited" });
  await record(midnight + day, { outcome: "failed", failureType: "tcp.refused" });
});

const record = (tick: number, overrides: Partial<Measurement> = {}) =>
  database.sql.begin((tx) =>
    recordMeasurements(tx, [{ checkId: 1, vantageId, measurement: makeMeasurement("x", tick, overrides) }], tick),
  );
const seal = (to: number, grains = ["hour", "day"]) => database.sql`
  insert into rollup_progress (vantage_id, grain, done_to, sealed_to)
  select ${vantageId}, grain, ${new Date(to)}, ${new Date(to)} from unnest(${grains}::text[]) grain
  on conflict (vantage_id, grain) do update set sealed_to = excluded.sealed_to`;
const drop = (before: number) => database.sql.begin((tx) => dropRawDay(tx, before));
const evidence = () => database.sql`select * from measurement_evidence order by tick`;
const rawDays = async () =>
  (await database.sql.begin((tx) => listPartitions(tx)))
    .filter((row) => row.parent === "measurement" && row.day < "2026-03-13")
    .map((row) => row.day);

it("failed and degraded rows of a dropped day are kept whole, ok and neutral ones go", async () => {
  await seal(today);
  const before = await database.sql`
    select * from measurement where outcome in ('failed', 'degraded') and tick < ${new Date(midnight + day)} order by tick`;
  expect(await drop(midnight + day)).toBe("measurement_2026_03_10");
  expect(await rawDays()).toEqual(["2026-03-11", "2026-03-12"]);
  expect(await evidence()).toEqual(before);
  expect(before).toHaveLength(2);
});

it("one day is dropped at a time, the oldest first, and none within retention", async () => {
  await seal(today);
  const dropped = [await drop(midnight + 2 * day), await drop(midnight + 2 * day), await drop(midnight + 2 * day)];
  expect(dropped).toEqual(["measurement_2026_03_10", "measurement_2026_03_11", null]);
  expect(await evidence()).toHaveLength(3);
});

it("a day that is not sealed is never dropped, however old", async () => {
  const muchLater = midnight + 400 * day;
  expect(await drop(muchLater)).toBeNull();
  await seal(midnight + day, ["hour"]);
  expect(await drop(muchLater)).toBeNull();
  await seal(midnight + day - 1, ["day"]);
  expect(await drop(muchLater)).toBeNull();
  await seal(midnight + day);
  expect(await drop(muchLater)).toBe("measurement_2026_03_10");
  expect(await drop(muchLater)).toBeNull();
});

it("a kill between copy and drop loses nothing and doubles nothing", async () => {
  await seal(today);
  const killed = database.sql.begin(async (tx) => {
    await dropRawDay(tx, midnight + day);
    throw new Error("killed");
  });
  await expect(killed).rejects.toThrow("killed");
  expect(await rawDays()).toContain("2026-03-10");
  expect(await evidence()).toHaveLength(0);
  expect(await drop(midnight + day)).toBe("measurement_2026_03_10");
  expect(await evidence()).toHaveLength(2);
});

it("evidence that is there already stays as it is", async () => {
  await seal(today);
  await database.sql`insert into measurement_evidence select * from measurement where outcome = 'failed'`;
  expect(await drop(midnight + day)).toBe("measurement_2026_03_10");
  expect((await evidence()).map((row) => row.outcome)).toEqual(["failed", "degraded", "failed"]);
});

it("two workers that drop at the same time drop each day once", async () => {
  await seal(today);
  const names = await Promise.all([1, 2, 3].map(() => drop(midnight + 2 * day)));
  expect(names.sort()).toEqual(["measurement_2026_03_10", "measurement_2026_03_11", null]);
});

it("evidence past its own retention goes, and nothing younger", async () => {
  await seal(today);
  await drop(midnight + day);
  expect(await database.sql.begin((tx) => deleteEvidence(tx, midnight + 2 * minute))).toBe(1);
  expect((await evidence()).map((row) => row.outcome)).toEqual(["degraded"]);
});
