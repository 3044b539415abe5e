import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CloudProvider } from "#domain/hosting/cloud-provider.ts";
import { keepFeeds } from "#workers/feeds/keep.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import { type Fetch, FetchError } from "#workers/fetch/fetch.ts";
import { ONLINE } from "#workers/testing/online.ts";

const database = testDatabase();
const START = Date.parse("2026-03-01T12:30:00Z");
const MINUTE_MS = 60_000;

const AWS = "https://aws.example/currentevents";
const PAGE = "https://status.example/api/v2/incidents.json";
const clouds = cloudSources([
  { slug: "aws", feeds: [{ kind: "aws-health", url: AWS, verified: "docs" }] } as unknown as CloudProvider,
]);
const pages = pageSources([
  {
    slug: "kraken",
    lifecycle: { state: "active" },
    statusPage: { url: null, kind: "statuspage", apiUrl: PAGE, verified: "docs" },
  } as unknown as ServiceSpec,
]).filter(({ url }) => url === PAGE);

const s = (minutes: number) => START / 1000 + minutes * 60;
const awsEvent = (more: object = {}) => ({
  arn: "arn:aws:health:us-east-1::event/EC2/AWS_EC2_X/AWS_EC2_X_1",
  date: String(s(-22)),
  region_name: "N. Virginia",
  status: "3",
  service: "ec2-us-east-1",
  service_name: "Amazon EC2",
  summary: "Increased Error Rates",
  event_log: [{ summary: "Errors", message: "We are investigating.", status: 3, timestamp: s(-22) }],
  ...more,
});
const statuspage = (status: string) => ({
  page: { id: "p1", name: "Kraken", url: "https://status.example", updated_at: new Date(START).toISOString() },
  incidents: [
    {
      id: "i1",
      name: "API errors <script>alert(1)</script>",
      status,
      impact: "major",
      created_at: new Date(START).toISOString(),
      started_at: new Date(START).toISOString(),
      updated_at: new Date(START).toISOString(),
      resolved_at: status === "resolved" ? new Date(START + 10 * MINUTE_MS).toISOString() : null,
      incident_updates: [],
      components: [],
    },
  ],
});

let now = START;
let answers: Record<string, string | Error> = {};
const asked: string[] = [];
const fetch: Fetch = async ({ url }) => {
  asked.push(url);
  const answer = answers[url] ?? new FetchError("HTTP 404");
  if (answer instanceof Error) throw answer;
  return { status: 200, notModified: false, bytes: Buffer.from(answer), contentType: "application/json", etag: null };
};
const keep = (gate = ONLINE) =>
  keepFeeds({
    gate,
    sql: database.sql,
    now: () => now,
    fetch,
    clouds,
    pages,
    signal: new AbortController().signal,
  });
const later = (minutes: number) => {
  now += minutes * MINUTE_MS;
};

beforeEach(async () => {
  await database.sql`truncate feed, cloud_event_version, cloud_event, notice_version, notice cascade`;
  now = START;
  asked.length = 0;
  answers = { [AWS]: JSON.stringify([awsEvent()]), [PAGE]: JSON.stringify(statuspage("investigating")) };
});

const events = () =>
  database.sql`select provider, event_id, title, regions, ended_at, peak, vanished_at from cloud_event`;
const versions = () =>
  database.sql`select digest, first_seen_at, last_seen_at from cloud_event_version order by first_seen_at`;

describe("reading the feeds", () => {
  it("keeps what a cloud says, once however often it says it, and a version for each change of it", async () => {
    expect(await keep()).toEqual({ asked: 2, unreadable: 0, news: 2 });
    later(5);
    expect(await keep()).toMatchObject({ asked: 2, news: 0 });
    expect(await events()).toMatchObject([
      { provider: "aws", regions: ["us-east-1"], ended_at: null, peak: "disruption" },
    ]);
    expect(await versions()).toMatchObject([
      { first_seen_at: new Date(START), last_seen_at: new Date(START + 5 * MINUTE_MS) },
    ]);
    later(5);
    answers[AWS] = JSON.stringify([awsEvent({ summary: "Region Availability" })]);
    expect(await keep()).toMatchObject({ news: 1 });
    expect(await events()).toHaveLength(1);
    expect(await versions()).toHaveLength(2);
  });

  it("leaves feeds to others while our own network is gone, also those that it finds so", async () => {
    await keep();
    later(5);
    expect(await keep({ ...ONLINE, gated: true })).toEqual({ asked: 0, unreadable: 0, news: 0 });
    const well = answers;
    answers = { [AWS]: new FetchError("tcp.timed_out"), [PAGE]: new FetchError("tcp.timed_out") };
    const before = asked.length;
    expect(await keep({ ...ONLINE, lostNetworkSince: async () => true })).toEqual({ asked: 0, unreadable: 0, news: 0 });
    expect(asked.length).toBe(before + 2);
    expect(await database.sql`select 1 from feed where unreadable_since is not null`).toHaveLength(0);
    answers = well;
    expect(await keep()).toMatchObject({ asked: 2, unreadable: 0 });
  });

  it("asks a feed that tells the same under other names only while the first cannot be read", async () => {
    const RSS = "https://aws.example/rss";
    const feeds = [
      { kind: "aws-health", url: AWS, verified: "docs" },
      { kind: "aws-rss", url: RSS, verified: "docs" },
    ];
    const both = cloudSources([{ slug: "aws", feeds } as unknown as CloudProvider]);
    const ask = () =>
      keepFeeds({
        gate: ONLINE,
        sql: database.sql,
        now: () => now,
        fetch,
        clouds: both,
        pages: [],
        signal: new AbortController().signal,
      });
    await ask();
    answers[AWS] = new FetchError("tcp.timed_out");
    for (let n = 0; n < 10; n += 1) {
      later(1);
      await ask();
    }
    expect(asked).not.toContain(RSS);
    later(1);
    await ask();
    expect(asked).toContain(RSS);
  });

  it("asks each feed only when it is due, and of two workers one", async () => {
    const reports = await Promise.all([keep(), keep()]);
    expect(reports[0].asked + reports[1].asked).toBe(2);
    expect(asked.sort()).toEqual([AWS, PAGE]);
    now += 30_000;
    expect(await keep()).toMatchObject({ asked: 0 });
  });

  it.each([
    ["an error page", "<html>502 Bad Gateway</html>"],
    ["an error as JSON", '{"status":500,"error":"Internal Server Error"}'],
    ["nothing", ""],
    ["half of it", JSON.stringify([awsEvent()]).slice(0, 80)],
    ["no answer", new FetchError("tcp.timed_out")],
  ])("changes nothing when %s comes, says since when, and reads the others all the same", async (_what, answer) => {
    await keep();
    const before = { events: await events(), versions: await versions() };
    later(5);
    answers[AWS] = answer;
    answers[PAGE] = JSON.stringify(statuspage("resolved"));
    expect(await keep()).toEqual({ asked: 2, unreadable: 1, news: 1 });
    expect({ events: await events(), versions: await versions() }).toEqual(before);
    const [feed] = await database.sql`select read_at, unreadable_since from feed where url = ${AWS}`;
    expect(feed).toMatchObject({ read_at: new Date(START), unreadable_since: new Date(now) });
    later(5);
    await keep();
    const [still] = await database.sql`select unreadable_since from feed where url = ${AWS}`;
    expect(still?.unreadable_since).toEqual(new Date(now - 5 * MINUTE_MS));
    answers[AWS] = JSON.stringify([awsEvent()]);
    later(5);
    await keep();
    expect(await database.sql`select 1 from feed where unreadable_since is not null`).toHaveLength(0);
  });

  it("does not take an event for over that is missing from one answer, and says gone when it stays away", async () => {
    await keep();
    answers[AWS] = "[]";
    later(2);
    await keep();
    expect(await events()).toMatchObject([{ ended_at: null, vanished_at: null }]);
    const gone = now;
    for (let n = 0; n < 40; n += 1) {
      later(2);
      await keep();
    }
    expect(await events()).toMatchObject([{ ended_at: null, vanished_at: new Date(gone) }]);
  });

  it("a notice that both addresses of a page tell is one, though only one knows its component's group", async () => {
    const summary = "https://status.example/api/v2/summary.json";
    const both = pageSources([
      {
        slug: "kraken",
        lifecycle: { state: "active" },
        statusPage: { url: null, kind: "statuspage", apiUrl: PAGE, verified: "docs" },
      } as unknown as ServiceSpec,
    ]);
    const page = statuspage("investigating");
    const api = { id: "c1", name: "API", status: "major_outage", group_id: "g1" };
    const incidents = page.incidents.map((incident) => ({ ...incident, components: [api] }));
    const group = { id: "g1", name: "Trading", status: "operational", group: true };
    answers[PAGE] = JSON.stringify({ ...page, incidents });
    answers[summary] = JSON.stringify({ ...page, incidents, components: [group, api] });
    const ask = () =>
      keepFeeds({
        gate: ONLINE,
        sql: database.sql,
        now: () => now,
        fetch,
        clouds: [],
        pages: both,
        signal: new AbortController().signal,
      });
    for (let n = 0; n < 4; n += 1) {
      expect(await ask()).toMatchObject({ asked: 2, unreadable: 0, news: n === 0 ? 1 : 0 });
      later(2);
    }
    expect(await database.sql`select 1 from notice_version`).toHaveLength(1);

    // The summary lists what is open: what is no longer in it is over, though nobody has said so yet.
    const gone = now;
    answers[summary] = JSON.stringify({ ...page, incidents: [], components: [group, api] });
    await ask();
    expect(await database.sql`select resolved_at, vanished_at from notice`).toMatchObject([
      { resolved_at: null, vanished_at: new Date(gone) },
    ]);
    later(2);
    answers[summary] = JSON.stringify({ ...page, incidents, components: [group, api] });
    await ask();
    expect(await database.sql`select vanished_at, updated_at from notice`).toMatchObject([
      // What is said of it changed then, and is not of before it was gone again.
      { vanished_at: null, updated_at: new Date(now) },
    ]);
  });

  it("asks at once what a clock that was ahead, and was set right since, has put off", async () => {
    now = START + 86_400_000;
    await keep();
    now = START;
    expect(await keep()).toMatchObject({ asked: 2 });
    expect(await keep()).toMatchObject({ asked: 0 });
  });

  it("skips an entry whose id cannot be stored and keeps the others; what else cannot be is said of the feed, and stops no other", async () => {
    const page = statuspage("investigating");
    const [incident] = page.incidents;
    answers[PAGE] = JSON.stringify({
      ...page,
      incidents: [
        { ...incident, id: "a\0b" },
        { ...incident, name: "x\ud800\0y" },
      ],
    });
    answers[AWS] = JSON.stringify([awsEvent({ region_name: "N. \0Virginia \ud800" })]);
    expect(await keep()).toEqual({ asked: 2, unreadable: 0, news: 2 });
    expect(await database.sql`select notice->>'title' as title from notice`).toEqual([{ title: "xy" }]);
    later(5);
    const [source] = pages;
    if (source === undefined) throw new Error("no page");
    const careless: typeof source = {
      ...source,
      parse: (...args) => {
        const read = source.parse(...args);
        return read.ok ? { ...read, notices: read.notices.map((notice) => ({ ...notice, id: "c\0d" })) } : read;
      },
    };
    const signal = new AbortController().signal;
    const report = await keepFeeds({
      gate: ONLINE,
      sql: database.sql,
      now: () => now,
      fetch,
      clouds,
      pages: [careless],
      signal,
    });
    expect(report).toEqual({ asked: 2, unreadable: 1, news: 0 });
    expect(
      await database.sql`select unreadable_reason as reason from feed where unreadable_since is not null`,
    ).toMatchObject([{ reason: expect.stringMatching(/^not_storable: /) }]);
  });

  it("keeps when a vendor said so by our clock beside its own, and what it said before", async () => {
    later(20);
    await keep();
    later(5);
    answers[PAGE] = JSON.stringify(statuspage("resolved"));
    await keep();
    const [notice] = await database.sql`select * from notice`;
    expect(notice).toMatchObject({
      service: "kraken",
      published_at: new Date(START),
      first_seen_at: new Date(START + 20 * MINUTE_MS),
      resolved_seen_at: new Date(START + 25 * MINUTE_MS),
    });
    expect(notice?.notice.title).not.toContain("<script>");
    expect(await database.sql`select 1 from notice_version`).toHaveLength(2);
  });
});
