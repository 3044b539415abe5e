import { beforeEach, describe, expect, it } from "vitest";
import { createTimelineReader } from "#db/read/timeline.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { putIncident } from "#db/write/incidents.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { stableId } from "#domain/incident/identity.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import { componentSpans } from "#domain/timeline/component-spans.ts";
import type { TimelineRecord } from "#domain/timeline/live.ts";
import { windowOf } from "#domain/timeline/range.ts";

const database = testDatabase();
const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.parse("2026-03-10T12:20:30Z");
let id = 0;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate verdict_log, attribution, incident, incident_group, cloud_event_version, cloud_event, feed, check_def,
    component, service cascade`;
  await sql.begin((tx) => syncCatalog(tx, { services: [makeService("kraken", [makeCheck("time")])] }, NOW - DAY));
  const [row] = await sql<{ id: string }[]>`select id from component`;
  id = Number(row?.id);
});

async function log(
  ...entries: readonly (readonly [effectiveMin: number, Verdict, knownMin?: number])[]
): Promise<void> {
  for (const [at, verdict, known = at] of entries) {
    await database.sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, last_good, vantages,
        usable, failure_types, rule_version)
      values (${id}, ${new Date(NOW + known * MINUTE)}, ${new Date(NOW + at * MINUTE)}, ${verdict},
        ${database.sql.json({ kind: verdict === "up" ? "answers" : "failing" })}, ${new Date(NOW + (at - 1) * MINUTE)}, '{here}', 2,
        ${verdict === "up" ? [] : ["tcp.refused"]}, 1)`;
  }
}
const told = (record: TimelineRecord, range: "2h" | "90d" = "2h", now = NOW) => {
  const own = record.components.get("kraken/api") ?? { entries: [], retracted: [], maintenance: [] };
  const spans = componentSpans("api", own, windowOf(range, now), now);
  return spans.map(({ status, from }) => [status, Math.round((from - NOW) / MINUTE)]);
};

describe("what the picture needs", () => {
  it("reaches back to what held when the range began, with the evidence of each verdict", async () => {
    await log([-3_000, "up"], [-200, "down"], [-30, "up"]);
    const reader = createTimelineReader(database.db, () => NOW);
    expect(told(await reader.read("2h"))).toEqual([
      ["major_outage", -119],
      ["operational", -30],
    ]);
    expect((await reader.read("2h")).components.get("kraken/api")?.entries[1]).toEqual({
      knownAt: NOW - 200 * MINUTE,
      effectiveAt: NOW - 200 * MINUTE,
      verdict: "down",
      finding: "failing",
      failureType: "tcp.refused",
      seen: { n: 1, of: 2 },
      before: NOW - 201 * MINUTE,
    });
    expect(told(await reader.read("90d"), "90d").map(([status]) => status)).toEqual([
      "unknown",
      "operational",
      "major_outage",
      "operational",
    ]);
  });

  it("is given to all who ask within some seconds, and then shows what was appended, dated back or not", async () => {
    await log([-60, "up"]);
    let now = NOW;
    const reader = createTimelineReader(database.db, () => now);
    await reader.read("2h");
    await log([-5, "down", 0]);
    expect(told(await reader.read("2h"))).toHaveLength(2);
    now += 3_000;
    expect(told(await reader.read("2h"), "2h", now).slice(1)).toEqual([
      ["operational", -60],
      ["major_outage", -5],
    ]);
    // What is settled is not read again; what corrects it is.
    now += 2 * MINUTE;
    await reader.read("2h");
    await log([-40, "down", 2], [-20, "up", 2]);
    now += 3_000;
    expect(told(await reader.read("2h"), "2h", now).slice(1)).toEqual([
      ["operational", -60],
      ["major_outage", -40],
      ["operational", -20],
    ]);
  });

  it("does not lose what is committed late, nor count anything twice", async () => {
    await log([-600, "up"], [-300, "down"], [-200, "up"]);
    let now = NOW;
    const reader = createTimelineReader(database.db, () => now);
    await reader.read("2h");
    await database.sql.begin(async (tx) => {
      // Takes its id first, and is seen last.
      await tx`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types,
        rule_version) values (${id}, ${new Date(NOW)}, ${new Date(NOW - 10 * MINUTE)}, 'down', '{"kind":"failing"}', '{}', 1, '{}', 1)`;
      await log([-1, "up", 0]);
      now += 3_000;
      await reader.read("2h");
    });
    now += 3_000;
    const record = await reader.read("2h");
    expect(told(record, "2h", now)).toEqual([
      ["operational", -119],
      ["major_outage", -10],
      ["operational", -1],
    ]);
    expect(record.components.get("kraken/api")?.entries).toHaveLength(5);
    // Two ranges share one log.
    now += 2 * MINUTE;
    await Promise.all([reader.read("2h"), reader.read("24h")]);
    now += 3_000;
    expect((await reader.read("24h")).components.get("kraken/api")?.entries).toHaveLength(5);
  });

  it("has the events of clouds that reach into the range, without their words, and the incidents that coincide", async () => {
    const onsetAt = NOW - 30 * MINUTE;
    const past = cloudEvent({ id: "old", onsetAt: NOW - 5 * DAY, endedAt: NOW - 4 * DAY });
    for (const event of [cloudEvent({ onsetAt }), past]) {
      const answer = { feed: event.feed, at: NOW, whole: true, empty: false };
      const entry = { said: event, digest: event.id };
      await database.sql.begin((tx) => storeCloudEvents(tx, event.provider, event.feed, [entry], answer));
    }
    await database.sql`insert into feed (name, kind, url, every_ms, checked_at, first_read_at, read_at, entries, broken, next_at)
      values ('cloud:aws/aws-health', 'aws-health', 'https://example.com', 120000, ${new Date(NOW)}, ${new Date(NOW - DAY)},
        ${new Date(NOW)}, 2, 0, ${new Date(NOW)})`;
    const eventId = stableId("cloud", "aws", "event-1");
    const {
      about: _about,
      madeUp: _madeUp,
      maintenance: _maintenance,
      ...incident
    } = makeIncidentView({ startedAt: onsetAt - MINUTE, lastGood: onsetAt - 2 * MINUTE });
    await database.sql`insert into incident_group (id, anchor_at) values (${incident.group}, ${new Date(NOW)})`;
    await database.sql.begin((tx) => putIncident(tx, incident, id));
    await database.sql`insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p,
        detail, computed_at, rule_version)
      values (${incident.id}, ${eventId}, 'aws', 'us-east-1', 50, 'possible', 'coincidence', true, 0.1, '{}', ${new Date(NOW)}, 1)`;
    const record = await createTimelineReader(database.db, () => NOW).read("2h");
    expect(
      record.clouds.map(({ provider, events, reading }) => [
        provider,
        events.map(({ id: one }) => one),
        reading.unread,
      ]),
    ).toEqual([["aws", [eventId], [{ from: 0, to: NOW - DAY }]]]);
    expect(record.clouds[0]?.events[0]?.event.updates).toMatchObject([{ at: onsetAt, text: "" }]);
    expect(record.hits).toEqual([
      {
        event: eventId,
        region: "us-east-1",
        startedAt: onsetAt - MINUTE,
        lastGood: onsetAt - 2 * MINUTE,
        resolvedAt: null,
      },
    ]);
  });
});
