import { beforeAll, beforeEach, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { rollUpMinutes } from "#db/write/rollup.ts";
import { claimVantage, setMonitored, upsertVantage } from "#db/write/vantage.ts";
import { type Expected, findingOf, takeCensus } from "#scripts/chaos/census.ts";
import { ROW, type SeenRow } from "#scripts/chaos/witness.ts";

const database = testDatabase();
const MINUTE = 60_000;
const since = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * MINUTE;
const CHECK = "load-1/api/book-1";
const TICKS = 6;
/** What keeps the product from recording a measurement twice. */
const KEY = "measurement_check_id_vantage_id_tick_pk";
const seen = new Map<string, string>();
let checkId = 0;
let vantageId = 0;

beforeAll(async () => {
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, since);
    const ids = await syncCatalog(tx, { services: [makeService("load-1", [makeCheck("book-1")])] }, since);
    checkId = ids.get(CHECK) ?? 0;
    const identity = { name: "here", provider: null, region: null, country: null, world: true };
    vantageId = await upsertVantage(tx, identity, since);
    await setMonitored(tx, vantageId, [{ checkId, reason: null, staggerMs: 0 }], since);
    await claimVantage(tx, { vantageId, workerId: "w", version: "test" }, since);
  });
});

/** A record that is whole: a row each minute, rolled up, and all of them seen. */
beforeEach(async () => {
  const { sql } = database;
  await sql`truncate measurement, measurement_minute, check_latest`;
  const ticks = Array.from({ length: TICKS }, (_, n) => since + n * MINUTE);
  const rows = ticks.map((tick) => ({ checkId, vantageId, measurement: makeMeasurement(CHECK, tick) }));
  await sql.begin((tx) => recordMeasurements(tx, rows, Date.now()));
  const range = { from: since, to: since + TICKS * MINUTE, now: Date.now() };
  await sql.begin((tx) => rollUpMinutes(tx, vantageId, range));
  seen.clear();
  const there = await sql.unsafe<SeenRow[]>(`select ${ROW} from measurement m`);
  for (const { key, digest } of there) seen.set(key, digest);
});

/** Names of the bars that are missed. */
async function missed({
  asked = TICKS,
  elsewhere = 0,
  told = TICKS,
  lines = [] as readonly string[],
  firstFailure = null as string | null,
  expected = {} as Partial<Expected>,
} = {}): Promise<string[]> {
  const census = await takeCensus({
    sql: database.sql,
    seen,
    askedByHost: { "api-1.load.example": asked, "api-2.load.example": elsewhere, "api.kraken.com": 99 },
    told: new Map([["here", told]]),
    since,
  });
  const failed = firstFailure === null ? 0 : 1;
  const heard = { readers: { answers: { answered: 9, failed, unanswered: 0 }, firstFailure }, lines: () => lines };
  const { bars } = findingOf(census, heard, { unrecorded: 0, mayEnd: () => false, calm: true, ...expected });
  return bars.filter(({ passes }) => !passes).map(({ name }) => name);
}

it("a record that is whole misses no bar", async () => {
  expect(await missed()).toEqual([]);
});

it("a measurement that was seen and is gone is lost, and nothing that is derived from it hides that", async () => {
  await database.sql`delete from measurement where tick = ${new Date(since)}`;
  expect(await missed()).toEqual([
    "committed measurements that are lost",
    "measurements that a worker counted as stored and that are not there",
    "minutes that count something else than the record",
    "questions without a measurement, at most 0",
  ]);
});

it("a measurement that is not what it was is noticed by any of its columns", async () => {
  await database.sql`update measurement set wait_ms = 5 where tick = ${new Date(since)}`;
  expect(await missed()).toEqual(["committed measurements that have changed"]);
});

it("a measurement that is there twice is noticed, as are its question that nobody asked and its minute", async () => {
  await database.sql.begin(async (tx) => {
    await tx`create temporary table twice on commit drop as select * from measurement`;
    await tx`alter table measurement drop constraint ${tx(KEY)}`;
    await tx`insert into measurement select * from twice where tick = ${new Date(since)}`;
  });
  expect(await missed()).toEqual([
    "measurements that are there twice",
    "minutes that count something else than the record",
    "measurements of questions that the world was not asked",
  ]);
  await database.sql`truncate measurement`;
  await database.sql`alter table measurement add constraint ${database.sql(KEY)} primary key (check_id, vantage_id, tick)`;
});

it("a question whose answer is nowhere is noticed, unless as many may have none", async () => {
  expect(await missed({ asked: TICKS + 2 })).toEqual(["questions without a measurement, at most 0"]);
  expect(await missed({ asked: TICKS + 2, expected: { unrecorded: 2 } })).toEqual([]);
  expect(await missed({ asked: 0, expected: { unrecorded: "unknown" } })).toEqual([]);
});

it("a question too few at one host makes up for none too many at another", async () => {
  expect(await missed({ asked: TICKS - 1, elsewhere: 1 })).toEqual([
    "measurements of questions that the world was not asked",
    "questions without a measurement, at most 0",
  ]);
});

it("a process that ended alone is noticed, and a reader who got an error where readers are to notice nothing", async () => {
  const crashed = ["vantage-2: ended (exit code 1); starting it again in 0.5 s"];
  const alone = "processes that ended though nobody killed them";
  expect(await missed({ lines: crashed })).toEqual([alone]);
  expect(await missed({ lines: crashed, expected: { mayEnd: ({ name }) => name === "vantage-2" } })).toEqual([]);
  const failed = { firstFailure: "/: 503" };
  expect(await missed(failed)).toEqual(["readers who got no answer, or an error"]);
  expect(await missed({ ...failed, expected: { calm: false } })).toEqual([]);
});

it("a newest result that is not the newest, a failure of the load and a time that has not come are noticed", async () => {
  await database.sql`update check_latest set started_at = started_at - interval '1 minute'`;
  expect(await missed()).toEqual(["newest results that are not the newest"]);
  const later = makeMeasurement(CHECK, since + TICKS * MINUTE, {
    at: Date.now() + 3_600_000,
    outcome: "failed",
    failureType: "tcp.refused",
  });
  await database.sql.begin((tx) => recordMeasurements(tx, [{ checkId, vantageId, measurement: later }], Date.now()));
  expect(await missed({ asked: TICKS + 1 })).toEqual([
    "measurements of a wrong time",
    "measurements that accuse somebody who did not fail",
  ]);
});
