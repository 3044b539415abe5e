import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { type AsOf, dueRollups, isSealed, rollUpNext } from "#db/write/hours.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { rollUp, rollUpMinutes } from "#db/write/rollup.ts";
import { claimVantage, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const midnight = Date.parse("2026-03-10T00:00:00Z");
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const reachBackMs = 10 * minute;
let checkId = 0;
let vantageId = 0;

beforeEach(async () => {
  await database.sql`truncate measurement, measurement_minute, measurement_hour, measurement_day, rollup_progress,
    check_latest, check_vantage, worker_heartbeat, vantage`;
  await database.sql.begin(async (tx) => {
    for (const at of [midnight, midnight + 7 * day]) await ensurePartitions(tx, at);
    const services = [makeService("kraken", [makeCheck("time", { intervalS: 60 })])];
    checkId = (await syncCatalog(tx, { services }, midnight)).get("kraken/api/time") ?? 0;
    vantageId = await newVantage("here", midnight);
  });
});

const newVantage = (name: string, at: number) =>
  database.sql.begin(async (tx) => {
    const identity = { name, provider: null, region: null, country: null, world: false };
    const id = await upsertVantage(tx, identity, at);
    await setMonitored(tx, id, [{ checkId, reason: null, staggerMs: 0 }], at);
    await claimVantage(tx, { vantageId: id, workerId: name, version: "test" }, at);
    return id;
  });
const record = (tick: number, totalMs = 15, overrides: Partial<Measurement> = {}, vantage = vantageId) => {
  const timings = { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs };
  const measurement = makeMeasurement("kraken/api/time", tick, { timings, ...overrides });
  return database.sql.begin((tx) => recordMeasurements(tx, [{ checkId, vantageId: vantage, measurement }], tick));
};
const heartbeat = (at: number) =>
  database.sql`update worker_heartbeat set beat_at = ${new Date(at)} where vantage_id = ${vantageId}`;

/** What the keeper does in one pass. @returns how many buckets were done. */
async function pass(now: number): Promise<number> {
  const asOf: AsOf = { now, reachBackMs };
  let done = 0;
  for (const task of await database.sql.begin((tx) => dueRollups(tx, asOf)))
    while (await database.sql.begin((tx) => rollUpNext(tx, task, asOf))) done += 1;
  return done;
}
const hours = () => database.sql`
  select *, extract(epoch from hour - ${new Date(midnight)})::int / 3600 as n from measurement_hour
  where vantage_id = ${vantageId} order by hour`;
const days = () => database.sql`select * from measurement_day where vantage_id = ${vantageId} order by day`;

describe("what an hour and a day say", () => {
  it("percentiles come from all answers of the bucket, not from those of its minutes", async () => {
    // One answer a minute: the mean of the minutes' p95 would be 145, the worst one 1,000.
    for (let n = 0; n < 57; n += 1) await record(midnight + n * minute, 100);
    for (let n = 57; n < 60; n += 1) await record(midnight + n * minute, 1_000);
    await database.sql.begin((tx) =>
      rollUpMinutes(tx, vantageId, { from: midnight, to: midnight + hour, now: midnight + hour }),
    );
    await pass(midnight + hour + reachBackMs);
    expect((await hours())[0]).toMatchObject({ n: 0, expected: 60, ok: 60, p50_ms: 100, p95_ms: 100, max_ms: 1_000 });
    await record(midnight + 30 * minute + 1_000, 1_000);
    await pass(midnight + 3 * hour + reachBackMs);
    expect((await hours())[0]).toMatchObject({ expected: 61, ok: 61, p95_ms: 1_000 });
  });

  it("outcomes and failure types are counted, and failures and neutral results have no latency", async () => {
    await record(midnight, 50, { outcome: "degraded", failureType: "payload.stale" });
    await record(midnight + minute, 9_000, { outcome: "failed", failureType: "tcp.refused" });
    await record(midnight + 2 * minute, 9_000, { outcome: "neutral", failureType: "neutral.rate_limited" });
    await pass(midnight + day + reachBackMs);
    const counts = { ok: 0, degraded: 1, failed: 1, neutral: 1, p50_ms: 50, p95_ms: 50, max_ms: 50 };
    const failure_types = { "payload.stale": 1, "tcp.refused": 1, "neutral.rate_limited": 1 };
    expect((await hours())[0]).toMatchObject({ ...counts, expected: 60, failure_types });
    expect((await days())[0]).toMatchObject({ ...counts, expected: 1_440, failure_types });
  });

  it("an hour without a single result is a visible gap, and nothing is expected before monitoring began", async () => {
    await database.sql`update check_vantage set since = ${new Date(midnight + 90 * minute)}`;
    await pass(midnight + 3 * hour + reachBackMs);
    expect((await hours()).map((row) => [row.n, row.expected, row.ok, row.p50_ms])).toEqual([
      [1, 30, 0, null],
      [2, 60, 0, null],
    ]);
  });

  it("the first and the last instant of a day belong to it", async () => {
    await record(midnight);
    await record(midnight + day - 1);
    await record(midnight + day);
    await pass(midnight + 2 * day + reachBackMs);
    expect((await days()).map((row) => row.ok)).toEqual([2, 1]);
  });

  it("a part of an hour is refused", async () => {
    const half = { from: midnight, to: midnight + hour / 2, now: midnight + day };
    await expect(database.sql.begin((tx) => rollUp(tx, "hour", vantageId, half))).rejects.toThrow("whole hours");
  });
});

describe("when a bucket is computed", () => {
  it("an open hour has no row, a finished one gets it when its last results can be in", async () => {
    await record(midnight);
    expect(await pass(midnight + hour + reachBackMs - 1)).toBe(0);
    expect(await pass(midnight + hour + reachBackMs)).toBe(1);
    expect((await hours()).map((row) => row.n)).toEqual([0]);
    expect(await pass(midnight + hour + reachBackMs)).toBe(0);
  });

  it("results that come late are counted when the hour is sealed, and ignored after that", async () => {
    await record(midnight);
    await pass(midnight + hour + reachBackMs);
    await record(midnight + minute);
    await pass(midnight + 3 * hour + reachBackMs);
    expect((await hours())[0]).toMatchObject({ n: 0, ok: 2 });
    await record(midnight + 2 * minute);
    await pass(midnight + 9 * hour);
    expect((await hours())[0]).toMatchObject({ n: 0, ok: 2 });
  });

  it("a day takes late results for a day and is never written again after it", async () => {
    await record(midnight);
    await pass(midnight + day + reachBackMs);
    await record(midnight + minute);
    await pass(midnight + 2 * day + reachBackMs - 1);
    expect((await days())[0]).toMatchObject({ ok: 1 });
    await pass(midnight + 2 * day + reachBackMs);
    expect((await days())[0]).toMatchObject({ ok: 2 });
    await record(midnight + 2 * minute);
    await pass(midnight + 5 * day);
    expect((await days())[0]).toMatchObject({ ok: 2 });
  });

  it("a vantage that was away for days is made up for, hour by hour and day by day", async () => {
    await record(midnight);
    await pass(midnight + hour + reachBackMs);
    for (const at of [midnight + day + 5 * hour, midnight + 3 * day]) await record(at);
    await pass(midnight + 4 * day + reachBackMs);
    const all = await hours();
    expect(all.map((row) => row.n)).toEqual(Array.from({ length: 96 }, (_, n) => n));
    expect(all.filter((row) => row.ok > 0).map((row) => row.n)).toEqual([0, 29, 72]);
    expect((await days()).map((row) => [row.expected, row.ok])).toEqual([
      [1_440, 1],
      [1_440, 1],
      [1_440, 0],
      [1_440, 1],
    ]);
  });

  it("a new vantage begins with its first result, even one older than its own row", async () => {
    await record(midnight - 5 * hour);
    await pass(midnight + reachBackMs);
    expect((await hours()).map((row) => [row.n, row.ok])).toEqual([[-5, 1]]);
    expect((await days()).map((row) => row.ok)).toEqual([1]);
  });
});

describe("several workers and vantages", () => {
  it("a vantage whose worker is dead is rolled up by the others", async () => {
    const dead = await newVantage("dead", midnight);
    await record(midnight, 15, { outcome: "failed", failureType: "tcp.refused" }, dead);
    await pass(midnight + day + reachBackMs);
    const rows = await database.sql`select failed from measurement_day where vantage_id = ${dead}`;
    expect(rows.map((row) => row.failed)).toEqual([1]);
  });

  it("a bucket that one worker is at is left alone by the other, and not done twice", async () => {
    await record(midnight);
    const asOf = { now: midnight + hour + reachBackMs, reachBackMs };
    const [task] = await database.sql.begin((tx) => dueRollups(tx, asOf));
    if (task === undefined) throw new Error("nothing to do");
    await database.sql.begin(async (first) => {
      expect(await rollUpNext(first, task, asOf)).toBe(true);
      expect(await database.sql.begin((second) => rollUpNext(second, task, asOf))).toBe(false);
    });
    expect(await database.sql.begin((tx) => rollUpNext(tx, task, asOf))).toBe(false);
  });

  it("a vantage that is gone gets no gaps for ever, and the hole is made up for when it comes back", async () => {
    await record(midnight);
    await database.sql.begin((tx) => ensurePartitions(tx, midnight + 12 * day));
    await pass(midnight + 12 * day);
    expect((await days()).length).toBe(7);
    expect(await pass(midnight + 13 * day)).toBe(0);
    await heartbeat(midnight + 13 * day);
    await pass(midnight + 13 * day + reachBackMs);
    expect((await days()).length).toBe(13);
  });

  it("a rollup that is killed leaves the bucket due", async () => {
    await record(midnight);
    const asOf = { now: midnight + hour + reachBackMs, reachBackMs };
    const [task] = await database.sql.begin((tx) => dueRollups(tx, asOf));
    if (task === undefined) throw new Error("nothing to do");
    const killed = database.sql.begin(async (tx) => {
      await rollUpNext(tx, task, asOf);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await hours()).toHaveLength(0);
    expect(await pass(asOf.now)).toBe(1);
    expect(await hours()).toHaveLength(1);
  });
});

describe("raw rows that are gone", () => {
  const drop = (name: string) => database.sql.unsafe(`drop table "${name}"`);

  it("a bucket whose raw partition is missing is passed over, never written", async () => {
    await record(midnight + 8 * day);
    await drop("measurement_2026_03_11");
    await pass(midnight + 4 * day + reachBackMs);
    expect((await days()).map((row) => row.day.toISOString().slice(0, 10))).toEqual([
      "2026-03-10",
      "2026-03-12",
      "2026-03-13",
    ]);
    expect((await hours()).some((row) => row.n >= 24 && row.n < 48)).toBe(false);
  });

  it("what was computed stands although raw rows and even the progress are lost", async () => {
    await record(midnight + 5 * minute);
    await pass(midnight + 3 * day);
    await drop("measurement_2026_03_10");
    await database.sql`delete from rollup_progress`;
    await pass(midnight + 3 * day);
    expect((await days())[0]).toMatchObject({ ok: 1 });
    expect((await hours())[0]).toMatchObject({ n: 0, ok: 1 });
  });

  it("a day counts as sealed only when it is for every vantage, and one that has never been looked at is not", async () => {
    const sealed = () => database.sql.begin((tx) => isSealed(tx, midnight + day));
    await record(midnight);
    expect(await sealed()).toBe(false);
    await pass(midnight + 2 * day + reachBackMs - 1);
    expect(await sealed()).toBe(false);
    await pass(midnight + 2 * day + reachBackMs);
    expect(await sealed()).toBe(true);
    await newVantage("younger", midnight + 20 * hour);
    expect(await sealed()).toBe(false);
    await pass(midnight + 2 * day + reachBackMs);
    expect(await sealed()).toBe(true);
  });
});
