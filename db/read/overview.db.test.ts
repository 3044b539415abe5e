import { expect, it } from "vitest";
import { readOverview } from "#db/read/overview.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { putIncident } from "#db/write/incidents.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { claimVantage, noteSkew, upsertVantage } from "#db/write/vantage.ts";
import { appendVerdicts, putVerdicts, recordProgress } from "#db/write/verdicts.ts";
import type { LogEntry } from "#domain/incident/chronicle.ts";
import { makeIncidentView, makeJudged } from "#domain/status/testing/views.ts";

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

it("shows a vantage that is refused for its clock, though no worker of it ever began", async () => {
  const identity = { name: "skewed", provider: null, region: null, country: null, world: true };
  await database.sql.begin(async (tx) => {
    const id = await upsertVantage(tx, identity, now);
    await noteSkew(tx, id, { skewMs: 75_000, errorMs: 2.5 }, now - 30_000);
  });
  const { vantages } = await readOverview(database.db, now);
  expect(vantages.find(({ name }) => name === "here")?.clock).toBeNull();
  expect(vantages.find(({ name }) => name === "skewed")).toMatchObject({
    beatAt: null,
    clock: { skewMs: 75_000, errorMs: 2.5, at: now - 30_000 },
  });
});

it("shows what is judged: verdict, open incident, uptime and how the judge does, and nothing of a service closed for good", async () => {
  const { sql } = database;
  const services = [
    makeService("kraken", [makeCheck("time")]),
    makeService("bitmex", [makeCheck("time")], { lifecycle: { state: "retired" } }),
  ];
  await sql.begin((tx) => syncCatalog(tx, { services }, now));
  const components = await sql<{ id: string; slug: string }[]>`
    select c.id, s.slug from component c join service s on s.id = c.service_id`;
  const ids = new Map(components.map(({ id, slug }) => [`${slug}/api`, Number(id)]));
  const entries = [...ids.keys()].map((component): LogEntry => {
    const { knownAt, ...judged } = makeJudged("failing", { since: now - 60_000, knownAt: now - 30_000 });
    return { component, knownAt, judged, turned: true };
  });
  await sql.begin(async (tx) => {
    await appendVerdicts(tx, entries, ids, 1);
    await putVerdicts(tx, entries, ids, 1);
    await tx`insert into incident_group (id, anchor_at) values ('grp123def456', ${new Date(now)})`;
    await putIncident(tx, makeIncidentView({ startedAt: now - 60_000 }), ids.get("kraken/api") ?? 0, true);
    await recordProgress(tx, { passedAt: now - 2_000, latenessMs: 1_500, tookMs: 10, rounds: 3, ruleVersion: 1 });
  });
  const overview = await readOverview(database.db, now);
  expect(overview.judge).toEqual({ passedAt: now - 2_000, latenessMs: 1_500 });
  const part = (slug: string) => overview.services.find((service) => service.slug === slug)?.components[0];
  expect(part("kraken")).toMatchObject({
    weight: 1,
    judged: makeJudged("failing", { since: now - 60_000, knownAt: now - 30_000 }),
    incident: "abc123def456",
    retracted: false,
    uptime: { "24h": { up: 0, down: 60, unknown: 86_340 } },
  });
  expect(part("bitmex")).toMatchObject({ judged: null, incident: null });
  expect(overview.incidents).toMatchObject([
    { id: "abc123def456", component: "kraken/api", madeUp: true, about: { service: "KRAKEN", single: true } },
  ]);

  const takenBack = async (more: object) => {
    const retracted = { at: now, author: "Jo", reason: "our cable", ...more };
    await sql`update incident set retracted = ${sql.json(retracted)}`;
    return (await readOverview(database.db, now)).services.find(({ slug }) => slug === "kraken")?.components[0];
  };
  expect(await takenBack({})).toMatchObject({ incident: null, retracted: true });
  expect(await takenBack({ rejudged: true })).toMatchObject({ incident: null, retracted: false });
});

it("an empty database is an empty overview", async () => {
  const { sql } = database;
  await sql`truncate judge_progress, component_verdict, verdict_log, incident, incident_group cascade`;
  await sql`truncate vantage, worker_heartbeat, check_latest, check_vantage, service, component, check_def cascade`;
  expect(await readOverview(database.db, now)).toEqual({
    readAt: now,
    judge: null,
    services: [],
    vantages: [],
    incidents: [],
  });
});
