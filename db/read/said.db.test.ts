import { beforeEach, describe, expect, it } from "vitest";
import { readCloudDelays, readSaid } from "#db/read/said.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { claimFeed, recordFeed } from "#db/write/feeds.ts";
import { putIncident } from "#db/write/incidents.ts";
import { storeNotices } from "#db/write/notices.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const now = Date.parse("2026-03-10T12:00:00Z");
/** The page has been read since here, when it listed one old notice. */
const readFrom = now - 60 * DAY;
const at = (day: number, minute = 0) => now - 50 * DAY + day * DAY + minute * MINUTE;
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate notice_version, notice, feed, cloud_event_version, cloud_event, component_hour, incident_update,
    incident, incident_group, check_def, component, service cascade`;
  const services = [
    makeService("kraken", [makeCheck("time")]),
    makeService("infura", [], {
      components: ["ethereum", "polygon"].map((slug) => ({
        slug,
        name: slug,
        layer: "access" as const,
        chain: slug,
        checks: [makeCheck("head")],
      })),
    }),
    makeService("silent", [makeCheck("time")]),
  ];
  await sql.begin((tx) => syncCatalog(tx, { services }, now - 90 * DAY));
  const rows = await sql<{ id: string; key: string }[]>`
    select c.id, s.slug || '/' || c.slug as key from component c join service s on s.id = c.service_id`;
  ids = new Map(rows.map(({ id, key }) => [key, Number(id)]));
  await sql`insert into incident_group (id, anchor_at) values ('group0000000', ${new Date(now)})`;
  await sql`
    insert into component_hour (component_id, hour, up_s, degraded_s, down_s, maintenance_s, unknown_s)
    select ${ids.get("kraken/api") ?? 0}, hour, 3600, 0, 0, 0, 0
    from generate_series(${new Date(now - 90 * DAY)}::timestamptz, ${new Date(now)}::timestamptz, '1 hour') hour`;
  for (const slug of ["kraken", "infura"]) {
    const source = { name: `page:${slug}/statuspage`, kind: "statuspage", url: "https://example.com" };
    await sql.begin(async (tx) => {
      await claimFeed(tx, source, readFrom);
      const outcome = { readable: true, etag: null, entries: 1, broken: 0 } as const;
      await recordFeed(tx, source.name, outcome, { now, nextAt: now + 2 * MINUTE });
    });
    const old = {
      id: "old",
      startedAt: readFrom - 9 * DAY,
      publishedAt: readFrom - 9 * DAY,
      resolvedAt: readFrom - 8 * DAY,
    };
    await say(slug, old, readFrom);
  }
});

function say(slug: string, over: Partial<Notice>, seenAt: number) {
  const notice: Notice = {
    page: "p",
    id: "n",
    title: "Trouble",
    url: null,
    impact: "major",
    status: "investigating",
    startedAt: seenAt,
    publishedAt: seenAt,
    resolvedAt: null,
    changedAt: null,
    components: [],
    updates: [],
    maintenance: null,
    ...over,
  };
  const entry = { said: notice, digest: stableId(JSON.stringify(notice)) };
  return database.sql.begin((tx) => storeNotices(tx, slug, [entry], seenAt));
}

async function fail(component: string, startedAt: number, minutes: number | null, over: Partial<Incident> = {}) {
  const { about: _about, madeUp, ...fresh } = makeIncidentView();
  const id = stableId(component, startedAt);
  const incident: Incident = {
    ...fresh,
    id,
    group: "group0000000",
    component,
    startedAt,
    lastGood: startedAt - MINUTE,
    resolvedAt: minutes === null ? null : startedAt + minutes * MINUTE,
    retracted: null,
    ...over,
  };
  await database.sql.begin((tx) => putIncident(tx, incident, ids.get(component) ?? 0, madeUp));
  return id;
}
const one = async (service: string) => (await readSaid(database.db, { service }, now)).services[0];

describe("what a vendor said against what we saw", () => {
  it("is the delay from our onset to our first sight of its post, with the page's own time beside it", async () => {
    const incident = await fail("kraken/api", at(1), 60);
    await say("kraken", { publishedAt: at(1, 18), startedAt: at(1, 18) }, at(1, 22));
    await say("kraken", { publishedAt: at(1, 18), startedAt: at(1, 18), resolvedAt: at(1, 70) }, at(1, 72));
    expect((await one("kraken"))?.acknowledgements).toEqual([
      {
        incident,
        state: "acknowledged",
        settled: true,
        notice: stableId("notice", "kraken", "n"),
        said: { ms: 22 * MINUTE, errorMs: 3 * MINUTE, order: "vendor_late" },
        saidByPageMs: 18 * MINUTE,
        censoredMs: null,
        cleared: { ms: 12 * MINUTE, errorMs: null, order: "cannot_tell" },
        backdatedMs: null,
      },
    ]);
  });

  it("is censored, and no number, where nothing was said by the end and a day", async () => {
    await fail("kraken/api", at(1), 90);
    await say("kraken", {}, at(4));
    const found = await one("kraken");
    expect(found?.acknowledgements).toMatchObject([{ state: "never", said: null, censoredMs: DAY + 90 * MINUTE }]);
    expect(found?.outside).toMatchObject([{ saidAt: at(4) }]);
  });

  it("is unread before the page was first read, and while none of its addresses can be", async () => {
    await fail("kraken/api", readFrom - 3 * DAY, 60);
    expect((await one("kraken"))?.acknowledgements).toMatchObject([{ state: "unread" }]);
    await database.sql`update feed set unreadable_since = ${new Date(at(5))} where name = 'page:kraken/statuspage'`;
    await fail("kraken/api", at(5, 10), 60);
    expect((await one("kraken"))?.acknowledgements[0]).toMatchObject({ state: "unread", censoredMs: 0 });
    expect((await one("kraken"))?.page).toEqual({ readFrom, unreadableSince: at(5) });
  });

  it("holds a post that was dated back against the page, unless nobody of us was looking", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", { publishedAt: at(1, 1), startedAt: at(1, 1) }, at(1, 30));
    expect((await one("kraken"))?.acknowledgements).toMatchObject([{ backdatedMs: 29 * MINUTE }]);
    await database.sql`delete from component_hour where hour between ${new Date(at(1) - HOUR)} and ${new Date(at(1))}`;
    const [found] = (await one("kraken"))?.acknowledgements ?? [];
    expect(found).toMatchObject({ backdatedMs: null, said: { order: "cannot_tell" } });
  });

  it("asks of a component only what touches it", async () => {
    const components = [{ id: "1", name: "Polygon Mainnet", group: null, state: null }];
    await fail("infura/polygon", at(1), 60);
    await fail("infura/ethereum", at(1, 1), 60);
    await say("infura", { components }, at(1, 10));
    const states = (await one("infura"))?.acknowledgements.map(({ state }) => state);
    expect(states).toEqual(["never", "acknowledged"]);
  });

  it("counts a page without words for how bad it is as having said so, and announced work not", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", { id: "work", maintenance: { from: at(1), until: null }, impact: "maintenance" }, at(1, 5));
    expect((await one("kraken"))?.acknowledgements).toMatchObject([{ state: "never" }]);
    await say("kraken", { id: "words", impact: "unstated" }, at(1, 15));
    expect((await one("kraken"))?.acknowledgements).toMatchObject([{ said: { ms: 15 * MINUTE } }]);
  });

  it("leaves out what was taken back or made up, and services whose page nobody reads", async () => {
    await fail("kraken/api", at(1), 60, { retracted: { at: at(2), author: "me", reason: "ours" } });
    await fail("silent/api", at(1), 60);
    const { services } = await readSaid(database.db, { service: null }, now);
    expect(services.map(({ service, acknowledgements }) => [service, acknowledgements.length])).toEqual([
      ["kraken", 0],
      ["infura", 0],
    ]);
    expect(await one("silent")).toBeUndefined();
  });

  it("is summed up over all once there are three", async () => {
    await fail("kraken/api", at(1), 60);
    await fail("kraken/api", at(3), 60);
    await fail("infura/polygon", at(5), 60);
    await say("kraken", { id: "a" }, at(1, 10));
    await say("kraken", { id: "a", resolvedAt: at(1, 60) }, at(1, 60));
    await say("infura", { id: "b" }, at(5, 20));
    const { services, overall } = await readSaid(database.db, { service: null }, now);
    expect(services.map(({ summary }) => summary)).toEqual([null, null]);
    expect(overall).toMatchObject({ n: 3, acknowledged: 2, medianMs: 20 * MINUTE });
  });
});

describe("how late the clouds' own notices came", () => {
  async function post(id: string, over: Partial<CloudEvent>, seenAt: number) {
    const event = cloudEvent({ id, firstSeenAt: seenAt, ...over });
    const answer = { feed: event.feed, at: seenAt, whole: true, empty: false };
    await database.sql.begin((tx) =>
      storeCloudEvents(tx, event.provider, event.feed, [{ said: event, digest: `${id} ${seenAt}` }], answer),
    );
  }
  const stated = (onsetAt: number, publishedMin: number): Partial<CloudEvent> => ({
    onsetAt,
    onsetQuality: "stated_start",
    firstPublishedAt: onsetAt + publishedMin * MINUTE,
  });

  it("is by their clock and by ours, and ours says nothing of what was there when we came", async () => {
    await post("history", stated(at(-30), 23), at(0));
    await post("a", stated(at(1), 10), at(1, 12));
    await post("b", stated(at(2), 35), at(2, 36));
    await post("unknown", { onsetAt: at(3), firstPublishedAt: at(3) }, at(3, 1));
    const [aws] = await readCloudDelays(database.db, now);
    expect(aws?.delays.map(({ publishedMs, seenMs }) => [publishedMs / MINUTE, seenMs && seenMs / MINUTE])).toEqual([
      [35, 36],
      [10, 12],
      [23, null],
    ]);
    expect([aws?.medianPublishedMs, aws?.medianSeenMs]).toEqual([23 * MINUTE, null]);
  });
});
