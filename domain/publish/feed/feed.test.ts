import { describe, expect, it } from "vitest";
import { writeAtom } from "#domain/publish/feed/atom.ts";
import { LARGEST_BYTES } from "#domain/publish/feed/content.ts";
import type { FeedSite } from "#domain/publish/feed/feed.ts";
import { writeJsonFeed } from "#domain/publish/feed/json-feed.ts";
import { writeRss } from "#domain/publish/feed/rss.ts";
import {
  announced,
  detail,
  feedOf,
  group,
  kraken,
  okx,
  said,
  siteOf,
  step,
} from "#domain/publish/feed/testing/scene.ts";
import { childrenOf, readXml, textOf } from "#domain/publish/feed/testing/xml.ts";
import { NOW } from "#domain/status/testing/views.ts";

const MINUTE = 60_000;

describe("a feed of updates", () => {
  it("has one entry for each step, each of its own name, the newest first", () => {
    const feed = feedOf({ groups: [group("grp", kraken, okx)] }, siteOf(), "updates.rss");
    expect(feed.entries.map(({ id, title }) => [id.slice("tag:status.example.org,2026:".length), title])).toEqual([
      ["incident/kraken000000/update/2", "Over: Kraken"],
      ["incident/okx000000000/update/1", "Opened: Okx"],
      ["incident/kraken000000/update/1", "Opened: Kraken"],
    ]);
    expect(feed.entries.map(({ entry }) => entry.updatedAt)).toEqual([
      NOW - 30 * MINUTE,
      NOW - 50 * MINUTE,
      NOW - 60 * MINUTE,
    ]);
  });

  it("names what others posted by the second, and two posts of one second apart, whatever comes later", () => {
    const post = (at: number, text: string) => ({ id: null, at, text, status: null, set: [] });
    const ids = (...posts: ReturnType<typeof post>[]) =>
      feedOf({ notices: [announced({ updates: posts }, { changedAt: NOW })] }, siteOf(), "updates.rss").entries.map(
        ({ id, entry }) => `${id.split("/update/")[1]} ${entry.steps[0]?.text}`,
      );
    const second = Math.floor((NOW - MINUTE) / 1_000);
    const two = [post(NOW - MINUTE, "one"), post(NOW - MINUTE + 10, "two")];
    expect(ids(...two).sort()).toEqual([`${second} Infura: “one”`, `${second}-2 Infura: “two”`]);
    expect(ids(...two, post(NOW, "three"))).toEqual(expect.arrayContaining(ids(...two)));
  });
});

describe("a feed", () => {
  const record = { groups: [group("g1", kraken), group("g2", okx)], notices: [announced()] };
  const site: FeedSite = siteOf();

  it("was updated when its newest entry was, and says the same at any later time", () => {
    const feed = feedOf(record, site);
    expect(feed.updatedAt).toBe(Math.max(...feed.entries.map(({ entry }) => entry.updatedAt)));
    expect(feed.entries.map(({ entry }) => entry.updatedAt)).toEqual([
      NOW - 30 * MINUTE,
      NOW - 50 * MINUTE,
      NOW - 86_300_000,
    ]);
    for (const write of [writeRss, writeAtom, writeJsonFeed]) {
      expect(write(feedOf(record, site, "history.rss", NOW + 86_400_000))).toBe(write(feed));
    }
  });

  it("without entries is one all the same, of the first instant of its tag's year", () => {
    const feed = feedOf({}, site);
    expect(textOf(readXml(writeAtom(feed)), "updated")).toBe("2026-01-01T00:00:00.000Z");
    expect(writeRss(feed)).not.toContain("lastBuildDate");
    expect(JSON.parse(writeJsonFeed(feed)).items).toEqual([]);
  });

  it("holds no instant that lies ahead, even where a clock ran fast", () => {
    const ahead = detail("kraken", [step(1, -10)]);
    const feed = feedOf({
      groups: [group("grp", ahead)],
      notices: [announced({}, { changedAt: NOW + MINUTE, firstSeenAt: NOW + MINUTE })],
    });
    for (const { entry } of feed.entries) {
      for (const at of [entry.publishedAt, entry.updatedAt, ...entry.steps.map((one) => one.at)])
        expect(at).toBeLessThanOrEqual(NOW);
    }
    expect(feed.updatedAt).toBeLessThanOrEqual(NOW);
  });

  it("names its entries the same in both languages and in every scope, and itself apart", () => {
    const ids = (change: Partial<FeedSite>) => feedOf(record, siteOf(change)).entries.map(({ id }) => id);
    expect(ids({ language: "ja" })).toEqual(ids({}));
    expect(ids({ scope: { kind: "service", slug: "kraken" }, of: "Kraken" })).toEqual(ids({}));
    expect(ids({ url: "https://moved.example.net" })).toEqual(ids({}));
    const own = (change: Partial<FeedSite>) => feedOf({}, siteOf(change)).id;
    expect(own({})).toBe("tag:status.example.org,2026:history");
    expect(own({ language: "ja" })).toBe("tag:status.example.org,2026:ja/history");
    expect(own({ scope: { kind: "service", slug: "kraken" } })).toBe(
      "tag:status.example.org,2026:services/kraken/history",
    );
  });

  it("in Japanese stands and leads under /ja, in Japanese words", () => {
    const feed = feedOf(record, siteOf({ language: "ja", scope: { kind: "service", slug: "kraken" }, of: "Kraken" }));
    expect(feed).toMatchObject({
      self: "https://status.example.org/ja/services/kraken/history.rss",
      home: "https://status.example.org/ja/services/kraken",
      title: "Faultline：Krakenのインシデントとメンテナンス",
      language: "ja",
    });
    expect(feed.entries[0]).toMatchObject({
      title: "障害：Kraken",
      url: "https://status.example.org/ja/incidents/kraken000000",
    });
    expect(said(record, siteOf({ language: "ja" }))[0]).toMatch(/^3月10日 11:30 UTCResolved - Kraken：/);
  });

  it("as RSS has the elements and dates that readers want", () => {
    const [channel] = childrenOf(readXml(writeRss(feedOf(record, site))), "channel");
    if (channel === undefined) throw new Error("no channel");
    expect(textOf(channel, "lastBuildDate")).toBe("Tue, 10 Mar 2026 11:30:00 GMT");
    expect(childrenOf(channel, "atom:link")[0]?.attributes).toMatchObject({
      rel: "self",
      href: "https://status.example.org/history.rss",
    });
    const items = childrenOf(channel, "item");
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(textOf(item, "pubDate")).toMatch(
        /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
      );
      expect(childrenOf(item, "guid")[0]?.attributes).toEqual({ isPermaLink: "false" });
      expect(textOf(item, "link")).toMatch(/^https:\/\/status\.example\.org\//);
    }
  });

  it("as JSON has what JSON Feed 1.1 requires", () => {
    const json = JSON.parse(writeJsonFeed(feedOf(record, site)));
    expect(json).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      language: "en",
      authors: [{ name: "Faultline" }],
    });
    for (const item of json.items) {
      expect(item).toMatchObject({
        id: expect.any(String),
        url: expect.any(String),
        title: expect.any(String),
        content_html: expect.any(String),
      });
      expect(new Date(item.date_published).toISOString()).toBe(item.date_published);
    }
  });

  it("has fifty groups at most, and the oldest are left out where it would be too large", () => {
    const note = (n: number) => step(n, 100 - n, { kind: "noted", author: "J", text: "&<".repeat(200) });
    const large = Array.from({ length: 60 }, (_, n) =>
      group(
        `g${n}`,
        detail(
          `s${n}`,
          Array.from({ length: 40 }, (_, k) => note(k + 1)),
          { detectedAt: NOW - n * MINUTE },
        ),
      ),
    );
    const feed = feedOf({ groups: large });
    expect(feed.entries).toHaveLength(50);
    for (const write of [writeRss, writeAtom, writeJsonFeed]) {
      const text = write(feed);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_BYTES);
      expect(Buffer.byteLength(text)).toBeGreaterThan(LARGEST_BYTES / 2);
      expect(text).toContain(feed.entries[0]?.id);
      expect(text).not.toContain(feed.entries.at(-1)?.id);
    }
  });
});
