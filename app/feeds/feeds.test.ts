import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GET } from "#app/feeds/[lang]/[...address]/route.ts";
import type { FeedScope } from "#domain/publish/feed/address.ts";
import type { FeedRecord } from "#domain/publish/feed/record.ts";
import { announced, attributed, detail, EMPTY, over, step } from "#domain/publish/feed/testing/scene.ts";
import { childrenOf, readXml, textOf } from "#domain/publish/feed/testing/xml.ts";
import { makeOverview, makeServiceView, makeVantageView, NOW } from "#domain/status/testing/views.ts";
import { publishSite } from "#server/site.ts";
import { type PastRecord, publishRecord, publishSnapshot, publishTime } from "#server/snapshot.ts";

const ORIGIN = "https://status.example.org";
const site = {
  url: ORIGIN,
  feedTag: "status.example.org,2026",
  operator: null,
  contact: null,
  userAgent: "",
  faces: [],
};
const kraken = detail("kraken", [step(1, 60), step(2, 30, over)], { resolvedAt: NOW - 1_800_000, verdict: "up" });
const RECORD: FeedRecord = {
  ...EMPTY,
  groups: [{ id: "grp123def456", details: [kraken], others: 0 }],
  attributions: new Map([[kraken.incident.id, attributed(kraken.incident.id, NOW - 60_000)]]),
  notices: [announced()],
};

let asked: FeedScope[] = [];
const record = (read: () => Promise<FeedRecord>) =>
  publishRecord({
    feeds: {
      feed: (scope) => {
        asked.push(scope);
        return read();
      },
    },
  } as PastRecord);
const see = (world = false) => {
  const overview = makeOverview([makeServiceView("kraken", [], { name: "Kraken" })], [makeVantageView({ world })]);
  publishSnapshot(() => ({ overview, error: null, version: "" }));
};

beforeEach(() => {
  asked = [];
  publishTime(() => NOW);
  publishSite(site);
  record(async () => RECORD);
  see();
});
afterEach(() => publishSite({ ...site, url: null }));

const get = (path: string) => {
  const [lang = "", ...address] = path.slice(1).split("/");
  return GET(new Request(`http://evil.example${path}`), { params: Promise.resolve({ lang, address }) });
};

describe("a feed", () => {
  it.each([
    ["history.rss", "application/rss+xml; charset=utf-8"],
    ["history.atom", "application/atom+xml; charset=utf-8"],
    ["feed.json", "application/feed+json; charset=utf-8"],
    ["updates.rss", "application/rss+xml; charset=utf-8"],
    ["updates.atom", "application/atom+xml; charset=utf-8"],
    ["maintenance.ics", "text/calendar; charset=utf-8"],
  ])("%s is %s for a minute, with when it changed, and the same at any later time", async (file, type) => {
    const answer = await get(`/en/${file}`);
    const headers = Object.fromEntries(answer.headers);
    const modified = { "maintenance.ics": "Mon, 09 Mar 2026 12:01:40 GMT", "updates.rss": "", "updates.atom": "" };
    const changed = file.startsWith("updates") ? "Tue, 10 Mar 2026 11:30:00 GMT" : "Tue, 10 Mar 2026 11:59:00 GMT";
    expect(headers).toEqual({
      "content-type": type,
      "cache-control": "public, max-age=60",
      "last-modified": modified[file as keyof typeof modified] || changed,
    });
    const text = await answer.text();
    expect(text).not.toContain("evil.example");
    publishTime(() => NOW + 86_400_000);
    expect(await (await get(`/en/${file}`)).text()).toBe(text);
  });

  it("is of its scope, under its name and address, in either language", async () => {
    const atom = readXml(await (await get("/ja/services/kraken/history.atom")).text());
    expect(asked).toEqual([{ kind: "service", slug: "kraken" }]);
    expect(textOf(atom, "title")).toBe("Faultline：Krakenのインシデントとメンテナンス");
    expect(childrenOf(atom, "link").map(({ attributes }) => attributes.href)).toEqual([
      `${ORIGIN}/ja/services/kraken/history.atom`,
      `${ORIGIN}/ja/services/kraken`,
    ]);
    const title = async (path: string) => JSON.parse(await (await get(path)).text()).title;
    expect(await title("/en/clouds/gcp/feed.json")).toBe("Faultline: incidents and maintenance of Google Cloud");
    expect(await title("/en/layers/cloud/feed.json")).toBe("Faultline: incidents and maintenance of the clouds");
  });

  it("of a made-up world or a drill says so in every title", async () => {
    const titles = async () => {
      const json = JSON.parse(await (await get("/en/feed.json")).text());
      return [json.title, ...json.items.map(({ title }: { title: string }) => title)];
    };
    see(true);
    for (const title of await titles()) expect(title).toMatch(/^Made-up world: /);
    publishSite({ ...site, drill: { what: "2025-10-20", speed: 60 } });
    for (const title of await titles()) expect(title).toMatch(/^Drill: /);
  });

  it("of what nobody has there is none, and the record is not asked for it", async () => {
    for (const path of [
      "/en/services/nobody/history.rss",
      "/en/clouds/nobody/feed.json",
      "/en/layers/sky/history.rss",
      "/en/x",
      "/fr/history.rss",
    ])
      expect((await get(path)).status, path).toBe(404);
    expect(asked).toEqual([]);
  });

  it("where only this machine can ask is of the address that it listens at, whatever a request says", async () => {
    publishSite({ ...site, url: null, ownAddress: "http://127.0.0.1:3000", feedTag: "127.0.0.1,2026" });
    const feed = JSON.parse(await (await get("/en/feed.json")).text());
    expect(feed.feed_url).toBe("http://127.0.0.1:3000/feed.json");
    expect(feed.items[0].id).toBe("tag:127.0.0.1,2026:incident-group/grp123def456");
  });

  it("without an address of its own there is none", async () => {
    publishSite({ ...site, url: null });
    expect((await get("/en/history.rss")).status).toBe(404);
    publishSite({ ...site, feedTag: null });
    expect((await get("/en/history.rss")).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it("while the record does not answer is refused for a moment, never given as an empty one", async () => {
    record(async () => {
      throw new Error("the database is gone");
    });
    const answer = await get("/en/history.rss");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    publishSnapshot(() => ({ overview: null, error: "gone", version: "" }));
    expect((await get("/en/maintenance.ics")).status).toBe(503);
  });

  it("with nothing in it is whole, and tells no date of change", async () => {
    record(async () => EMPTY);
    const answer = await get("/en/history.rss");
    expect(answer.headers.has("last-modified")).toBe(false);
    expect(childrenOf(readXml(await answer.text()), "channel")).toHaveLength(1);
  });
});
