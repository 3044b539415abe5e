import { beforeEach, describe, expect, it } from "vitest";
import { createFeedReader, readFeed } from "#db/read/feeds.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { appendUpdate, putIncident } from "#db/write/incidents.ts";
import { noteVanished, storeNotices } from "#db/write/notices.ts";
import { listed, window } from "#domain/cloud/testing/notice.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { UpdateKind } from "#domain/incident/incident.ts";
import type { FeedScope } from "#domain/publish/feed/address.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const START = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const at = (minute: number) => START + minute * MINUTE;
const ALL: FeedScope = { kind: "all" };
const of = (slug: string): FeedScope => ({ kind: "service", slug });
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate attribution, cloud_event_version, cloud_event, notice_version, notice, incident_update, incident,
    incident_group, check_def, component, service cascade`;
  const components = [
    { slug: "chain", name: "Chain", layer: "chain" as const, chain: "base", checks: [makeCheck("head")] },
    { slug: "rpc", name: "RPC", layer: "access" as const, chain: "base", checks: [makeCheck("head")] },
  ];
  const services = [
    makeService("kraken", [makeCheck("time")]),
    makeService("okx", [makeCheck("time")]),
    makeService("base", [], { components }),
  ];
  await sql.begin((tx) => syncCatalog(tx, { services }, START));
  const rows = await sql<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map(({ id, key }) => [key, Number(id)]));
});

const idOf = (name: string) => name.padEnd(12, "0");
const bare = (id: string) => id.replace(/0+$/, "");

/** An incident of a group that is opened at a minute, with steps at others; over when the last of them is `resolved`. */
async function happened(
  group: string,
  name: string,
  component: string,
  from: number,
  ...steps: readonly (readonly [kind: UpdateKind, minute: number])[]
) {
  const all = [["opened", from] as const, ...steps];
  const isOver = all.at(-1)?.[0] === "resolved";
  const {
    about: _about,
    madeUp: _madeUp,
    maintenance: _maintenance,
    ...incident
  } = makeIncidentView({
    id: idOf(name),
    group: idOf(group),
    component,
    startedAt: at(from),
    detectedAt: at(from),
    resolvedAt: isOver ? at(all.at(-1)?.[1] ?? 0) : null,
    verdict: isOver ? "up" : "down",
    sequence: all.length,
  });
  const { verdict, finding, severity } = incident;
  await database.sql`insert into incident_group (id, anchor_at) values (${idOf(group)}, ${new Date(at(from))}) on conflict do nothing`;
  await database.sql.begin(async (tx) => {
    await putIncident(tx, incident, ids.get(component) ?? 0);
    for (const [index, [kind, minute]] of all.entries()) {
      const update = {
        sequence: index + 1,
        kind,
        knownAt: at(minute),
        effectiveAt: at(minute),
        verdict,
        finding,
        severity,
      };
      await appendUpdate(tx, incident.id, update);
    }
  });
}

/** `ga: a1(opened resolved)+2`: groups, their incidents with the kinds of their steps, and how many are left out. */
const told = async (scope: FeedScope) => {
  const { groups } = await readFeed(database.db, scope);
  return groups.map(({ id, details, others }) => {
    const own = details.map(
      ({ incident, updates }) => `${bare(incident.id)}(${updates.map(({ kind }) => kind).join(" ")})`,
    );
    return `${bare(id)}: ${own.join(" ")}${others === 0 ? "" : `+${others}`}`;
  });
};

describe("the incidents of a feed", () => {
  beforeEach(async () => {
    await happened("ga", "a1", "kraken/api", 0, ["resolved", 5]);
    await happened("ga", "a2", "base/rpc", 1, ["worsened", 3], ["resolved", 9]);
    await happened("gb", "b1", "okx/api", 60, ["resolved", 70]);
    await happened("gc", "c1", "base/chain", 120);
  });

  it("stand in their groups with their steps, that of which something was known last first", async () => {
    expect(await told(ALL)).toEqual([
      "gc: c1(opened)",
      "gb: b1(opened resolved)",
      "ga: a1(opened resolved) a2(opened worsened resolved)",
    ]);
  });

  it("of a service or layer are its part of a group, with how many others there are", async () => {
    expect(await told(of("kraken"))).toEqual(["ga: a1(opened resolved)+1"]);
    expect(await told({ kind: "layer", layer: "chain" })).toEqual(["gc: c1(opened)"]);
    expect(await told({ kind: "layer", layer: "access" })).toEqual([
      "gb: b1(opened resolved)",
      "ga: a1(opened resolved) a2(opened worsened resolved)",
    ]);
    expect(await told(of("nobody"))).toEqual([]);
    expect(await told({ kind: "layer", layer: "cloud" })).toEqual([]);
  });

  it("of a cloud are the whole groups that coincide with an event of it, with their attribution", async () => {
    const { sql } = database;
    await sql`insert into cloud_event (id, provider, event_id, title, onset_at, peak, maintenance, regions, event, updated_at)
      values ('cloudevent01', 'aws', 'n', 'errors', ${new Date(START)}, 'outage', false, '{us-east-1}', '{}', ${new Date(START)})`;
    await sql`insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p,
        detail, computed_at, rule_version)
      values (${idOf("a1")}, 'cloudevent01', 'aws', 'us-east-1', 80, 'likely', 'coincidence', false, 0.1, '{}', ${new Date(at(9))}, 1)`;
    expect(await told({ kind: "cloud", provider: "aws" })).toEqual([
      "ga: a1(opened resolved) a2(opened worsened resolved)",
    ]);
    expect(await told({ kind: "cloud", provider: "gcp" })).toEqual([]);
    const { attributions, events } = await readFeed(database.db, { kind: "cloud", provider: "aws" });
    expect([...attributions.keys()]).toEqual([idOf("a1")]);
    expect(events.map(({ id }) => id)).toEqual(["cloudevent01"]);
    expect((await readFeed(database.db, { kind: "layer", layer: "cloud" })).events).toHaveLength(1);
    expect((await readFeed(database.db, ALL)).events).toEqual([]);
  });

  it("of long ago come back when something is said of them, though fifty groups have begun since", async () => {
    for (let n = 0; n < 55; n += 1) await happened(`h${n}x`, `i${n}x`, "okx/api", 200 + n, ["resolved", 200.5 + n]);
    expect(await told(ALL)).toHaveLength(50);
    expect((await told(ALL)).join()).not.toContain("ga:");
    await database.sql`insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding, severity, author, text)
      values (${idOf("a1")}, 3, 'retracted', ${new Date(at(900))}, ${new Date(at(900))}, 'up', '{"kind":"answers"}', 'critical', 'Jo', 'our cable')`;
    const [first, ...rest] = await told(ALL);
    expect(first).toBe("ga: a1(opened resolved retracted) a2(opened worsened resolved)");
    expect(rest).toHaveLength(49);
    expect((await told(of("kraken")))[0]).toBe("ga: a1(opened resolved retracted)+1");
  });

  it("of many steps have the newest of each group", async () => {
    const steps = Array.from({ length: 60 }, (_, n) => ["changed", 301 + n] as const);
    await happened("gz", "z1", "kraken/api", 300, ...steps);
    const { groups } = await readFeed(database.db, of("kraken"));
    const updates = groups[0]?.details[0]?.updates ?? [];
    expect(updates).toHaveLength(40);
    expect(updates.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, n) => 22 + n));
  });
});

describe("the announced maintenance of a feed", () => {
  const say = (service: string, title: string, seenAt: number, ...components: readonly string[]) => {
    const said = window({
      id: title,
      title,
      components: listed(...components),
      publishedAt: START,
      maintenance: { from: at(60), until: at(120) },
    });
    const digest = JSON.stringify([said, seenAt]);
    return database.sql.begin((tx) => storeNotices(tx, service, [{ said, digest }], seenAt));
  };

  it("is what stands on the pages of services and touches what is watched, what was said last first", async () => {
    await say("kraken", "Scheduled maintenance", at(0));
    await say("base", "RPC work", at(1), "RPC");
    await say("okx", "Work on the help desk", at(2), "Help desk");
    const { notices } = await readFeed(database.db, ALL);
    expect(notices.map(({ id, service, parts, whole }) => ({ id, service: service.slug, parts, whole }))).toEqual([
      { id: stableId("notice", "base", "RPC work"), service: "base", parts: ["RPC"], whole: false },
      { id: stableId("notice", "kraken", "Scheduled maintenance"), service: "kraken", parts: ["API"], whole: true },
    ]);
    const slugs = async (scope: FeedScope) =>
      (await readFeed(database.db, scope)).notices.map(({ service }) => service.slug);
    expect(await slugs(of("kraken"))).toEqual(["kraken"]);
    expect(await slugs({ kind: "layer", layer: "access" })).toEqual(["base", "kraken"]);
    expect(await slugs({ kind: "layer", layer: "chain" })).toEqual([]);
    expect(await slugs({ kind: "cloud", provider: "aws" })).toEqual([]);
  });

  it("knows when it changed last, was gone, and was there again", async () => {
    await say("kraken", "Scheduled maintenance", at(0));
    await say("kraken", "Scheduled maintenance", at(5));
    const read = async () => (await readFeed(database.db, of("kraken"))).notices[0];
    expect(await read()).toMatchObject({ firstSeenAt: at(0), changedAt: at(5), vanishedAt: null });
    await database.sql.begin((tx) => noteVanished(tx, "kraken", [], at(9)));
    expect(await read()).toMatchObject({ changedAt: at(9), vanishedAt: at(9) });
    const said = await database.sql<{ id: string }[]>`select notice->>'id' as id from notice`;
    await database.sql.begin((tx) => noteVanished(tx, "kraken", said, at(11)));
    expect(await read()).toMatchObject({ changedAt: at(11), vanishedAt: null });
  });
});

it("a scope is read once for all of its forms, and again after some seconds", async () => {
  let now = START;
  const reader = createFeedReader(database.db, () => now);
  expect((await reader.feed(of("kraken"))).groups).toEqual([]);
  await happened("ga", "a1", "kraken/api", 0);
  expect((await reader.feed(of("kraken"))).groups).toEqual([]);
  expect((await reader.feed(ALL)).groups).toHaveLength(1);
  now += 3_000;
  expect((await reader.feed(of("kraken"))).groups).toHaveLength(1);
});
