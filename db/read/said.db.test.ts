import { beforeEach, describe, expect, it } from "vitest";
import { readCloudDelays } from "#db/read/cloud-delays.ts";
import { createSaidReader, readSaid, readSaidOfService } from "#db/read/said.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { storeCloudEvents } from "#db/write/cloud-events.ts";
import { putIncident } from "#db/write/incidents.ts";
import { noteVanished, storeNotices } from "#db/write/notices.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { cloudEvent } from "#domain/cloud/testing/event.ts";
import { stableId } from "#domain/incident/identity.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { makeIncidentView } from "#domain/status/testing/views.ts";

const database = testDatabase();
const [MINUTE, DAY] = [60_000, 86_400_000];
/** So far two looks may lie apart: the poll interval and half of it. */
const POLL = 3 * MINUTE;
const now = Date.parse("2026-03-10T12:00:00Z");
/** The pages have been read since here, when they listed one old notice. */
const readFrom = now - 60 * DAY;
const at = (day: number, minute = 0) => now - 50 * DAY + day * DAY + minute * MINUTE;
let ids: ReadonlyMap<string, number>;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate notice_version, notice, feed, cloud_event_version, cloud_event, incident_update, incident,
    incident_group, check_def, component, service cascade`;
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
  for (const slug of ["kraken", "infura"]) {
    await read(`page:${slug}/statuspage`, "statuspage");
    await read(`page:${slug}/statuspage-incidents`, "statuspage-incidents");
    const old = {
      id: "old",
      startedAt: readFrom - 9 * DAY,
      publishedAt: readFrom - 9 * DAY,
      resolvedAt: readFrom - 8 * DAY,
    };
    await say(slug, old, readFrom);
  }
});

/** An address that has been read all the time. */
async function read(name: string, kind: string, from = readFrom, everyMs = 2 * MINUTE) {
  await database.sql`
    insert into feed (name, kind, url, every_ms, checked_at, first_read_at, read_at, entries, broken, next_at)
    values (${name}, ${kind}, 'https://example.com', ${everyMs}, ${new Date(now)}, ${new Date(from)}, ${new Date(now)}, 1, 0,
      ${new Date(now + 2 * MINUTE)})`;
}

/** But for a while. */
async function missed(name: string, from: number, to: number) {
  await database.sql`insert into feed_gap (feed, from_at, to_at) values (${name}, ${new Date(from)}, ${new Date(to)})`;
}

/** None of a service's addresses was. */
async function unread(slug: string, from: number, to: number) {
  for (const kind of ["statuspage", "statuspage-incidents"]) await missed(`page:${slug}/${kind}`, from, to);
}

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
    lastBad: minutes === null ? null : startedAt + (minutes - 1) * MINUTE,
    retracted: null,
    ...over,
  };
  await database.sql.begin((tx) => putIncident(tx, incident, ids.get(component) ?? 0, madeUp));
  return id;
}
const one = (service: string) => readSaidOfService(database.db, service, now);
const found = async (service: string) => (await one(service))?.rows.map(({ acknowledgement }) => acknowledgement);

describe("what a vendor said against what we saw", () => {
  it("is the delay from our onset to our first sight of its post, with the page's own time beside it", async () => {
    const incident = await fail("kraken/api", at(1), 60);
    await say("kraken", { publishedAt: at(1, 18), startedAt: at(1, 18) }, at(1, 22));
    await say("kraken", { publishedAt: at(1, 18), startedAt: at(1, 18), resolvedAt: at(1, 70) }, at(1, 72));
    const id = stableId("notice", "kraken", "n");
    expect((await one("kraken"))?.rows).toEqual([
      {
        outage: {
          incident,
          component: "kraken/api",
          onset: at(1),
          lastGood: at(1, -1),
          recoveredAt: at(1, 60),
          lastBad: at(1, 59),
        },
        notice: { id, title: "Trouble", url: null },
        acknowledgement: {
          incident,
          state: "acknowledged",
          settled: true,
          notice: id,
          said: { ms: 22 * MINUTE, errorMs: MINUTE + POLL, order: "vendor_late" },
          saidByPageMs: 18 * MINUTE,
          censoredMs: null,
          cleared: { ms: 12 * MINUTE, errorMs: MINUTE + POLL, order: "vendor_late" },
          backdatedMs: null,
        },
      },
    ]);
  });

  it("is censored, and no number, where nothing was said by the end and a day", async () => {
    await fail("kraken/api", at(1), 90);
    await say("kraken", {}, at(4));
    expect(await found("kraken")).toMatchObject([{ state: "never", said: null, censoredMs: DAY + 90 * MINUTE }]);
    expect((await one("kraken"))?.outside).toMatchObject([{ claim: { saidAt: at(4) }, notice: { title: "Trouble" } }]);
  });

  it("is unread before the page was first read, while none of its addresses can be, and where nobody looked", async () => {
    await fail("kraken/api", readFrom - 3 * DAY, 60);
    expect(await found("kraken")).toMatchObject([{ state: "unread", censoredMs: 0 }]);
    await fail("kraken/api", at(3), 60);
    await unread("kraken", at(4), at(4, 30));
    expect(await found("kraken")).toMatchObject([{ state: "never" }, { state: "unread" }]);
    await unread("kraken", at(4, 31), at(5));
    expect(await found("kraken")).toMatchObject([
      { state: "unread", censoredMs: DAY + 31 * MINUTE },
      { state: "unread" },
    ]);
    await database.sql`update feed set read_at = ${new Date(at(5))}`;
    await fail("kraken/api", at(5, 10), 60);
    expect((await found("kraken"))?.[0]).toMatchObject({ state: "unread", censoredMs: 0 });
    expect((await one("kraken"))?.page).toEqual({ readFrom, unreadableSince: at(4, 31) });
  });

  it("is unread of a page that nobody has ever read", async () => {
    await database.sql`update feed set first_read_at = null, read_at = null where name like 'page:kraken/%'`;
    await fail("kraken/api", at(1), 60);
    expect(await found("kraken")).toMatchObject([{ state: "unread", censoredMs: 0 }]);
    expect((await one("kraken"))?.page).toEqual({ readFrom: null, unreadableSince: null });
  });

  it("one address of the page that can be read is enough, if it lists what is over, or is read throughout", async () => {
    await fail("kraken/api", at(1), 60);
    await missed("page:kraken/statuspage", at(0), at(10));
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
    await database.sql`update feed set first_read_at = null, read_at = null where name = 'page:kraken/statuspage-incidents'`;
    expect(await found("kraken")).toMatchObject([{ state: "unread", censoredMs: 0 }]);
    await database.sql`delete from feed_gap`;
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
    await missed("page:kraken/statuspage", at(1, 30), at(1, 40));
    expect(await found("kraken")).toMatchObject([{ state: "unread", censoredMs: 30 * MINUTE }]);
  });

  it("holds a post that was dated back against the page, unless nobody of us was looking", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", { publishedAt: at(1, 1), startedAt: at(1, 1) }, at(1, 30));
    expect(await found("kraken")).toMatchObject([{ backdatedMs: 29 * MINUTE, censoredMs: null }]);
    await unread("kraken", at(1, -30), at(1, 30));
    expect(await found("kraken")).toMatchObject([{ backdatedMs: null, censoredMs: 0, said: { order: "cannot_tell" } }]);
  });

  it("counts what a vendor says only afterwards, unless it was over before by its own word", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", { startedAt: at(0), publishedAt: at(0), resolvedAt: at(1, -5) }, at(1, 200));
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
    await say("kraken", { id: "m", startedAt: at(1, 5), publishedAt: at(1, 5), resolvedAt: at(1, 55) }, at(1, 200));
    expect(await found("kraken")).toMatchObject([
      { state: "acknowledged", said: { ms: 200 * MINUTE }, cleared: { ms: 140 * MINUTE }, backdatedMs: 195 * MINUTE },
    ]);
  });

  it("a notice that is gone from a page that lists what is open says nothing of what comes later", async () => {
    await say("kraken", { id: "n" }, at(1));
    await fail("kraken/api", at(9), 60);
    expect(await found("kraken")).toMatchObject([{ state: "acknowledged", said: { order: "vendor_first" } }]);
    await database.sql.begin((tx) => noteVanished(tx, "kraken", [], at(2)));
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
    await fail("kraken/api", at(1, 30), 60);
    expect((await found("kraken"))?.[1]).toMatchObject({ cleared: { ms: DAY - 90 * MINUTE } });
    await database.sql.begin((tx) => noteVanished(tx, "kraken", [{ id: "n" }], at(2, 2)));
    expect((await found("kraken"))?.[0]).toMatchObject({ state: "acknowledged" });
  });

  it("how an incident ended that was closed unseen is not known, so nothing is held against anyone", async () => {
    await fail("kraken/api", at(1), 60, { verdict: "unknown", lastBad: null });
    expect((await one("kraken"))?.rows).toMatchObject([
      { outage: { recoveredAt: null }, acknowledgement: { state: "pending", settled: false } },
    ]);
  });

  it("asks of a component only what touches it", async () => {
    const components = [{ id: "1", name: "Polygon Mainnet", group: null, state: null }];
    await fail("infura/polygon", at(1), 60);
    await fail("infura/ethereum", at(1, 1), 60);
    await say("infura", { components }, at(1, 10));
    expect((await found("infura"))?.map(({ state }) => state)).toEqual(["never", "acknowledged"]);
  });

  it("counts a page without words for how bad it is as having said so, and announced work not", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", { id: "work", maintenance: { from: at(1), until: null }, impact: "maintenance" }, at(1, 5));
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
    await say("kraken", { id: "words", impact: "unstated" }, at(1, 15));
    expect(await found("kraken")).toMatchObject([{ said: { ms: 15 * MINUTE } }]);
  });

  it("leaves out what was announced before it began: that was said", async () => {
    await fail("kraken/api", at(1), 60);
    const work = { id: "work", impact: "maintenance", title: "Scheduled maintenance" } as const;
    const window = { from: at(1, -10), until: at(1, 90) };
    await say("kraken", { ...work, publishedAt: at(0), startedAt: at(0), maintenance: window }, at(0));
    expect(await found("kraken")).toEqual([]);
    await fail("kraken/api", at(2), 60);
    expect(await found("kraken")).toMatchObject([{ state: "never" }]);
  });

  it("leaves out what was taken back or made up, and services whose page nobody reads", async () => {
    await fail("kraken/api", at(1), 60, { retracted: { at: at(2), author: "me", reason: "ours" } });
    await database.sql`update incident set made_up = true where id = ${await fail("kraken/api", at(2), 60)}`;
    await fail("silent/api", at(1), 60);
    const { services } = await readSaid(database.db, now);
    expect(services.map(({ service, rows }) => [service, rows.length])).toEqual([
      ["kraken", 0],
      ["infura", 0],
    ]);
    expect(await one("silent")).toBeNull();
    expect(await one("nobody")).toBeNull();
  });

  it("says the same of one service as over all, and remembers for a while what it said", async () => {
    await fail("kraken/api", at(1), 60);
    await say("kraken", {}, at(1, 10));
    let clock = now;
    const reader = createSaidReader(database.db, () => clock);
    const [all, kraken] = [await reader.all(), await reader.service("kraken")];
    expect(kraken).toEqual(all.services[0]);
    await fail("kraken/api", at(3), 60);
    clock += 14_000;
    expect([(await reader.all()).services[0], await reader.service("kraken")]).toEqual([kraken, kraken]);
    clock += 46_000;
    expect((await reader.all()).services[0]?.rows).toHaveLength(2);
    expect((await reader.service("kraken"))?.rows).toHaveLength(2);
  });

  it("is summed up over all once there are three", async () => {
    await fail("kraken/api", at(1), 60);
    await fail("kraken/api", at(3), 60);
    await fail("infura/polygon", at(5), 60);
    await say("kraken", { id: "a" }, at(1, 10));
    await say("kraken", { id: "a", resolvedAt: at(1, 60) }, at(1, 60));
    await say("infura", { id: "b" }, at(5, 20));
    const { services, overall, counts } = await readSaid(database.db, now);
    expect(services.map(({ summary }) => summary)).toEqual([null, null]);
    expect(overall).toMatchObject({ n: 3, acknowledged: 2, medianMs: 20 * MINUTE });
    expect(counts).toEqual({ acknowledged: 2, never: 1, pending: 0, unread: 0 });
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

  it("is by their clock and by ours, and ours says nothing of what may have stood there before we looked", async () => {
    await read("cloud:aws/aws-health", "aws-health", at(0), MINUTE);
    await missed("cloud:aws/aws-health", at(5), at(5, 40));
    await post("history", stated(at(-30), 23), at(0));
    await post("a", stated(at(1), 10), at(1, 12));
    await post("b", stated(at(2), 35), at(2, 36));
    await post("gap", stated(at(5), 5), at(5, 40));
    await post("unknown", { onsetAt: at(3), firstPublishedAt: at(3) }, at(3, 1));
    const [aws] = await readCloudDelays(database.db, now);
    expect(aws?.delays.map(({ publishedMs, seenMs }) => [publishedMs / MINUTE, seenMs && seenMs / MINUTE])).toEqual([
      [5, null],
      [35, 36],
      [10, 12],
      [23, null],
    ]);
    expect([aws?.medianPublishedMs, aws?.medianSeenMs]).toEqual([16.5 * MINUTE, null]);
  });
});
