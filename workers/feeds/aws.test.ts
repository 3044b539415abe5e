import { describe, expect, test } from "vitest";
import { eventAsOf } from "#domain/cloud/versions.ts";
import { awsSeverity, awsZones, statedWindow } from "#workers/feeds/aws-codes.ts";
import { parse as parseData } from "#workers/feeds/aws-data.ts";
import { parse as parseHealth } from "#workers/feeds/aws-health.ts";
import { parse as parseHistory } from "#workers/feeds/aws-history.ts";
import { parse as parseRss } from "#workers/feeds/aws-rss.ts";
import { load, NOW, readEvents } from "#workers/feeds/testing/load.ts";

/** 2026-03-01 12:00 UTC, which is 4:00 AM PST. */
const T = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const s = (minutes: number) => T / 1000 + minutes * 60;
const arn = (region: string, id = "1") => `arn:aws:health:${region}::event/MULTIPLE_SERVICES/AWS_X/AWS_X_${id}`;
const log = (minutes: number, status: number, message = "We are investigating.") => ({
  summary: "Errors",
  message,
  status,
  timestamp: s(minutes),
});
const change = (service: string, minutes: number, from: number, to: number) => ({
  service,
  service_name: service,
  previous_status: String(from),
  current_status: String(to),
  timestamp: T + minutes * MINUTE,
});
const single = (more: object = {}) => ({
  date: String(s(0)),
  arn: arn("eu-west-1"),
  region_name: "Ireland",
  status: "2",
  service: "ec2-eu-west-1",
  service_name: "Amazon EC2",
  summary: "Errors",
  event_log: [log(0, 1), log(10, 2)],
  ...more,
});
const several = (more: object = {}) =>
  single({
    arn: arn("us-east-1"),
    service: "multipleservices-us-east-1",
    event_log: [log(20, 1), log(40, 3)],
    impacted_services: {
      "ec2-us-east-1": { service_name: "EC2", current: "0", max: "3" },
      route53: { service_name: "Route 53", current: 1, max: 2 },
    },
    impacted_service_status_changes: [
      change("ec2-us-east-1", 0, 0, 3),
      change("ec2-us-east-1", 30, 3, 2),
      change("ec2-us-east-1", 50, 2, 0),
      change("route53", 5, 0, 1),
    ],
    ...more,
  });
const one = (event: unknown) => {
  const [found] = readEvents(parseHealth, [event]).events;
  if (!found) throw new Error("no event");
  return found;
};
const spans = (event: ReturnType<typeof one>) =>
  event.periods.map(({ service, region, zone, from, to, severity }) => [
    service,
    zone ?? region,
    (from - T) / MINUTE,
    to === null ? null : (to - T) / MINUTE,
    severity,
  ]);

describe("currentevents", () => {
  test("an event of one service has the course of its log", () => {
    const event = one(single());
    expect(spans(event)).toEqual([
      ["ec2", "eu-west-1", 0, 10, "informational"],
      ["ec2", "eu-west-1", 10, null, "degraded"],
    ]);
    expect(event).toMatchObject({ severity: { peak: "degraded", now: "degraded" }, endedAt: null });
  });

  test("services of one event have periods of their own, dated back as AWS dates them", () => {
    const event = one(several());
    expect(spans(event)).toEqual([
      ["ec2", "us-east-1", 0, 30, "disruption"],
      ["ec2", "us-east-1", 30, 50, "degraded"],
      ["route53", null, 5, null, "informational"],
    ]);
  });

  test("a change that is dated before the first post is a stated beginning; the post stays the first post", () => {
    expect(one(several())).toMatchObject({
      onsetAt: T,
      onsetQuality: "stated_start",
      firstPublishedAt: T + 20 * MINUTE,
    });
    expect(one(single())).toMatchObject({ onsetAt: T, onsetQuality: "first_status_post", firstPublishedAt: T });
  });

  test("the peak survives what is now, and a code survives the end: only the log and the end say that it is over", () => {
    expect(one(several()).severity).toEqual({ peak: "disruption", now: "informational", stated: true });
    const over = one(single({ status: "3", event_log: [log(0, 3), log(30, 0, "Operating normally.")] }));
    expect(over).toMatchObject({ severity: { peak: "disruption", now: null }, endedAt: T + 30 * MINUTE });
    expect(one(single({ end_time: String(s(25)) })).endedAt).toBe(T + 25 * MINUTE);
  });

  test("the region is that of the name, else that of the service, else there is none", () => {
    expect(one(single({ arn: arn("us-west-2") })).scope).toEqual({ kind: "regions", regions: ["us-west-2"] });
    expect(one(single({ arn: undefined })).scope).toEqual({ kind: "regions", regions: ["eu-west-1"] });
    expect(one(single({ arn: arn("global"), service: "route53" })).scope).toEqual({ kind: "global" });
  });

  test("a single zone is a zone, until it gets worse than that", () => {
    const message = "power in a single Availability Zone (use1-az4) in the US-EAST-1 Region";
    const zonal = one(
      single({ arn: arn("us-east-1"), service: "ec2-us-east-1", event_log: [log(0, 2, message), log(9, 2)] }),
    );
    expect(zonal.scope).toEqual({ kind: "zones", regions: ["us-east-1"], zones: ["use1-az4"] });
    expect(spans(zonal)).toEqual([["ec2", "use1-az4", 0, null, "degraded"]]);
    const spread = one(single({ arn: arn("us-east-1"), event_log: [log(0, 2, message), log(9, 3)] }));
    expect(spread.scope).toEqual({ kind: "regions", regions: ["us-east-1"] });
  });

  test("one broken event is counted, and drops no other; members that are broken are left out", () => {
    const odd = single({
      event_log: [log(0, 1), { timestamp: "never" }, null],
      impacted_services: { x: 3 },
      unknown: {},
    });
    const result = readEvents(parseHealth, [{ arn: arn("us-east-1"), date: "soon" }, odd, 7, null]);
    expect([result.events.length, result.skipped]).toEqual([1, 3]);
    expect(result.problems[0]).toContain("date");
    expect(result.events[0]?.updates).toHaveLength(1);
  });

  test("a feed of nothing but broken events is not read, and an empty list is", () => {
    expect(parseHealth(Buffer.from('[{"arn":1}]'), { now: NOW })).toMatchObject({ ok: false, reason: "wrong_shape" });
    expect(readEvents(parseHealth, [])).toMatchObject({ events: [], skipped: 0 });
  });

  test("a code that nobody knows is not read as well or as bad", () => {
    expect(["0", 1, "2", 3].map(awsSeverity)).toEqual([null, "informational", "degraded", "disruption"]);
    expect([4, "x", null, -1, {}].map(awsSeverity)).toEqual(Array(5).fill(undefined));
  });
});

describe("history", () => {
  test("events are read from the lists of services; one that stands in two lists is one", () => {
    const feed = { "ec2-eu-west-1": [single({ service: undefined, arn: undefined })], a: [several()], b: [several()] };
    const { events } = readEvents(parseHistory, feed);
    expect(events.map(({ id, feed: kind }) => [id, kind])).toEqual([
      [`ec2-eu-west-1_${s(0)}`, "aws-history"],
      [arn("us-east-1"), "aws-history"],
    ]);
  });
});

describe("what AWS states in prose when it is over", () => {
  const post = T + 3 * 60 * MINUTE;
  const at = (hour: number, minute: number, day = 1) => Date.UTC(2026, 2, day, hour + 8, minute);

  test.each([
    ["Between 3:32 AM and 6:56 AM PST we experienced", at(3, 32), at(6, 56)],
    ["Between 3:32 AM PST to 6:56 AM PST, customers", at(3, 32), at(6, 56)],
    ["Between February 28 11:49 PM PST and March 1 2:24 AM PST, ECS", at(23, 49, 0), at(2, 24)],
    ["Between 11:49 PM PST on February 28 and 2:24 AM PST on March 1, we", at(23, 49, 0), at(2, 24)],
    ["between 11:49 PM and 2:24 AM PST", at(23, 49, 0), at(2, 24)],
    ["Beginning at 3:13 AM PST, we experienced", at(3, 13), null],
  ])("%s", (text, from, to) => {
    expect(statedWindow(text, post, T)).toEqual({ from, to });
  });

  test.each([
    ["without a zone", "Between 3:32 AM and 6:56 AM we experienced"],
    ["ending after the post", "Between 3:32 AM PST on March 1 and 11:56 AM PST on March 1, we"],
    ["beginning after the first post", "Between 5:32 AM and 6:56 AM PST"],
    ["without times", "Between two and three hours"],
  ])("a span %s is none", (_why, text) => {
    expect(statedWindow(text, post, T)).toBeNull();
  });

  test("zones are believed only where the text says that it is one of them", () => {
    const said = (text: string) => awsZones([{ id: null, at: T, text, severity: null, state: null }]);
    expect(said("connectivity in one Availability Zone (apne1-az4)")).toEqual(["apne1-az4"]);
    expect(said("traffic was moved away from use1-az4")).toEqual([]);
  });
});

describe("RSS", () => {
  const item = (slug: string, minutes: number, title: string) =>
    `<item><title><![CDATA[${title}]]></title><link>https://status.aws.amazon.com/</link><pubDate>Sun, 01 Mar 2026 04:00:00 PST</pubDate><guid isPermaLink="false">https://status.aws.amazon.com/#${slug}_${s(minutes)}</guid><description><![CDATA[Text <b>${minutes}</b>]]></description></item>`;
  const feed = (...items: string[]) => `<rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`;

  test("updates with one title are one event, until one of them says that it is over", () => {
    const { events } = readEvents(
      parseRss,
      feed(
        item("ec2-us-east-1", 500, "Service impact: Errors"),
        item("ec2-us-east-1", 30, "Service is operating normally: [RESOLVED] Errors"),
        item("ec2-us-east-1", 10, "Service disruption: Errors"),
        item("ec2-us-east-1", 0, "Informational message: Errors"),
      ),
    );
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      title: "Errors",
      severity: { peak: "disruption", now: null },
      endedAt: T + 30 * MINUTE,
    });
    expect(events[1]).toMatchObject({ endedAt: null, onsetAt: T + 500 * MINUTE });
    expect(events[0]?.updates.map(({ text }) => text)).toEqual(["Text 0", "Text 10", "Text 30"]);
  });

  test("an event whose first updates have rolled off the feed is still that event, with all of its updates", () => {
    const early = feed(
      item("ec2-us-east-1", 10, "Service disruption: Errors"),
      item("ec2-us-east-1", 0, "Service impact: Errors"),
    );
    const late = feed(
      item("ec2-us-east-1", 30, "Service is operating normally: [RESOLVED] Errors"),
      item("ec2-us-east-1", 10, "Service disruption: Errors"),
    );
    const first = load([], readEvents(parseRss, early).events, T + 11 * MINUTE);
    const [history, ...others] = load(first, readEvents(parseRss, late).events, T + 31 * MINUTE);
    expect(others).toEqual([]);
    const event = history && eventAsOf(history);
    expect(event?.updates).toHaveLength(3);
    expect(event).toMatchObject({ id: `ec2-us-east-1_${s(0)}`, onsetAt: T, endedAt: T + 30 * MINUTE });
  });

  test("an item without a service is counted", () => {
    const result = readEvents(
      parseRss,
      feed("<item><title>x</title></item>", item("s3-us-east-1", 0, "Service impact: X")),
    );
    expect([result.events.length, result.skipped]).toEqual([1, 1]);
  });
});

describe("data.json of the former dashboard", () => {
  const stamp = (clock: string, text: string) => `<div><span class="yellowfg">${clock}</span>&nbsp;${text}</div>`;
  const item = (status: number | string, description: string, summary = "Errors") => ({
    service: "sns-us-east-1",
    service_name: "SNS (N. Virginia)",
    summary,
    date: String(s(0)),
    status,
    details: "",
    description,
  });

  test("its versions, of which each says only how bad it is now, end as one event with its periods", () => {
    const posts = [
      stamp(" 4:00 AM PST", "We look."),
      stamp(" 4:30 AM PST", "Better."),
      stamp("Mar 2, 12:10 AM PST", "The issue has been resolved."),
    ];
    const versions = [
      [item(2, posts[0] ?? ""), 5],
      [item("1", posts.slice(0, 2).join("")), 33],
      [item("0", posts.join(""), "[RESOLVED] Errors"), 1215],
    ] as const;
    const histories = versions.reduce(
      (known, [event, minutes]) =>
        load(known, readEvents(parseData, { archive: [], current: [event] }).events, T + minutes * MINUTE),
      load([], [], T),
    );
    expect(histories).toHaveLength(1);
    const event = histories[0] && eventAsOf(histories[0]);
    expect(event && spans(event)).toEqual([
      ["sns", "us-east-1", 0, 30, "degraded"],
      ["sns", "us-east-1", 30, 1210, "informational"],
    ]);
    expect(event).toMatchObject({
      severity: { peak: "degraded", now: null },
      title: "Errors",
      firstSeenAt: T + 5 * MINUTE,
    });
  });

  test("what stands in the archive is over, and its code is the peak", () => {
    const [event] = readEvents(parseData, { archive: [item("3", stamp(" 4:00 AM PST", "Bad."))], current: [] }).events;
    expect(event).toMatchObject({ severity: { peak: "disruption", now: null }, endedAt: T });
  });
});
