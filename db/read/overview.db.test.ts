import { expect, it } from "vitest";
import { readOverview } from "#db/read/overview.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { claimVantage, upsertVantage } from "#db/write/vantage.ts";

const database = testDatabase();
const now = Date.parse("2026-03-10T12:00:00Z");
const DAY = 86_400_000;

it("shows what the vantages of now found, and nothing of one that has been silent for longer than a day", async () => {
  const { sql } = database;
  await sql.begin(async (tx) => {
    await ensurePartitions(tx, now);
    await syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, now);
    const [check] = await tx<{ id: string }[]>`select id from check_def`;
    const checkId = Number(check?.id);
    for (const [name, at] of [
      ["old", now - 2 * DAY],
      ["here", now],
    ] as const) {
      const identity = { name, provider: null, region: null, country: null, world: true };
      const vantageId = await upsertVantage(tx, identity, at);
      await claimVantage(tx, { vantageId, workerId: name, version: "1" }, at);
      const measurement = makeMeasurement("kraken/api/time", now - 60_000, { vantage: name });
      await recordMeasurements(tx, [{ checkId, vantageId, measurement }], now);
      await tx`insert into check_vantage (check_id, vantage_id, reason, since, stagger_ms)
        values (${checkId}, ${vantageId}, null, ${new Date(at)}, 0)`;
    }
  });
  const { vantages, services } = await readOverview(database.db, now);
  expect(vantages.map((vantage) => vantage.name)).toEqual(["here"]);
  const [check] = services[0]?.components[0]?.checks ?? [];
  expect(check?.latest.map((result) => result.vantage)).toEqual(["here"]);
  expect(check?.coverage).toEqual([{ vantage: "here", reason: null }]);
});

it("an empty database is an empty overview", async () => {
  const { sql } = database;
  await sql`truncate vantage, worker_heartbeat, check_latest, check_vantage, service, component, check_def cascade`;
  expect(await readOverview(database.db, now)).toEqual({ readAt: now, services: [], vantages: [] });
});
