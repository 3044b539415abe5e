import { beforeEach, describe, expect, it } from "vitest";
import { createMeasurementReader, readMeasurements } from "#db/read/measurements.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { setMonitored, upsertVantage } from "#db/write/vantage.ts";
import type { Measurement } from "#domain/measurement.ts";
import type { MeasurementQuery } from "#domain/publish/measurements.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const NOW = Date.parse("2026-03-10T12:00:30Z");
const CHECK = "kraken/api/time";
const ALL: MeasurementQuery = { check: CHECK, vantage: null, limit: 50, cursor: null };
const vantages = new Map<string, number>();
let checks: ReadonlyMap<string, number> = new Map();

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate measurement, check_latest, check_vantage, vantage, check_def, component, service cascade`;
  await sql.begin(async (tx) => {
    for (const day of [NOW, NOW - DAY]) await ensurePartitions(tx, day);
    const services = [makeService("kraken", [makeCheck("time"), makeCheck("book")])];
    checks = await syncCatalog(tx, { services }, NOW - 90 * DAY);
    for (const name of ["here", "there"]) {
      const identity = { name, provider: null, region: null, country: null, world: true };
      const vantageId = await upsertVantage(tx, identity, NOW - 90 * DAY);
      const monitored = [...checks.values()].map((checkId) => ({ checkId, reason: null, staggerMs: 0 }));
      await setMonitored(tx, vantageId, monitored, NOW - 90 * DAY);
      vantages.set(name, vantageId);
    }
  });
});

async function measure(vantage: string, ago: number, over: Partial<Measurement> = {}, check = CHECK): Promise<void> {
  const tick = Math.floor((NOW - ago) / MINUTE) * MINUTE;
  const measurement = makeMeasurement(check, tick, { vantage, ...over });
  const [checkId, vantageId] = [checks.get(check) ?? 0, vantages.get(vantage) ?? 0];
  await database.sql.begin((tx) => recordMeasurements(tx, [{ checkId, vantageId, measurement }], NOW));
}
/** `there 1`: by vantage, and how many minutes before now it was due. */
const listed = async (query: Partial<MeasurementQuery> = {}) => {
  const { measurements, next } = await readMeasurements(database.db, { ...ALL, ...query }, NOW);
  return { rows: measurements.map(({ vantage, tick }) => `${vantage} ${Math.floor((NOW - tick) / MINUTE)}`), next };
};

describe("the raw results of a check", () => {
  it("are those of the last day, the newest first, of one instant by vantage; of no other check", async () => {
    await measure("there", MINUTE);
    await measure("here", MINUTE);
    await measure("here", 0);
    await measure("here", 23 * HOUR);
    await measure("here", 25 * HOUR);
    await measure("here", 0, {}, "kraken/api/book");
    expect(await listed()).toEqual({ rows: ["here 0", "here 1", "there 1", "here 1380"], next: null });
    expect((await listed({ vantage: "there" })).rows).toEqual(["there 1"]);
    expect((await listed({ vantage: "nobody" })).rows).toEqual([]);
    expect((await listed({ check: "kraken/api/none" })).rows).toEqual([]);
  });

  it("are turned page by page without one that is skipped or repeated, new ones or not", async () => {
    for (const minute of [0, 1, 2, 3]) for (const name of ["here", "there"]) await measure(name, minute * MINUTE);
    const seen: string[] = [];
    let cursor: MeasurementQuery["cursor"] = null;
    do {
      const { rows, next } = await listed({ limit: 3, cursor });
      seen.push(...rows);
      cursor = next;
    } while (cursor !== null);
    expect(seen).toEqual([0, 1, 2, 3].flatMap((minute) => [`here ${minute}`, `there ${minute}`]));
  });

  it("have all that was found", async () => {
    const failed = { outcome: "failed", failureType: "tcp.refused", phase: "connection", httpStatus: null } as const;
    await measure("here", 0, { ...failed, facts: { head_number: 7 } });
    const { measurements } = await createMeasurementReader(database.db, () => NOW).page(ALL);
    expect(measurements).toMatchObject([{ ...failed, facts: { head_number: 7 }, vantage: "here" }]);
  });
});
