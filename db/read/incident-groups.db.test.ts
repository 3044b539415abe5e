import { beforeEach, describe, expect, it } from "vitest";
import { readIncidentGroup, readIncidentGroups } from "#db/read/incident-groups.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { putIncident } from "#db/write/incidents.ts";
import type { Retraction } from "#domain/incident/incident.ts";
import { ALL_GROUPS, type GroupQuery } from "#domain/publish/group-query.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T12:00:00Z");
const at = (minute: number) => new Date(START + minute * 60_000);
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate attribution, cloud_event, incident_update, incident, incident_group, service, component cascade`;
  const services = ["kraken", "infura", "okx"].map((slug) => makeService(slug, [makeCheck("time")]));
  await sql.begin((tx) => syncCatalog(tx, { services }, START));
  const rows = await sql<{ id: string; slug: string }[]>`
    select c.id, s.slug from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map((row) => [row.slug, Number(row.id)]));
});

const idOf = (name: string) => name.padEnd(12, "0");
const RETRACTED: Retraction = { at: START, author: "us", reason: "our fault" };

/** An incident of a group that begins at a minute, and is over at another or open. */
async function happened(
  group: string,
  name: string,
  slug: string,
  from: number,
  to: number | null,
  retracted: Retraction | null = null,
) {
  const {
    about: _about,
    madeUp: _madeUp,
    maintenance: _maintenance,
    ...incident
  } = makeIncidentView({
    id: idOf(name),
    group: idOf(group),
    component: `${slug}/api`,
    startedAt: at(from).getTime(),
    detectedAt: at(from).getTime(),
    resolvedAt: to === null ? null : at(to).getTime(),
    verdict: to === null ? "down" : "up",
    retracted,
  });
  await database.sql`insert into incident_group (id, anchor_at) values (${idOf(group)}, ${at(from)}) on conflict do nothing`;
  await database.sql.begin((tx) => putIncident(tx, incident, ids.get(slug) ?? 0));
}

const query = (change: Partial<GroupQuery> = {}): GroupQuery => ({ ...ALL_GROUPS, limit: 20, cursor: null, ...change });
const bare = (id: string) => id.replace(/0+$/, "");
const list = async (change: Partial<GroupQuery> = {}) => {
  const { groups } = await readIncidentGroups(database.db, query(change));
  return groups.map(({ id, incidents }) => `${bare(id)}: ${incidents.map((one) => bare(one.id)).join(" ")}`);
};

describe("the list of incident groups", () => {
  beforeEach(async () => {
    await happened("ga", "a1", "kraken", 0, 5);
    await happened("ga", "a2", "infura", 1, null);
    await happened("gb", "b1", "okx", 60, 70);
    await happened("gc", "c1", "okx", 120, 130);
    await happened("gd", "d1", "kraken", 180, null, RETRACTED);
    await database.sql`insert into incident_group (id, anchor_at) values (${idOf("gempty")}, ${at(300)})`;
  });

  it("has open ones first, then the newest; open incidents first in each; none that was joined to another", async () => {
    expect(await list()).toEqual(["ga: a2 a1", "gd: d1", "gc: c1", "gb: b1"]);
  });

  it("one that was taken back is not open", async () => {
    expect(await list({ state: "open" })).toEqual(["ga: a2 a1"]);
    expect(await list({ state: "over" })).toEqual(["gd: d1", "gc: c1", "gb: b1"]);
  });

  it("a group of which one incident is wanted stands there with all of them", async () => {
    expect(await list({ service: "kraken" })).toEqual(["ga: a2 a1", "gd: d1"]);
    expect(await list({ service: "okx" })).toEqual(["gc: c1", "gb: b1"]);
    expect(await list({ layer: "chain" })).toEqual([]);
    expect(await list({ layer: "access", service: "infura" })).toEqual(["ga: a2 a1"]);
  });

  it("those that coincide with a cloud's event are found by the cloud, and what is not attributed is not", async () => {
    const { sql } = database;
    await sql`insert into cloud_event (id, provider, event_id, title, onset_at, peak, maintenance, regions, event, updated_at)
      values ('cloudevent01', 'aws', 'n', 'errors', ${at(0)}, 'outage', false, '{us-east-1}', '{}', ${at(0)})`;
    for (const [name, word] of [
      ["a1", "likely"],
      ["b1", "not_attributed"],
    ] as const)
      await sql`insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p,
          detail, computed_at, rule_version)
        values (${idOf(name)}, 'cloudevent01', 'aws', 'us-east-1', 80, ${word}, 'coincidence', false, 0.1, '{}', ${at(9)}, 1)`;
    expect(await list({ cloud: "aws" })).toEqual(["ga: a2 a1"]);
    expect(await list({ cloud: "gcp" })).toEqual([]);
  });

  it("what no service or cloud can have is not looked for among them", async () => {
    await database.sql.begin(async (tx) => {
      await tx`lock table incident_group, incident in access exclusive mode`;
      expect(await list({ service: "nobody" })).toEqual([]);
      expect(await list({ cloud: "nobody", layer: "access" })).toEqual([]);
    });
  });

  it("turned page by page skips none, and one that closes meanwhile stands at its place too", async () => {
    const seen: string[] = [];
    let page = await readIncidentGroups(database.db, query({ limit: 1 }));
    await happened("ga", "a2", "infura", 1, 10);
    for (;;) {
      seen.push(...page.groups.map(({ id }) => bare(id)));
      if (page.next === null) break;
      page = await readIncidentGroups(database.db, query({ limit: 1, cursor: page.next }));
    }
    expect(seen).toEqual(["ga", "gd", "gc", "gb", "ga"]);
  });
});

it("a group is found by its id, and an unknown one is none", async () => {
  await happened("ga", "a1", "kraken", 0, 5);
  expect((await readIncidentGroup(database.db, idOf("ga")))?.incidents.map(({ id }) => bare(id))).toEqual(["a1"]);
  expect(await readIncidentGroup(database.db, idOf("nobody"))).toBeNull();
});
