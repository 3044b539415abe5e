import { beforeEach, expect, it } from "vitest";
import { createStatuspageReader, readStatuspage } from "#db/read/statuspage.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { appendUpdate, putIncident } from "#db/write/incidents.ts";
import { MOST_GROUPS } from "#domain/publish/feed/feed.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T12:00:00Z");
const HOUR = 3_600_000;
/** Of one component no two incidents are open at a time. */
const components: number[] = [];

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate attribution, notice_version, notice, incident_update, incident, incident_group, check_def, component,
    service cascade`;
  const services = ["kraken", "okx"].map((slug) => makeService(slug, [makeCheck("time")]));
  await sql.begin((tx) => syncCatalog(tx, { services }, START));
  const rows = await sql<{ id: string }[]>`select id from component order by id`;
  components.splice(0, components.length, ...rows.map(({ id }) => Number(id)));
});

/** An incident of a group of its own, which begins at an hour and is over a quarter of it later, unless it goes on. */
async function happened(name: string, hour: number, isOpen = false): Promise<void> {
  const { sql } = database;
  const id = name.padEnd(12, "x");
  const from = START + hour * HOUR;
  const {
    about: _about,
    madeUp: _madeUp,
    maintenance: _maintenance,
    ...incident
  } = makeIncidentView({
    id,
    group: id,
    startedAt: from,
    lastGood: from - 60_000,
    detectedAt: from,
    resolvedAt: isOpen ? null : from + HOUR / 4,
    verdict: isOpen ? "down" : "up",
    sequence: 1,
  });
  const { verdict, finding, severity } = incident;
  await sql`insert into incident_group (id, anchor_at) values (${id}, ${new Date(from)})`;
  await sql.begin(async (tx) => {
    await putIncident(tx, incident, components[name === "old" ? 1 : 0] ?? 0);
    const step = { sequence: 1, kind: "opened", knownAt: from, effectiveAt: from, verdict, finding, severity } as const;
    await appendUpdate(tx, id, step);
  });
}

it("an open group is told however long nothing has been said of it, with its steps, once", async () => {
  await happened("old", 0, true);
  for (let hour = 1; hour <= MOST_GROUPS + 5; hour += 1) await happened(`g${hour}`, hour);
  const { groups } = await readStatuspage(database.db);
  expect(groups).toHaveLength(MOST_GROUPS + 1);
  expect(groups.filter(({ id }) => id === "oldxxxxxxxxx")).toMatchObject([
    { details: [{ incident: { resolvedAt: null }, updates: [{ kind: "opened" }] }], others: 0 },
  ]);
});

it("what is told already is not told twice, and it is read once for all who ask within some seconds", async () => {
  await happened("old", 0, true);
  let now = START;
  const reader = createStatuspageReader(database.db, () => now);
  const first = await reader.read();
  expect(first.groups.map(({ id }) => id)).toEqual(["oldxxxxxxxxx"]);
  await happened("more", 1, true);
  expect(await reader.read()).toBe(first);
  now += 5_000;
  expect((await reader.read()).groups).toHaveLength(2);
});
