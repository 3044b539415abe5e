import { beforeAll, expect, it } from "vitest";
import { errorCode, RECORDED_CHANNEL } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { type MeasurementRow, recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
let checkId = 0;

beforeAll(async () => {
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, start);
    const services = [makeService("kraken", [makeCheck("time")])];
    checkId = (await syncCatalog(tx, { services }, start - 60_000)).get("kraken/api/time") ?? 0;
  });
});

const row = (tick: number, overrides: Partial<Measurement> = {}): MeasurementRow => ({
  checkId,
  vantageId: 1,
  measurement: makeMeasurement("kraken/api/time", tick, overrides),
});
const failed = { outcome: "failed", failureType: "tcp.refused", phase: "connection", rawCode: "ECONNREFUSED" } as const;
const record = (rows: MeasurementRow[]) => database.sql.begin((tx) => recordMeasurements(tx, rows, start + 3_600_000));
const latest = async () => (await database.sql`select * from check_latest`)[0];
const provenAt = async () => (await database.sql`select proven_at from check_def`)[0]?.proven_at;

it("a failure before any success is stored and proves nothing", async () => {
  expect(await record([row(start, { ...failed, address: null, httpStatus: null })])).toBe(1);
  expect(await provenAt()).toBeNull();
  expect(await latest()).toMatchObject({ outcome: "failed", failure_type: "tcp.refused", ok_at: null, address: null });
});

it("every column of a measurement comes back as it was given", async () => {
  await record([row(start + 60_000)]);
  const [stored] = await database.sql`select * from measurement where tick = ${new Date(start + 60_000)}`;
  expect(stored).toMatchObject({
    started_at: new Date(start + 60_100),
    outcome: "ok",
    failure_type: null,
    http_status: 200,
    http_version: "1.1",
    address: "127.0.0.1",
    cert_expires_at: new Date("2027-01-01T00:00:00Z"),
    body_bytes: 42,
    dns_ms: 1,
    connect_ms: 2,
    tls_ms: 3,
    wait_ms: 4,
    download_ms: 5,
    total_ms: 15,
    attempts: 1,
    facts: { head_number: 7 },
  });
});

it("the first success proves the check", async () => {
  expect(await provenAt()).toEqual(new Date(start + 60_100));
});

it("the same batch sent again stores nothing twice and changes nothing", async () => {
  const batch = [row(start + 120_000), row(start + 180_000, failed)];
  expect(await record(batch)).toBe(2);
  const before = await latest();
  expect(await record(batch)).toBe(0);
  expect(await record([row(start + 120_000, failed)])).toBe(0);
  expect(await latest()).toEqual(before);
  expect(before).toMatchObject({
    outcome: "failed",
    tick: new Date(start + 180_000),
    ok_at: new Date(start + 120_100),
  });
});

it("a late result never replaces a newer one in the current state", async () => {
  await record([row(start + 90_000, { outcome: "degraded", failureType: "payload.stale" })]);
  expect(await latest()).toMatchObject({ tick: new Date(start + 180_000), outcome: "failed" });
});

it("the extra tick at a start does not hide the scheduled one that ran after it under an earlier tick", async () => {
  await record([row(start + 200_000, { at: start + 200_000 })]);
  await record([row(start + 190_000, { ...failed, at: start + 230_000 })]);
  expect(await latest()).toMatchObject({ tick: new Date(start + 190_000), outcome: "failed" });
});

it("a result that came from a clock running ahead is replaced once the clock is right", async () => {
  const ahead = start + 6 * 86_400_000;
  await record([row(ahead, { at: ahead })]);
  await record([row(start + 250_000, { at: start + 250_000 })]);
  expect(await latest()).toMatchObject({ tick: new Date(start + 250_000) });
});

it("a batch that cannot be stored whole is not stored at all", async () => {
  const far = row(start + 30 * 86_400_000);
  expect(await record([row(start + 240_000), far]).catch(errorCode)).toBe("23514");
  const rows = await database.sql`select 1 from measurement where tick = ${new Date(start + 240_000)}`;
  expect(rows.length).toBe(0);
});

it("readers who listen hear of it", async () => {
  const heard = new Promise<void>((resolve) => {
    void database.sql.listen(
      RECORDED_CHANNEL,
      () => resolve(),
      () => void record([row(start + 300_000)]),
    );
  });
  await heard;
});
