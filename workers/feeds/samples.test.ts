import { describe, expect, test } from "vitest";
import type { CloudEvent, Period } from "#domain/cloud/event.ts";
import { type EventHistory, eventAsOf } from "#domain/cloud/versions.ts";
import { parse as parseAwsData } from "#workers/feeds/aws-data.ts";
import { parse as parseAwsHealth } from "#workers/feeds/aws-health.ts";
import { parse as parseAwsRss } from "#workers/feeds/aws-rss.ts";
import { parse as parseAzure } from "#workers/feeds/azure-rss.ts";
import { cloudPage } from "#workers/feeds/cloud-page.ts";
import { parse as parseGcp } from "#workers/feeds/gcp.ts";
import { parse as parseOracle } from "#workers/feeds/oracle-rss.ts";
import { parse as parseStatuspage } from "#workers/feeds/statuspage.ts";
import { load, readEvents, readNotices } from "#workers/feeds/testing/load.ts";
import { sampleBytes, sampleFolder, sampleJson } from "#workers/feeds/testing/samples.ts";

interface Scraped<T> {
  readonly scraped_at: string;
  readonly event: T;
}
type Sequence = readonly { readonly versions: readonly Scraped<unknown>[] }[];

const minute = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));
const line = ({ service, region, from, to, severity }: Period) =>
  [service, region, minute(from), minute(to), severity].join(" ");

function sequence(file: string) {
  return sampleJson<Sequence>(file)
    .flatMap(({ versions }) => versions)
    .sort((a, b) => (a.scraped_at < b.scraped_at ? -1 : 1));
}

function replay(versions: readonly Scraped<unknown>[], from: readonly EventHistory[] = []) {
  return versions.reduce<readonly EventHistory[]>((histories, { scraped_at, event }) => {
    const { events } = readEvents(parseAwsData, { archive: [], current: [event] });
    return load(histories, events, Date.parse(scraped_at));
  }, from);
}

const versionsOf = (histories: readonly EventHistory[]) =>
  histories.reduce((sum, { versions }) => sum + versions.length, 0);
const folded = (histories: readonly EventHistory[]) => histories.flatMap((history) => eventAsOf(history) ?? []);

if (sampleFolder === null) {
  test("the captured feeds are not beside this checkout, so none is read", () => {
    expect(sampleFolder).toBeNull();
  });
} else {
  describe("captured feeds of AWS", () => {
    test("551 archived events and 250 current ones are read, none skipped", () => {
      const archive = sampleJson<unknown[]>("aws/archive-union.2018-05..2023-04.json");
      const current = sampleJson<{ event: unknown }[]>("aws/current-events.final.2020-11..2023-04.json").map(
        ({ event }) => event,
      );
      const archived = readEvents(parseAwsData, { archive, current: [] });
      const last = readEvents(parseAwsData, { archive: [], current });
      expect([archived.events.length, archived.skipped, last.events.length, last.skipped]).toEqual([551, 0, 250, 0]);
      for (const event of [...archived.events, ...last.events]) {
        expect(event.endedAt ?? event.onsetAt, event.id).toBeGreaterThanOrEqual(event.onsetAt);
        expect(event.firstPublishedAt, event.id).toBeGreaterThanOrEqual(event.onsetAt);
      }
      // AWS states the span in prose when it is over; a change of the reader that loses those is no improvement.
      const stated = [...archived.events, ...last.events].filter(({ onsetQuality }) => onsetQuality === "stated_start");
      expect(stated.length).toBeGreaterThanOrEqual(700);
    });

    test("whole captures of data.json are read", () => {
      const count = (file: string) => readEvents(parseAwsData, sampleBytes(file)).events.length;
      expect(count("aws/data.json.2021-12-08T0526.us-east-1-event.json")).toBe(462);
      expect(count("aws/data.json.2021-12-07T1853.trimmed.json")).toBe(25);
      expect(count("aws/data.json.2023-04-18.last.json")).toBe(69);
    });

    test("2020-11-25: 105 versions make 14 events, and a second time changes nothing", () => {
      const versions = sequence("aws/current-versions.2020-11-25.kinesis.json");
      const histories = replay(versions);
      expect([versions.length, histories.length, versionsOf(histories)]).toEqual([105, 14, 105]);
      expect(replay(versions, histories)).toBe(histories);
    });

    test("2021-12-07: 34 versions make 9 events with the right periods, and a second time changes nothing", () => {
      const versions = sequence("aws/current-versions.2021-12-07.us-east-1.json");
      const histories = replay(versions);
      expect([versions.length, histories.length, versionsOf(histories)]).toEqual([34, 9, 34]);
      expect(replay(versions, histories)).toBe(histories);
      expect(folded(histories).flatMap(({ periods }) => periods.map(line))).toEqual([
        "management-console  2021-12-07T15:32 2021-12-08T00:25 degraded",
        "management-console  2021-12-08T00:25 2021-12-08T00:56 informational",
        "ec2 us-east-1 2021-12-07T15:32 2021-12-07T23:10 degraded",
        "connect us-east-1 2021-12-07T15:25 2021-12-08T00:47 degraded",
        "dynamodb us-east-1 2021-12-07T15:40 2021-12-07T22:25 degraded",
        "supportcenter  2021-12-07T15:33 2021-12-07T17:44 informational",
        "supportcenter  2021-12-07T17:44 2021-12-07T22:25 degraded",
        "events us-east-1 2021-12-07T15:30 2021-12-08T02:00 degraded",
        "events us-east-1 2021-12-08T02:00 2021-12-08T04:40 informational",
        "apigateway us-east-1 2021-12-07T17:02 2021-12-08T00:05 informational",
        "apigateway us-east-1 2021-12-08T00:05 2021-12-08T01:01 degraded",
        "ecs us-east-1 2021-12-07T15:31 2021-12-08T10:20 informational",
        "batch us-east-1 2021-12-07T15:35 2021-12-08T04:13 informational",
      ]);
    });

    test("2021-12-07: until it was over, the onset was only the first post, 51 minutes late", () => {
      const histories = replay(sequence("aws/current-versions.2021-12-07.us-east-1.json"));
      const console = histories.find(({ id }) => id.startsWith("management-console"));
      const during = console && eventAsOf(console, Date.UTC(2021, 11, 7, 20));
      expect(during).toMatchObject({
        onsetQuality: "first_status_post",
        onsetAt: Date.UTC(2021, 11, 7, 16, 22, 56),
        endedAt: null,
      });
      expect(during?.firstSeenAt).toBe(Date.UTC(2021, 11, 7, 16, 51, 55));
    });

    test("currentevents reads the same in UTF-8 and in UTF-16 with a byte order mark", () => {
      const plain = readEvents(parseAwsHealth, sampleBytes("aws/currentevents.2026-08.excerpt.json"));
      expect(readEvents(parseAwsHealth, sampleBytes("aws/currentevents.2026-08.excerpt.utf16be-bom.json"))).toEqual(
        plain,
      );
      expect(plain.events.map(({ scope, severity, endedAt }) => [scope, severity.peak, severity.now, endedAt])).toEqual(
        [
          [{ kind: "regions", regions: ["eu-central-1"] }, "informational", "informational", null],
          [{ kind: "regions", regions: ["me-central-1"] }, "disruption", "disruption", null],
        ],
      );
    });

    test("the RSS excerpt holds two events", () => {
      const { events } = readEvents(parseAwsRss, sampleBytes("aws/rss.multipleservices-me.excerpt.xml"));
      expect(events.map(({ scope }) => scope)).toEqual([
        { kind: "regions", regions: ["me-south-1"] },
        { kind: "regions", regions: ["me-central-1"] },
      ]);
    });
  });

  describe("captured feeds of Google Cloud", () => {
    test("1,047 incidents of both schemas are read, none skipped; three have no end", () => {
      const { events, skipped } = readEvents(parseGcp, sampleBytes("gcp/incidents-union.2019-11..2026-08.json.gz"));
      expect([events.length, skipped]).toEqual([1047, 0]);
      const count = (keep: (event: CloudEvent) => boolean) => events.filter(keep).length;
      expect(count(({ endedAt }) => endedAt === null)).toBe(3);
      expect(count(({ id }) => id.startsWith("incident/"))).toBe(78);
    });

    test.each([
      ["gcp/incidents.2020-11-07.old-schema.json", 155],
      ["gcp/incidents.2025-06-12T2110.during-outage.json", 111],
      ["gcp/incidents.2025-10-29.json", 49],
    ])("%s holds %i incidents", (file, incidents) => {
      const { events, skipped } = readEvents(parseGcp, sampleBytes(file));
      expect([events.length, skipped]).toEqual([incidents, 0]);
    });

    test("2025-06-12: 24 versions are one event with its history, and a second time changes nothing", () => {
      const versions = sampleJson<{ scraped_at: string; incident: unknown }[]>(
        "gcp/incident-versions.2025-06-12.ow5i3PPK96RduMcb1SsW.json",
      );
      const all = (from: readonly EventHistory[]) =>
        versions.reduce<readonly EventHistory[]>(
          (known, { scraped_at, incident }) =>
            load(known, readEvents(parseGcp, [incident]).events, Date.parse(scraped_at)),
          from,
        );
      const histories = all([]);
      expect([histories.length, histories[0]?.versions.length]).toEqual([1, 24]);
      expect(all(histories)).toBe(histories);
      const onsets = histories[0]?.versions.map(({ event }) => minute(event.onsetAt));
      expect(onsets?.slice(0, 3)).toEqual(["2025-06-12T19:00", "2025-06-12T17:51", "2025-06-12T17:51"]);
      const [event] = folded(histories);
      expect([event?.services.length, event?.updates.length]).toEqual([55, 16]);
      expect(
        [event?.onsetAt, event?.firstPublishedAt, event?.firstSeenAt, event?.endedAt].map((at) => minute(at ?? null)),
      ).toEqual(["2025-06-12T17:51", "2025-06-12T18:46", "2025-06-12T19:08", "2025-06-13T01:18"]);
      expect(event?.periods.filter(({ region }) => region === "us-central1" || region === "eur3").map(line)).toEqual([
        " eur3 2025-06-12T17:51 2025-06-12T21:23 outage",
        " us-central1 2025-06-12T17:51 2025-06-13T00:59 outage",
        " us-central1 2025-06-13T00:59 2025-06-13T01:18 disruption",
      ]);
    });
  });

  describe("captured status pages", () => {
    const incidents = (file: string) => ({
      page: { id: "page" },
      incidents: sampleJson<{ incident: unknown }[]>(file).map(({ incident }) => incident),
    });

    test("2,864 incidents of Cloudflare are read, 223 of them critical or major", () => {
      const { events, skipped } = readEvents(
        cloudPage("cloudflare"),
        incidents("cloudflare/incidents-last-seen.2020-11..2026-08.json.gz"),
      );
      expect([events.length, skipped]).toEqual([2864, 0]);
      expect(
        events.filter(({ severity }) => severity.peak === "outage" || severity.peak === "disruption"),
      ).toHaveLength(223);
    });

    test("718 incidents of DigitalOcean are read", () => {
      const { events, skipped } = readEvents(
        cloudPage("digitalocean"),
        incidents("digitalocean/incidents-last-seen.json.gz"),
      );
      expect([events.length, skipped]).toEqual([718, 0]);
    });

    test("60 resolved incidents of GitHub are read", () => {
      const list = sampleJson<unknown[]>("statuspage/github-incidents.last60.gh-sla-tracker.json");
      const { notices, skipped } = readNotices(parseStatuspage, { page: { id: "gh" }, incidents: list });
      expect([notices.length, skipped, notices.filter(({ resolvedAt }) => resolvedAt !== null).length]).toEqual([
        60, 0, 60,
      ]);
    });

    test.each([
      ["cloudflare/summary.2025-06-12T1851.json", 454, 1, 15],
      ["cloudflare/summary.2025-10-20T1718.json", 455, 2, 53],
      ["cloudflare/summary.2025-11-18T1151.json", 453, 2, 55],
      ["cloudflare/summary.2026-08-22T2122.json", 468, 0, 15],
      ["digitalocean/summary.2026-08-22.json", 239, 0, 1],
      ["statuspage/github-summary.2026-08-22.json", 12, 0, 0],
    ])("%s: %i components, %i incidents, %i windows", (file, components, open, windows) => {
      const page = readNotices(parseStatuspage, sampleBytes(file));
      const planned = page.notices.filter(({ maintenance }) => maintenance !== null).length;
      expect([page.components.length, page.notices.length - planned, planned, page.skipped]).toEqual([
        components,
        open,
        windows,
        0,
      ]);
    });

    test("2025-06-12: the incident is critical, whatever the page's indicator says", () => {
      const { events } = readEvents(cloudPage("cloudflare"), sampleBytes("cloudflare/summary.2025-06-12T1851.json"));
      expect(events.find(({ maintenance }) => maintenance === null)).toMatchObject({
        severity: { peak: "outage", now: "outage" },
        scope: { kind: "global" },
      });
    });
  });

  test("Azure's quiet feed is readable and holds nothing", () => {
    expect(readEvents(parseAzure, sampleBytes("azure/feed.quiet.2026-08-06.xml"))).toEqual({
      ok: true,
      events: [],
      skipped: 0,
      problems: [],
    });
  });

  test("Oracle's 24:50 is ten to one of that day", () => {
    const [event] = readEvents(parseOracle, sampleBytes("oracle/incident-summary.2026-03-05.excerpt.rss")).events;
    expect(event).toMatchObject({ id: "210f910e", scope: { kind: "regions", regions: ["us-ashburn-1"] } });
    expect(event?.updates.map(({ at, state }) => [minute(at), state])).toEqual([
      ["2026-03-05T00:50", "identified"],
      ["2026-03-05T05:12", "resolved"],
    ]);
    expect([event?.onsetAt, event?.endedAt].map((at) => minute(at ?? null))).toEqual([
      "2026-03-04T10:10",
      "2026-03-05T04:40",
    ]);
  });
}
