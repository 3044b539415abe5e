import { beforeEach, describe, expect, it } from "vitest";
import { readIncident, readIncidents, readOpenIncidents } from "#db/read/incidents.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { appendUpdate, putIncident } from "#db/write/incidents.ts";
import type { Incident, UpdateKind } from "#domain/incident/incident.ts";
import type { IncidentQuery } from "#domain/publish/incident-query.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { EpochMs } from "#domain/time.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const at = (minute: number) => START + minute * MINUTE;
const slugs = Array.from({ length: 12 }, (_, index) => `s${index}`);
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate incident_update, incident, incident_group, service, component cascade`;
  const services = slugs.map((slug) => makeService(slug, [makeCheck("time")]));
  await sql.begin((tx) => syncCatalog(tx, { services }, START));
  await sql`insert into incident_group (id, anchor_at) values ('group0000000', ${new Date(START)})`;
  const rows = await sql<{ id: string; slug: string }[]>`
    select c.id, s.slug from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map((row) => [row.slug, Number(row.id)]));
});

const idOf = (name: string) => name.padEnd(12, "0");
const stored = new Map<string, Incident>();

/** Stores a new form of an incident with the step that made it so. */
async function step(slug: string, name: string, kind: UpdateKind, knownAt: EpochMs, change: Partial<Incident> = {}) {
  const id = idOf(name);
  const { about: _about, madeUp: _madeUp, ...fresh } = makeIncidentView({ id, group: "group0000000" });
  const before = kind === "opened" ? { ...fresh, component: `${slug}/api`, sequence: 0 } : (stored.get(id) ?? fresh);
  const incident = { ...before, sequence: before.sequence + 1, ...change };
  stored.set(id, incident);
  await database.sql.begin(async (tx) => {
    await putIncident(tx, incident, ids.get(slug) ?? 0);
    const { sequence, verdict, finding, severity } = incident;
    await appendUpdate(tx, id, { sequence, kind, knownAt, effectiveAt: knownAt, verdict, finding, severity });
  });
}

const open = (slug: string, name: string, minute: number) =>
  step(slug, name, "opened", at(minute), { startedAt: at(minute), detectedAt: at(minute), resolvedAt: null });
const resolve = (slug: string, name: string, minute: number, knownAt = at(minute)) =>
  step(slug, name, "resolved", knownAt, { resolvedAt: at(minute), verdict: "up" });

const all: IncidentQuery = { limit: 50, state: null, service: null, cursor: null };
const names = (list: readonly { id: string }[]) => list.map(({ id }) => id.replace(/0+$/, ""));
const list = async (query: Partial<IncidentQuery> = {}) =>
  names((await readIncidents(database.db, { ...all, ...query })).incidents);

/** Every page, with something happening before each but the first. */
async function turnPages(query: Partial<IncidentQuery>, meanwhile: readonly (() => Promise<unknown>)[] = []) {
  const seen: string[] = [];
  let page = await readIncidents(database.db, { ...all, ...query });
  for (let turn = 0; ; turn += 1) {
    seen.push(...names(page.incidents));
    if (page.next === null) return seen;
    await meanwhile[turn]?.();
    page = await readIncidents(database.db, { ...all, ...query, cursor: page.next });
  }
}

describe("the list of incidents", () => {
  beforeEach(async () => {
    await open("s0", "old", 1);
    await resolve("s0", "old", 5);
    await open("s1", "a", 2);
    await open("s2", "new", 10);
    await resolve("s2", "new", 12);
    await open("s3", "b", 3);
    await open("s4", "c", 3);
  });

  it("has open ones first, then the newest; incidents of one instant in the order of their ids", async () => {
    expect(await list()).toEqual(["c", "b", "a", "new", "old"]);
    expect(await list({ state: "open" })).toEqual(["c", "b", "a"]);
    expect(await list({ state: "resolved" })).toEqual(["new", "old"]);
    expect(await list({ service: "s2" })).toEqual(["new"]);
  });

  it("is not looked for of a service that nobody has", async () => {
    await database.sql.begin(async (tx) => {
      await tx`lock table incident in access exclusive mode`;
      expect(await list({ service: "nobody" })).toEqual([]);
    });
  });

  it("is the same in pages of any size", async () => {
    for (const limit of [1, 2, 3, 4, 5, 6]) expect(await turnPages({ limit })).toEqual(["c", "b", "a", "new", "old"]);
    expect(await turnPages({ limit: 1, state: "open" })).toEqual(["c", "b", "a"]);
    expect(await turnPages({ limit: 1, state: "resolved" })).toEqual(["new", "old"]);
  });

  it("neither repeats nor skips what closes, opens, opens again or is taken back while its pages are turned", async () => {
    const seen = await turnPages({ limit: 1 }, [
      () => resolve("s4", "c", 15, at(20)),
      () => resolve("s1", "a", 15, at(21)),
      () => open("s5", "late", 4),
      () => step("s2", "new", "reopened", at(23), { resolvedAt: null, verdict: "down" }),
    ]);
    expect(seen).toEqual(["c", "b", "a", "new", "old"]);
    const retraction = { at: at(30), author: "me", reason: "ours" };
    const again = await turnPages({ limit: 1 }, [
      () => step("s3", "b", "retracted", at(30), { retracted: retraction }),
      () => step("s5", "late", "noted", at(31)),
    ]);
    expect(again).toEqual(["new", "late", "b", "c", "a", "old"]);
    expect(await list()).toEqual(["new", "late", "c", "b", "a", "old"]);
  });

  it("counts what was taken back as not open, though the trouble goes on", async () => {
    await step("s1", "a", "retracted", at(20), { retracted: { at: at(20), author: "me", reason: "ours" } });
    expect(await list({ state: "open" })).toEqual(["c", "b"]);
    expect(names(await readOpenIncidents(database.db))).toEqual(["c", "b"]);
    expect(await list({ state: "resolved" })).toEqual(["new", "a", "old"]);
  });

  it("leaves what has left the catalog out of the present, and keeps it in the record", async () => {
    await database.sql`update service set withdrawn_at = now() where slug = 's1'`;
    expect(names(await readOpenIncidents(database.db))).toEqual(["c", "b"]);
    expect(await list({ state: "open" })).toEqual(["c", "b", "a"]);
  });
});

it("an incident comes with its steps, who it is about and who said what of it", async () => {
  await open("s0", "a", 1);
  await step("s0", "a", "worsened", at(3));
  await database.sql.begin((tx) =>
    appendUpdate(
      tx,
      idOf("a"),
      {
        sequence: 3,
        kind: "noted",
        knownAt: at(4),
        effectiveAt: at(4),
        verdict: "down",
        finding: { kind: "failing" },
        severity: "major",
      },
      { author: "me", text: "We know." },
    ),
  );
  const detail = await readIncident(database.db, idOf("a"));
  expect(detail?.incident).toMatchObject({
    component: "s0/api",
    about: { serviceSlug: "s0", componentSlug: "api", service: "S0", component: "API", single: true, layer: "access" },
    startedAt: at(1),
    madeUp: false,
  });
  expect(detail?.updates.map(({ sequence, kind, author, text }) => [sequence, kind, author, text])).toEqual([
    [1, "opened", null, null],
    [2, "worsened", null, null],
    [3, "noted", "me", "We know."],
  ]);
  expect(await readIncident(database.db, "nobody000000")).toBeNull();
});
