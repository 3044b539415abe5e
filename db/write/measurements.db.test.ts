import { beforeAll, expect, it } from "vitest";
import { errorCode, RECORDED_CHANNEL } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import type { MeasurementRow } from "#db/write/measurement-columns.ts";
import { createRecorder, recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
let checkId = 0;
let recorder: ReturnType<typeof createRecorder>;

beforeAll(async () => {
  recorder = createRecorder(database.sql);
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
const record = (rows: MeasurementRow[]) => recorder(rows, start + 3_600_000);
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

it("what is new of a batch is stored though some of it is there already, and so is what stands in it twice", async () => {
  const batch = [
    row(start + 120_000, failed),
    row(start + 130_000),
    row(start + 130_000, { ...failed, at: start + 131_000 }),
  ];
  expect(await record(batch)).toBe(1);
  const stored = await database.sql`select outcome from measurement where tick between ${new Date(start + 120_000)}
    and ${new Date(start + 130_000)} order by tick`;
  expect(stored.map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
});

it("a late result never replaces a newer one in the current state", async () => {
  await record([row(start + 90_000, { outcome: "degraded", failureType: "payload.stale" })]);
  expect(await latest()).toMatchObject({ tick: new Date(start + 180_000), outcome: "failed" });
});

it("the extra tick at a start does not hide the scheduled one that ran after it under an earlier tick", async () => {
  await record([row(start + 200_000, { at: start + 200_000 })]);
  await record([row(start + 190_000, { ...failed, at: start + 230_000 })]);
  expect(await latest()).toMatchObject({
    tick: new Date(start + 190_000),
    outcome: "failed",
    ok_at: new Date(start + 200_000),
  });
});

it("a result that came from a clock running ahead is replaced once the clock is right", async () => {
  const ahead = start + 6 * 86_400_000;
  await record([row(ahead, { at: ahead })]);
  await record([row(start + 250_000, { at: start + 250_000 })]);
  expect(await latest()).toMatchObject({ tick: new Date(start + 250_000) });
});

it("of several results of a check in one batch the newest is the current one, with the last success beside it", async () => {
  const ticks = [260_000, 270_000, 280_000].map((ms) => start + ms);
  const [first = 0, second = 0, third = 0] = ticks;
  await record([row(third, { ...failed, rawCode: "newest" }), row(first), row(second)]);
  expect(await latest()).toMatchObject({ tick: new Date(third), raw_code: "newest", ok_at: new Date(second + 100) });
});

it("whatever stands in a text comes back as it was given", async () => {
  const hostile = [
    "",
    " ",
    "null",
    "NULL",
    `a"b\\c`,
    "{,}",
    "a,b",
    "\\",
    `\\"`,
    "line\nline\ttab",
    "'; drop table measurement",
    "$1",
    "日本🙂",
  ];
  const rows = hostile.map((text, n) =>
    row(start + 400_000 + n, { ...failed, rawCode: text, httpVersion: text, facts: { mode: text } }),
  );
  expect(await record(rows)).toBe(hostile.length);
  const stored = await database.sql`select raw_code, http_version, facts from measurement
    where tick >= ${new Date(start + 400_000)} and tick < ${new Date(start + 401_000)} order by tick`;
  expect(stored.map((one) => [one.raw_code, one.http_version, one.facts.mode])).toEqual(
    hostile.map((text) => [text, text, text]),
  );
});

it("instants keep every millisecond, cut as a Date cuts what is less, to the last day of the year 9999", async () => {
  const milliseconds = Array.from({ length: 1_000 }, (_, n) => start + 500_000 + n);
  const certExpiresAt = Date.parse("9999-12-31T23:59:59Z");
  expect(await record(milliseconds.map((tick) => row(tick, { at: tick + 0.9, certExpiresAt })))).toBe(1_000);
  const stored = await database.sql<{ tick: Date; wrong: number }[]>`
    select tick, count(*) filter (where started_at <> tick or cert_expires_at <> ${new Date(certExpiresAt)}) over ()::int as wrong
    from measurement where tick >= ${new Date(start + 500_000)} and tick < ${new Date(start + 501_000)} order by tick`;
  expect(stored.map(({ tick }) => tick.getTime())).toEqual(milliseconds);
  expect(stored[0]?.wrong).toBe(0);
});

it("a value that no column has is the row's fault, not the database's", async () => {
  const codes: (string | undefined)[] = [];
  for (const overrides of [{ at: Number.NaN }, { httpStatus: 99_999 }, { bodyBytes: 1.5 }, { address: "nowhere" }])
    codes.push(await record([row(start + 600_000, overrides)]).then(() => "stored", errorCode));
  expect(codes).toEqual(["22P02", "22003", "22P02", "22P02"]);
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

it("vantages that prove the same check at once wait for nobody's transaction", async () => {
  await database.sql`update check_def set proven_at = null`;
  const elsewhere = { ...row(start + 50 * 60_000), vantageId: 2 };
  await database.sql.begin(async (tx) => {
    await recordMeasurements(tx, [row(start + 50 * 60_000)], start + 3_600_000);
    await database.sql.begin(async (other) => {
      await other`set local lock_timeout = '5s'`;
      expect(await recordMeasurements(other, [elsewhere], start + 3_600_000)).toBe(1);
    });
  });
  expect(await provenAt()).toEqual(new Date(start + 50 * 60_000 + 100));
});
