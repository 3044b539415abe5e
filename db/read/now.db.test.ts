import { expect, it } from "vitest";
import { createPastOfNow } from "#db/read/now.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { putIncident } from "#db/write/incidents.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-10T12:00:00Z");

it("what was recorded is remembered while the same is said, and read again as soon as anything else is", async () => {
  const { sql, db } = database;
  await sql.begin((tx) => syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, NOW));
  const [component] = await sql<{ id: string }[]>`select id from component`;
  const { recorded } = createPastOfNow(db, () => NOW);
  const told = async (version: string) => (await recorded(version)).incidents.map(({ id }) => id);
  expect(await told("well")).toEqual([]);

  await sql`insert into incident_group (id, anchor_at) values ('grp123def456', ${new Date(NOW)})`;
  const { about: _about, madeUp: _madeUp, maintenance: _maintenance, ...incident } = makeIncidentView();
  await sql.begin((tx) => putIncident(tx, incident, Number(component?.id)));
  expect(await told("well")).toEqual([]);
  // The clock has not moved: a page that tells of the incident tells it whole.
  expect(await told("kraken is down")).toEqual([incident.id]);
});
