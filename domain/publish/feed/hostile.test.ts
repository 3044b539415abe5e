import { XMLValidator } from "fast-xml-parser";
import { expect, it } from "vitest";
import { writeAtom } from "#domain/publish/feed/atom.ts";
import { writeCalendar } from "#domain/publish/feed/calendar.ts";
import { LARGEST_BYTES } from "#domain/publish/feed/content.ts";
import { writeJsonFeed } from "#domain/publish/feed/json-feed.ts";
import type { FeedNotice } from "#domain/publish/feed/record.ts";
import { writeRss } from "#domain/publish/feed/rss.ts";
import { readCalendar, textValue } from "#domain/publish/feed/testing/calendar.ts";
import { announced, EMPTY, feedOf, siteOf } from "#domain/publish/feed/testing/scene.ts";
import { childrenOf, readHtml, readXml, textOf } from "#domain/publish/feed/testing/xml.ts";
import { hostileAddress, hostileOnes, hostileText } from "#domain/publish/testing/hostile.ts";
import { NOW } from "#domain/status/testing/views.ts";

const TITLES = hostileOnes(hostileText);
const ADDRESSES = hostileOnes(hostileAddress);
/** As many announcements as a feed tells. */
const IN_A_FEED = 25;
const at = (index: number) => TITLES[index % TITLES.length] ?? "";
/** Longer than any name is, and cut as it comes, within a character too. */
const nameAt = (index: number) => at(index).slice(0, 250);

/** All titles and addresses, each in one of these, with others as names, texts and statuses beside it. */
const RECORDS = Array.from({ length: TITLES.length / IN_A_FEED }, (_, part) => ({
  of: nameAt(part),
  language: part % 2 === 0 ? ("en" as const) : ("ja" as const),
  file: part % 4 < 2 ? ("history.rss" as const) : ("updates.rss" as const),
  notices: Array.from({ length: IN_A_FEED }, (_, n): FeedNotice => {
    const index = part * IN_A_FEED + n;
    const post = { id: null, at: NOW - index, text: at(index + 1), status: at(index + 2), set: [] };
    return announced(
      { title: at(index), url: ADDRESSES[index] ?? "", status: at(index + 3), updates: [post] },
      {
        id: `ntc${String(index).padStart(9, "0")}`,
        service: { slug: "infura", name: nameAt(index + 4) },
        parts: [nameAt(index + 5)],
      },
    );
  }),
}));

const siteFor = ({ of, language }: (typeof RECORDS)[number]) => siteOf({ of, language });

/** Every text in a value of JSON, names of fields too. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.entries(value).flat().flatMap(textsIn) : [];
}

it("2,000 hostile titles, texts and addresses leave RSS and Atom well-formed, their HTML plain, and every link one of the web", () => {
  for (const record of RECORDS) {
    const feed = feedOf({ notices: record.notices }, siteFor(record), record.file);
    expect(feed.entries).toHaveLength(IN_A_FEED);
    for (const text of [writeRss(feed), writeAtom(feed)]) {
      expect(XMLValidator.validate(text)).toBe(true);
      expect(text).not.toMatch(/<!|<\?(?!xml version="1\.0" encoding="UTF-8"\?>\n)/);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_BYTES);
      const root = readXml(text);
      const [channel = root] = childrenOf(root, "channel");
      const entries = [...childrenOf(channel, "item"), ...childrenOf(channel, "entry")];
      expect(entries).toHaveLength(IN_A_FEED);
      for (const entry of entries) readHtml(textOf(entry, channel === root ? "content" : "description"));
    }
  }
});

it("and every text of a JSON Feed is of whole characters without controls, its addresses those of the web", () => {
  for (const record of RECORDS) {
    const feed = JSON.parse(writeJsonFeed(feedOf({ notices: record.notices }, siteFor(record), record.file)));
    expect(feed.items).toHaveLength(IN_A_FEED);
    for (const text of textsIn(feed))
      expect(text).not.toMatch(/(?![\t\n])\p{Cc}|[\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/u);
    for (const { url, external_url } of feed.items)
      for (const address of [url, external_url ?? url]) expect(address).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
  }
});

it("and every calendar has its lines folded, its texts escaped, and one event for each announcement", () => {
  for (const record of RECORDS) {
    const { text } = writeCalendar({ ...EMPTY, notices: record.notices }, siteFor(record), NOW);
    const lines = readCalendar(text);
    expect(lines.filter(({ name }) => name === "BEGIN").map(({ value }) => value)).toEqual([
      "VCALENDAR",
      ...record.notices.map(() => "VEVENT"),
    ]);
    const values = (name: string) => lines.filter((line) => line.name === name).map(({ value }) => value);
    expect(new Set(values("UID")).size).toBe(IN_A_FEED);
    for (const value of ["NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION"].flatMap(values)) textValue(value);
    expect(new Set(values("URL"))).toEqual(
      new Set([`https://status.example.org${record.language === "ja" ? "/ja" : ""}/services/infura`]),
    );
  }
});

it("of which as many were given as are claimed", () => {
  expect(RECORDS.flatMap(({ notices }) => notices)).toHaveLength(2_000);
  expect(new Set(TITLES).size).toBeGreaterThan(1_500);
  expect(new Set(ADDRESSES).size).toBeGreaterThan(1_000);
});
