import { beforeEach, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeMeasurement } from "#db/testing/fixtures.ts";
import { refreshBaselines } from "#db/write/baseline.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import type { Measurement } from "#domain/measurement.ts";

type Outcome = Measurement["outcome"];

const database = testDatabase();
const now = Date.parse("2026-03-10T12:00:00Z");
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

beforeEach(async () => {
  await database.sql`truncate measurement, check_latest, latency_baseline`;
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, now - 8 * day);
    await ensurePartitions(tx, now);
  });
});

/** One result a minute, the first at `from`; `totalMs` and the outcome by its number. */
const record = (
  checkId: number,
  from: number,
  count: number,
  totalMs: (n: number) => number = () => 100,
  outcome: (n: number) => Outcome = () => "ok",
) =>
  database.sql.begin((tx) =>
    recordMeasurements(
      tx,
      Array.from({ length: count }, (_, n) => {
        const timings = {
          dnsMs: null,
          connectMs: null,
          tlsMs: null,
          waitMs: null,
          downloadMs: null,
          totalMs: totalMs(n),
        };
        const tick = from + n * minute;
        return { checkId, vantageId: 1, measurement: makeMeasurement("x", tick, { timings, outcome: outcome(n) }) };
      }),
      now + day,
    ),
  );
const refresh = (at = now, limit = 10) => database.sql.begin((tx) => refreshBaselines(tx, at, limit));
const baselines = async () =>
  (await database.sql`select * from latency_baseline order by check_id`).map((row) => [
    Number(row.check_id),
    row.p95_ms,
    row.samples,
  ]);

it("a baseline is the 95th percentile of successful answers", async () => {
  const outcome = (n: number): Outcome =>
    n < 100 ? (n % 2 === 0 ? "ok" : "degraded") : n < 110 ? "failed" : "neutral";
  await record(1, now - 5 * hour, 120, (n) => (n < 100 ? n + 1 : 30_000), outcome);
  expect(await refresh()).toBe(1);
  expect(await baselines()).toEqual([[1, 95, 100]]);
});

it("the last ten minutes and what is older than seven days count for nothing", async () => {
  await record(1, now - 7 * day - 40 * minute, 40, () => 5_000);
  await record(1, now - 6 * day, 40, () => 100);
  await record(1, now - 10 * minute, 10, () => 9_000);
  await refresh();
  expect(await baselines()).toEqual([[1, 100, 40]]);
});

it("with fewer than 30 answers there is no baseline, but the attempt is remembered", async () => {
  await record(1, now - hour, 29);
  await record(2, now - hour, 30);
  expect(await refresh()).toBe(2);
  expect(await baselines()).toEqual([
    [1, null, 29],
    [2, 100, 30],
  ]);
  expect(await refresh(now + minute)).toBe(0);
});

it("a baseline of less than a day of data is made anew after ten minutes, a full one after a day", async () => {
  await record(1, now - 20 * hour, 30);
  await record(1, now - minute, 1);
  await record(2, now - 2 * day, 30);
  await record(2, now - minute, 1);
  expect(await refresh()).toBe(2);
  await record(1, now + 5 * minute, 1);
  await record(2, now + 5 * minute, 1);
  expect(await refresh(now + 10 * minute - 1)).toBe(0);
  expect(await refresh(now + 10 * minute)).toBe(1);
  expect((await baselines()).map(([id, , samples]) => [id, samples])).toEqual([
    [1, 31],
    [2, 30],
  ]);
  expect(await refresh(now + day - minute)).toBe(1);
  expect(await refresh(now + day)).toBe(1);
  expect((await baselines()).map(([id, , samples]) => [id, samples])).toEqual([
    [1, 32],
    [2, 32],
  ]);
});

it("no more pairs than asked for are computed at once, and each has its turn", async () => {
  for (const id of [1, 2, 3]) await record(id, now - hour, 30);
  expect(await refresh(now, 2)).toBe(2);
  expect((await baselines()).map(([id]) => id)).toEqual([1, 2]);
  expect(await refresh(now + minute, 2)).toBe(1);
  expect((await baselines()).map(([id]) => id)).toEqual([1, 2, 3]);
});

it("a pair that has gone silent or only fails is not computed again and keeps its baseline", async () => {
  await record(1, now - 2 * hour, 60);
  await record(2, now - 2 * hour, 60);
  expect(await refresh()).toBe(2);
  await record(
    2,
    now,
    30,
    () => 9_000,
    () => "failed",
  );
  expect(await refresh(now + 2 * day)).toBe(0);
  expect(await baselines()).toEqual([
    [1, 100, 60],
    [2, 100, 60],
  ]);
});

it("two workers never compute at the same time", async () => {
  await record(1, now - hour, 30);
  await database.sql.begin(async (first) => {
    expect(await refreshBaselines(first, now, 10)).toBe(1);
    expect(await refresh()).toBe(0);
  });
  expect(await refresh()).toBe(0);
});
