import { describe, expect, test } from "vitest";
import { activePeriods } from "#domain/cloud/active.ts";
import { eventAsOf, markMissing, vanishedAt } from "#domain/cloud/versions.ts";
import { parse as parseAzure } from "#workers/feeds/azure-rss.ts";
import { parse as parseHetzner } from "#workers/feeds/hetzner.ts";
import { parse as parseOracle } from "#workers/feeds/oracle-rss.ts";
import { parse as parseOvh } from "#workers/feeds/ovh.ts";
import { load, readEvents } from "#workers/feeds/testing/load.ts";

const MINUTE = 60_000;
const T = Date.UTC(2026, 6, 23, 10);
const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?><rss xmlns:a10="http://www.w3.org/2005/Atom" version="2.0"><channel><title>Status</title><pubDate>Thu, 23 Jul 2026 10:00:00 UTC</pubDate>${items.join("")}</channel></rss>`;

describe("Azure", () => {
  const item = (title: string, categories: string[], date = "Thu, 23 Jul 2026 10:00:00 Z", more = "") =>
    `<item>${more}<title>${title}</title><description><![CDATA[<p>We are <b>aware</b>.</p><script>x()</script>]]></description><link>http://internal.host.example/</link>${categories.map((name) => `<category>${name}</category>`).join("")}<pubDate>${date}</pubDate></item>`;
  const read = (...items: string[]) => readEvents(parseAzure, rss(...items)).events;

  test("places come from title and categories, longest name first; other categories are services", () => {
    const [event] = read(item("Connectivity - North Central US", ["Virtual Machines", "West US 2", "Storage"]));
    expect(event).toMatchObject({
      scope: { kind: "regions", regions: ["northcentralus", "westus2"] },
      services: [
        { slug: "virtual-machines", name: "Virtual Machines" },
        { slug: "storage", name: "Storage" },
      ],
      severity: { peak: "degraded", now: "degraded", stated: false },
    });
  });

  test("the state stands in the title alone, before or behind what it is about", () => {
    const states = [
      "Mitigated - Storage - West US",
      "RESOLVED: Storage - West US",
      "Storage - West US - Resolved",
      "PIR | Storage - West US",
    ];
    for (const title of states) {
      expect(read(item(title, []))[0]).toMatchObject({ title: "Storage - West US", endedAt: T });
    }
    expect(read(item("Active - Storage - West US", []))[0]).toMatchObject({
      title: "Storage - West US",
      endedAt: null,
    });
    expect(read(item("Storage - West US", []))[0]).toMatchObject({ endedAt: null, state: "" });
  });

  test("a link inside of Microsoft's network is not shown, and texts are plain", () => {
    const [event] = read(item("Storage &amp; more &lt;script&gt;x&lt;/script&gt; - West US", []));
    expect(event).toMatchObject({
      title: "Storage & more - West US",
      url: "https://azure.status.microsoft/en-us/status",
    });
    expect(event?.updates[0]?.text).toBe("We are aware.");
  });

  test("an item that names no place we know concerns no region; a global product concerns all", () => {
    const place = { region: "westus" };
    const [nowhere] = read(item("Something", ["Widgets"]));
    expect(nowhere?.scope).toEqual({ kind: "unstated" });
    expect(nowhere && activePeriods(nowhere, T, place)).toEqual([]);
    const [front] = read(item("Azure Front Door - connectivity", []));
    expect(front && activePeriods(front, T, place)).toHaveLength(1);
  });

  test("an item that is re-dated past midnight is one event; when the feed no longer has it, it vanished and nobody resolved it", () => {
    const title = "Storage - West US";
    const answers = [
      [item(title, []), 1],
      [item(title, [], "Fri, 24 Jul 2026 00:30:00 Z"), 871],
    ] as const;
    const histories = answers.reduce(
      (known, [entry, minutes]) => load(known, read(entry), T + minutes * MINUTE),
      load([], [], T),
    );
    expect(histories).toHaveLength(1);
    const [history] = histories;
    if (!history) throw new Error("no history");
    expect(eventAsOf(history)).toMatchObject({ onsetAt: T, firstPublishedAt: T });
    const quiet = (minutes: number) =>
      ({ feed: "azure-rss", at: T + minutes * MINUTE, whole: true, empty: true }) as const;
    const gone = [880, 900, 950].reduce((known, minutes) => markMissing(known, quiet(minutes)), history);
    expect([vanishedAt(gone), eventAsOf(gone)?.endedAt]).toEqual([T + 880 * MINUTE, null]);
  });

  test("a quiet feed is readable, an item without a time or a title is counted", () => {
    expect(readEvents(parseAzure, rss())).toMatchObject({ events: [], skipped: 0 });
    const result = readEvents(parseAzure, rss(item("A", [], "soon"), item("", []), item("Storage", [])));
    expect([result.events.length, result.skipped]).toEqual([1, 2]);
  });
});

describe("Oracle", () => {
  const post = (date: string, time: string, word: string, text: string) =>
    `&lt;p>&lt;small>Mar&lt;var data-var='date'>${date}&lt;/var>&lt;var data-var='time'>${time}&lt;/var> UTC&lt;/small>&lt;br>&lt;strong>${word}&lt;/strong> - ${text}&lt;/p>`;
  const item = (title: string, ...posts: string[]) =>
    `<item><title>${title}</title><description>${posts.join("")}</description></item>`;
  const start = "&lt;b>Start Time &lt;/b>: March 04, 2026 10:10 UTC";

  test("one description holds all posts; 24:50 is ten to one of that day, and the year is that of the start", () => {
    const [event] = readEvents(
      parseOracle,
      rss(
        item(
          "Compute | UK South (London) | 0123abcd",
          post(
            "05",
            "05:12",
            "Resolved",
            `Done.&lt;br>${start}&lt;br>&lt;b>End Time &lt;/b>: March 05, 2026 04:40 UTC`,
          ),
          post("05", "24:50", "Identified", `Known.&lt;br>${start}`),
        ),
      ),
    ).events;
    expect(event).toMatchObject({
      id: "0123abcd",
      scope: { kind: "regions", regions: ["uk-london-1"] },
      services: [{ slug: "compute", name: "Compute" }],
      onsetAt: Date.UTC(2026, 2, 4, 10, 10),
      onsetQuality: "stated_start",
      firstPublishedAt: Date.UTC(2026, 2, 5, 0, 50),
      endedAt: Date.UTC(2026, 2, 5, 4, 40),
      state: "resolved",
    });
  });

  test("an open one has no end, a city we do not know is no region, and an item without a reference is counted", () => {
    const result = readEvents(
      parseOracle,
      rss(
        item("Compute | Mars (Olympus) | 0123abce", post("05", "05:12", "Investigating", start)),
        item("Compute", "x"),
      ),
    );
    expect(result.skipped).toBe(1);
    expect(result.events[0]).toMatchObject({ endedAt: null, scope: { kind: "unstated" } });
  });
});

describe("OVH", () => {
  const entry = (id: string, content: string) =>
    `<entry><id>tag:x,2005:Incident/1</id><published>2026-03-04T10:00:00Z</published><updated>2026-03-04T12:00:00Z</updated><link rel="alternate" type="text/html" href="https://public-cloud.status-ovhcloud.com/incidents/${id}"/><title>Storage GRA</title><content type="html">${content}</content></entry>`;
  const html = `&lt;p>&lt;small>Mar &lt;var data-var="date"> 4&lt;/var>, &lt;var data-var="time">12:00&lt;/var> UTC&lt;/small>&lt;br>&lt;strong>Resolved&lt;/strong> - Done.&lt;/p>&lt;p>&lt;small>Mar &lt;var data-var='date'> 4&lt;/var>, &lt;var data-var='time'>10:00&lt;/var> UTC&lt;/small>&lt;br />&lt;strong>Investigating&lt;/strong> - Look.&lt;/p>`;
  const feed = (...entries: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>OVH</title>${entries.join("")}</feed>`;

  test("the history feed gives posts and the end; without a severity it stays our cautious one", () => {
    const [event] = readEvents(parseOvh, feed(entry("abc", html))).events;
    expect(event).toMatchObject({
      provider: "ovh",
      id: "abc",
      endedAt: Date.UTC(2026, 2, 4, 12),
      severity: { peak: "degraded", now: null, stated: false },
    });
    expect(event?.updates.map(({ state, text }) => [state, text])).toEqual([
      ["investigating", "Look."],
      ["resolved", "Done."],
    ]);
  });

  test("its JSON is read as well, under the same ids", () => {
    const incident = { id: "abc", name: "x", status: "resolved", impact: "major", created_at: "2026-03-04T10:00:00Z" };
    expect(readEvents(parseOvh, { page: { id: "p" }, incidents: [incident] }).events[0]).toMatchObject({
      id: "abc",
      feed: "ovh",
    });
  });
});

describe("Hetzner", () => {
  const page = (incidents: object) =>
    `<!DOCTYPE html><html><body><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { systems: [{ id: 7, titleEn: "FSN1-DC14" }], incidents } } })}</script></body></html>`;
  const incident = (more: object = {}) => ({
    id: 1,
    uuid: "u-1",
    system: "/systems/7",
    titleEn: "Fault <b>report</b>",
    incidentState: "in progress",
    incidentType: "outage",
    startTime: "2026-03-04T10:00:00+00:00",
    endTime: null,
    createdAt: "2026-03-04T10:20:00+00:00",
    ...more,
  });

  test("incidents are read from the data inside the page; one that stands in two lists is one", () => {
    const planned = incident({ uuid: "u-2", incidentType: "maintenance", endTime: "2026-03-05T00:00:00Z" });
    const { events } = readEvents(
      parseHetzner,
      page({
        topNotification: incident(),
        informationList: [incident()],
        maintenanceList: [planned],
        incidentHistory: null,
      }),
    );
    expect(events).toMatchObject([
      {
        id: "u-1",
        title: "Fault report",
        scope: { kind: "regions", regions: ["fsn1"] },
        endedAt: null,
        onsetQuality: "stated_start",
      },
      { id: "u-2", maintenance: { from: Date.UTC(2026, 2, 4, 10), until: Date.UTC(2026, 2, 5) } },
    ]);
  });

  test("another page of theirs is an error page", () => {
    expect(parseHetzner(Buffer.from("<html>Just a moment...</html>"), { now: T })).toMatchObject({
      ok: false,
      reason: "error_page",
    });
  });
});
