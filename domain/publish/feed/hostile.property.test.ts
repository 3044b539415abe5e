import fc from "fast-check";
import { expect, it } from "vitest";
import { cloudEvent, update } from "#domain/cloud/testing/event.ts";
import { writeAtom } from "#domain/publish/feed/atom.ts";
import { writeCalendar } from "#domain/publish/feed/calendar.ts";
import { LARGEST_BYTES } from "#domain/publish/feed/content.ts";
import { writeJsonFeed } from "#domain/publish/feed/json-feed.ts";
import { rfc822, writeRss } from "#domain/publish/feed/rss.ts";
import { readCalendar, textValue } from "#domain/publish/feed/testing/calendar.ts";
import { announced, attributed, detail, feedOf, siteOf, step } from "#domain/publish/feed/testing/scene.ts";
import { childrenOf, readHtml, readXml, textOf } from "#domain/publish/feed/testing/xml.ts";
import { escapeMarkup } from "#domain/publish/markup.ts";
import { NOW } from "#domain/status/testing/views.ts";

const NASTY = [
  "]]>",
  "<![CDATA[x]]>",
  "<script>alert(1)</script>",
  "</p></description></item>",
  '"><svg onload=alert(1)>',
  "&#8;&#x0;&lt;&amp;&nbsp;",
  "\u0000\u0008\u000b\u001b\u007f\u0085\ufffe\uffff",
  "\ud800 \udc00 lone",
  "\u202eevil\u2066x\u2069",
  "\u2028\u2029\r\n\r\nBEGIN:VEVENT\r\nX;Y=Z:1\\",
  "END:VCALENDAR\nEND:VCALENDAR",
  "日本語のタイトル、「引用」；終わり",
  "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "x".repeat(1_500),
  "&<>'\"\\;,".repeat(100),
];
const half = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));
const hostile = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 80 }),
  half,
  fc.tuple(fc.constantFrom(...NASTY), half, fc.constantFrom(...NASTY)).map((parts) => parts.join("")),
);
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2020, 0), max: NOW + 86_400_000 }),
  fc.constantFrom(-62_200_000_000_000, -1, 0, 8.64e15, -8.64e15, 253_402_300_800_000),
);
/** By our own clock. */
const seen = fc.integer({ min: Date.UTC(2020, 0), max: NOW + 86_400_000 });

const scene = fc.record({
  language: fc.constantFrom("en" as const, "ja" as const),
  unreal: fc.constantFrom(null, "world" as const, "drill" as const),
  name: hostile,
  component: hostile,
  reason: hostile,
  author: hostile,
  note: hostile,
  title: hostile,
  post: hostile,
  status: hostile,
  url: hostile,
  region: hostile,
  at: seen,
  posted: instant,
  until: fc.option(instant),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** All that others may write, in every place where it may stand. */
function made(given: Scene) {
  const { name, component, reason, author, note, title, post, status, at } = given;
  const about = { service: name, component, single: false };
  const posts = [{ id: null, at: given.posted, text: post, status, set: [] }];
  const kraken = detail(
    "kraken",
    [
      step(1, 60, { knownAt: at }),
      step(2, 30, { kind: "noted", author, text: note }),
      step(3, 20, { kind: "retracted", verdict: "up", finding: { kind: "answers" }, author, text: reason }),
    ],
    { about, retracted: { at: NOW, author, reason } },
  );
  const okx = detail("okx", [step(1, 60, { knownAt: at })], { about, madeUp: true });
  const event = cloudEvent({
    title,
    url: given.url,
    state: status,
    scope: { kind: "regions", regions: [given.region] },
    firstPublishedAt: given.posted,
    updates: [update(given.posted, post), update(at, note)],
  });
  const view = { id: "cev123def456", vanishedAt: null, versions: 3, changedAt: at };
  const work = { ...event, maintenance: { from: given.posted, until: given.until } };
  const record = {
    groups: [{ id: "grp123def456", details: [kraken, okx], others: 3 }],
    attributions: new Map([["okx000000000", attributed("okx000000000", at)]]),
    notices: [
      announced(
        {
          title,
          url: given.url,
          status,
          updates: posts,
          publishedAt: given.posted,
          maintenance: { from: at, until: given.until },
        },
        { service: { slug: "infura", name }, parts: [component] },
      ),
    ],
    events: [
      { ...view, event },
      { ...view, id: "cew123def456", event: work },
    ],
  };
  const site = siteOf({ language: given.language, unreal: given.unreal, of: name });
  return { record, site };
}

it("whatever others write breaks no RSS, Atom or JSON, and brings no markup of its own", () => {
  fc.assert(
    fc.property(scene, fc.constantFrom("history.rss" as const, "updates.rss" as const), (given, file) => {
      const { record, site } = made(given);
      const feed = feedOf(record, site, file);
      const [rss, atom, json] = [writeRss(feed), writeAtom(feed), writeJsonFeed(feed)];
      for (const text of [rss, atom, json]) {
        expect(text).not.toMatch(/\p{Cs}/u);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_BYTES);
      }
      const [channel] = childrenOf(readXml(rss), "channel");
      if (channel === undefined) throw new Error("no channel");
      const items = childrenOf(channel, "item");
      const entries = childrenOf(readXml(atom), "entry");
      const told = JSON.parse(json).items;
      expect(items).toHaveLength(feed.entries.length);
      const contents = told.map((entry: { content_html: string }) => entry.content_html);
      for (const content of contents) readHtml(content);
      expect(items.map((item) => textOf(item, "description"))).toEqual(contents);
      expect(entries.map((entry) => textOf(entry, "content"))).toEqual(contents);
      for (const item of items) {
        expect(rfc822(Date.parse(textOf(item, "pubDate")))).toBe(textOf(item, "pubDate"));
        expect(Date.parse(textOf(item, "pubDate"))).toBeLessThanOrEqual(NOW);
      }
      // The same in all three, each once.
      const ids = feed.entries.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(items.map((item) => textOf(item, "guid"))).toEqual(ids);
      expect(entries.map((entry) => textOf(entry, "id"))).toEqual(ids);
      expect(told.map(({ id }: { id: string }) => id)).toEqual(ids);
      const updated = entries.map((entry) => textOf(entry, "updated"));
      expect(updated).toEqual(updated.toSorted().toReversed());
      expect(textOf(readXml(atom), "updated")).toBe(updated[0]);
      for (const at of updated) expect(Date.parse(at)).toBeLessThanOrEqual(NOW);
    }),
    { numRuns: 150 },
  );
});

it("whatever others write breaks no calendar", () => {
  fc.assert(
    fc.property(scene, (given) => {
      const { record, site } = made(given);
      const lines = readCalendar(writeCalendar(record, site, NOW).text);
      const events = lines.filter(({ name, value }) => name === "BEGIN" && value === "VEVENT");
      const isDated = given.posted >= 0 && given.posted < Date.UTC(9_999, 0);
      expect(events).toHaveLength(isDated ? 2 : 1);
      for (const { name, value } of lines) {
        if (name === "SUMMARY" || name === "DESCRIPTION") textValue(value);
        if (/^(?:DT|LAST-|CREATED)/.test(name)) expect(value).toMatch(/^\d{8}T\d{6}Z$/);
        if (name === "URL")
          expect(value).toMatch(/^https:\/\/status\.example\.org\/(?:ja\/)?(?:services|clouds)\/[a-z]+$/);
      }
    }),
    { numRuns: 150 },
  );
});

it("escaped once and read once, any text is itself, without what has no place in XML", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeMarkup(text);
      const { attributes, children } = readXml(`<a b="${escaped}">${escaped}</a>`);
      expect(children.join("")).toBe(attributes.b);
      expect(escapeMarkup(attributes.b ?? "")).toBe(escaped);
      if (/^[\t\n -~\u00a0-\u2027\u3000-\ud7ff]*$/.test(text)) expect(attributes.b).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});
