import { beforeEach, describe, expect, it } from "vitest";
import { createRecordedReplays } from "#db/read/replays.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { putIncident } from "#db/write/incidents.ts";
import { cloudEvent, update } from "#domain/cloud/testing/event.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Retraction } from "#domain/incident/incident.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { Verdict } from "#domain/status/verdict.ts";

const database = testDatabase();
const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.parse("2026-03-10T12:00:00Z");
const at = (minute: number) => START + minute * MINUTE;
const SERVICES = ["kraken", "infura", "okx"];
let ids: ReadonlyMap<string, number>;
let now = 0;

beforeEach(async () => {
  const { sql } = database;
  now = at(30 * 24 * 60);
  await sql`truncate verdict_log, attribution, cloud_event_version, cloud_event, notice_version, notice, feed, incident_update,
    incident, incident_group, judge_progress, check_def, component, service cascade`;
  const services = SERVICES.map((slug) => makeService(slug, [makeCheck("time")]));
  await sql.begin((tx) => syncCatalog(tx, { services }, START - DAY));
  const rows = await sql<{ id: string; slug: string }[]>`
    select c.id, s.slug from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map((row) => [row.slug, Number(row.id)]));
});

const idOf = (name: string) => name.padEnd(12, "0");

/** An incident of a group from a minute to another, or open; with its opening. */
async function happened(
  group: string,
  slug: string,
  from: number,
  to: number | null,
  retracted: Retraction | null = null,
): Promise<string> {
  const {
    about: _about,
    madeUp: _madeUp,
    maintenance: _maintenance,
    ...incident
  } = makeIncidentView({
    id: idOf(`${group}${slug}`),
    group: idOf(group),
    component: `${slug}/api`,
    startedAt: at(from),
    detectedAt: at(from + 2),
    resolvedAt: to === null ? null : at(to),
    verdict: to === null ? "down" : "up",
    retracted,
  });
  const { sql } = database;
  await sql`insert into incident_group (id, anchor_at) values (${idOf(group)}, ${new Date(at(from))}) on conflict do nothing`;
  await sql.begin((tx) => putIncident(tx, incident, ids.get(slug) ?? 0));
  await sql`insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding, severity)
    values (${incident.id}, 1, 'opened', ${new Date(at(from + 2))}, ${new Date(at(from))}, 'down',
      ${sql.json({ kind: "failing", failureType: "tcp.refused", phase: "connection" })}, 'critical')`;
  return incident.id;
}

async function log(slug: string, ...entries: readonly (readonly [from: number, Verdict, known?: number])[]) {
  for (const [from, verdict, known = from] of entries) {
    await database.sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable,
        failure_types, rule_version)
      values (${ids.get(slug) ?? 0}, ${new Date(at(known))}, ${new Date(at(from))}, ${verdict},
        ${database.sql.json({ kind: verdict === "up" ? "answers" : "failing" })}, '{here}', 2, '{}', 1)`;
  }
}

const judgePassed = (minute: number) =>
  database.sql`insert into judge_progress (name, passed_at, lateness_ms, took_ms, rounds_stepped, rule_version)
    values ('judge', ${new Date(at(minute))}, 0, 0, 0, 1)`;

const all = async (group: string, from: number, to: number | null, retracted: Retraction | null = null) => {
  for (const slug of SERVICES) await happened(group, slug, from, to, retracted);
};
const replays = () => createRecordedReplays(database.db, () => now);

describe("what of the record can be replayed", () => {
  it("is groups of three services or more, the newest first, and those by their id alone", async () => {
    await all("ga", 0, 20);
    await all("gb", 600, 620);
    await happened("gc", "kraken", 1_200, 1_210);
    await happened("gc", "infura", 1_201, 1_211);
    expect((await replays().list()).map(({ group }) => group)).toEqual([idOf("gb"), idOf("ga")]);
    expect((await replays().one(idOf("ga")))?.incidents).toHaveLength(3);
    expect(await replays().one(idOf("gc"))).toBeNull();
    expect(await replays().one("-")).toBeNull();
  });

  it("lists one at once, and what is days old still while it is older than the list of the past", async () => {
    await all("ga", 0, 20);
    now = at(30);
    const reader = replays();
    const list = async () => (await reader.list()).map(({ group }) => group);
    expect(await list()).toEqual([idOf("ga")]);
    await all("gb", 28, 40);
    now = at(31);
    expect(await list()).toEqual([idOf("gb"), idOf("ga")]);
    for (let minute = 3 * 24 * 60 - 30; minute < 3 * 24 * 60 + 90; minute += 4) {
      now = at(minute);
      expect(await list(), `after ${minute} minutes`).toEqual([idOf("gb"), idOf("ga")]);
    }
  });

  it("keeps the address of one that was taken back", async () => {
    await all("ga", 0, 20, { at: at(600), author: "us", reason: "our fault" });
    const record = await replays().one(idOf("ga"));
    expect(record?.incidents.every(({ incident }) => incident.retracted !== null)).toBe(true);
    expect(record?.components.get("kraken/api")?.retracted).toEqual([{ from: at(0), to: at(20), at: at(600) }]);
  });

  it("has of each component what held when the window began, and all that was said of it since, however late", async () => {
    await all("ga", 0, 20);
    await log("kraken", [-9_000, "up"], [-5_000, "down"], [-4_000, "up"], [0, "down", 2], [20, "up", 21]);
    await log("kraken", [500, "down"], [520, "up"], [5, "up", 900], [-6_000, "up", 901]);
    const record = await replays().one(idOf("ga"));
    expect(record?.window).toEqual({ from: at(-60), to: at(60) });
    expect(
      record?.components
        .get("kraken/api")
        ?.entries.map(({ effectiveAt, knownAt }) => [(effectiveAt - START) / MINUTE, (knownAt - START) / MINUTE]),
    ).toEqual([
      [-4_000, -4_000],
      [0, 2],
      [20, 21],
      [5, 900],
      [-6_000, 901],
    ]);
  });

  it("ends with the judge's last pass while it goes on, and is read anew", async () => {
    await all("ga", 0, null);
    now = at(200);
    await judgePassed(90);
    const reader = replays();
    expect((await reader.one(idOf("ga")))?.asOf).toBe(at(90));
    await database.sql`update judge_progress set passed_at = ${new Date(at(200))}`;
    now = at(200) + 6_000;
    expect((await reader.one(idOf("ga")))?.window.to).toBe(at(200));
  });

  it("reads one that is over again when more is said of it, and not before", async () => {
    await all("ga", 0, 20);
    const reader = replays();
    const first = await reader.one(idOf("ga"));
    expect(await reader.one(idOf("ga"))).toBe(first);
    const id = idOf("gakraken");
    await database.sql`update incident set sequence = 2 where id = ${id}`;
    await database.sql`insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding,
        severity, author, text)
      values (${id}, 2, 'noted', ${new Date(at(700))}, ${new Date(at(700))}, 'up', '{"kind":"answers"}', 'critical', 'us', 'A cable.')`;
    const noted = (await reader.one(idOf("ga")))?.incidents.find(({ incident }) => incident.id === id);
    expect(noted?.updates.map(({ kind, text }) => [kind, text])).toEqual([
      ["opened", null],
      ["noted", "A cable."],
    ]);
  });

  it("has what the clouds said of that time with every version, and neither what was over before nor what came after", async () => {
    await all("ga", 0, 20);
    const { sql } = database;
    await sql`insert into feed (name, kind, url, every_ms, checked_at, first_read_at, read_at, entries, broken, next_at)
      values ('cloud:aws/aws-health', 'aws-health', 'https://example.com', 120000, ${new Date(now)}, ${new Date(at(-9_000))},
        ${new Date(now)}, 1, 0, ${new Date(now)})`;
    const event = cloudEvent({ onsetAt: at(1), updates: [update(at(5), "We look.")] });
    const tell = (said: typeof event, digest: string, seen: number) =>
      sql.begin((tx) =>
        storeCloudEvents(tx, "aws", said.feed, [{ said, digest }], {
          feed: said.feed,
          at: at(seen),
          whole: true,
          empty: false,
        }),
      );
    await tell(cloudEvent({ id: "before", onsetAt: at(-900), endedAt: at(-800) }), "b", -850);
    await tell(event, "1", 6);
    await tell({ ...event, endedAt: at(30), updates: [...event.updates, update(at(30), "Over.")] }, "2", 32);
    await tell(cloudEvent({ id: "after", onsetAt: at(900) }), "a", 901);
    await sql`insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p, detail,
        computed_at, rule_version)
      values (${idOf("gakraken")}, ${stableId("cloud", "aws", "event-1")}, 'aws', 'us-east-1', 80, 'likely', 'coincidence', true,
        0.1, '{"best":{}}', ${new Date(at(40))}, 1)`;
    const record = await replays().one(idOf("ga"));
    expect(record?.clouds.map(({ provider, events }) => [provider, events.map(({ event: { id } }) => id)])).toEqual([
      ["aws", ["event-1"]],
    ]);
    expect(
      record?.clouds[0]?.events[0]?.history.versions.map(({ firstSeenAt, event: { updates } }) => [
        (firstSeenAt - START) / MINUTE,
        updates.map(({ text }) => text),
      ]),
    ).toEqual([
      [6, ["We look."]],
      [32, ["We look.", "Over."]],
    ]);
    expect([...(record?.attributions.keys() ?? [])]).toEqual([idOf("gakraken")]);
  });
});
