import { describe, expect, it } from "vitest";
import { eventsToTest, isUsed } from "#domain/attribution/from-cloud.ts";
import { declared, event, observed, service, suppliedBy } from "#domain/attribution/testing/scene.ts";
import type { CloudEvent, Period } from "#domain/cloud/event.ts";
import { cloudEvent, HOUR, MINUTE, START } from "#domain/cloud/testing/event.ts";

const at = (minutes: number) => START + minutes * MINUTE;
const period = (from: number, to: number | null, over: Partial<Period> = {}): Period => ({
  service: "ec2",
  region: "us-east-1",
  zone: null,
  from: at(from),
  to: to === null ? null : at(to),
  severity: "degraded",
  ...over,
});
const now = START + 100 * HOUR;
const tested = (periods: readonly Period[], over: Partial<CloudEvent> = {}, vanishedAt: number | null = null) =>
  eventsToTest({ id: "abcdefghijkl", event: cloudEvent({ periods, ...over }), vanishedAt }, now);
const minutes = (periods: readonly Period[], over: Partial<CloudEvent> = {}) =>
  tested(periods, over).map(({ region, t0, end, severity }) => [
    region,
    (t0.at - START) / MINUTE,
    end === null ? null : (end - START) / MINUTE,
    severity,
  ]);

describe("what is tested of a cloud's event", () => {
  it("is one event for each place, with the event's onset and an id of its own", () => {
    const periods = [period(0, null), period(0, 30, { region: "us-west-2", severity: "outage" })];
    expect(tested(periods)).toEqual([
      {
        id: "abcdefghijkl/us-east-1/0",
        provider: "aws",
        region: "us-east-1",
        singleZone: false,
        severity: "degraded",
        t0: { at: START, quality: "first_status_post" },
        end: null,
        mitigatedAt: [],
      },
      {
        id: "abcdefghijkl/us-west-2/0",
        provider: "aws",
        region: "us-west-2",
        singleZone: false,
        severity: "outage",
        t0: { at: START, quality: "first_status_post" },
        end: at(30),
        mitigatedAt: [at(30)],
      },
    ]);
  });

  it("is three for 2025-10-20: DynamoDB, EC2 and load balancers, however many services each took along", () => {
    const [dynamo, ec2, nlb] = [period(0, 172, { service: "dynamodb" }), period(157, 648), period(342, 861)];
    const followers = Array.from({ length: 140 }, (_, n) => period(n % 100, 172, { service: `s${n}` }));
    expect(minutes([dynamo, ...followers, ec2, { ...nlb, service: "nlb", severity: "disruption" }])).toEqual([
      ["us-east-1", 0, 172, "degraded"],
      ["us-east-1", 157, 648, "degraded"],
      ["us-east-1", 342, 861, "disruption"],
    ]);
  });

  it("what merely goes on or gets better is no new onset; what gets worse after hours is, as bad as it was before or worse", () => {
    expect(minutes([period(0, 300, { severity: "outage" }), period(300, 600), period(600, null)])).toEqual([
      ["us-east-1", 0, null, "outage"],
    ]);
    expect(minutes([period(0, 300), period(300, 600, { severity: "outage" })])).toEqual([
      ["us-east-1", 0, 300, "degraded"],
      ["us-east-1", 300, 600, "outage"],
    ]);
    const again = [period(0, 100, { severity: "disruption" }), period(100, 400)];
    expect(minutes([...again, period(400, null, { severity: "disruption" })])).toEqual([
      ["us-east-1", 0, 400, "disruption"],
      ["us-east-1", 400, null, "disruption"],
    ]);
  });

  it("information that turns into trouble within two hours began with the information", () => {
    expect(minutes([period(0, 40, { severity: "informational" }), period(40, null)])).toEqual([
      ["us-east-1", 0, null, "degraded"],
    ]);
  });

  it("a relapse after a pause is an onset of its own", () => {
    expect(minutes([period(0, 20), period(50, null)])).toEqual([
      ["us-east-1", 0, 20, "degraded"],
      ["us-east-1", 50, null, "degraded"],
    ]);
    expect(minutes([period(0, 20), period(30, null)])).toEqual([["us-east-1", 0, null, "degraded"]]);
  });

  it("begins with the best known onset, also when the periods were written down later", () => {
    const over = { onsetAt: at(-23), onsetQuality: "post_event_summary" as const };
    expect(tested([period(0, null)], over)[0]?.t0).toEqual({ at: at(-23), quality: "post_event_summary" });
  });

  it("later onsets are as good as the event's, and no better than a post where they are read from posts", () => {
    const periods = [period(0, 100), period(300, null)];
    const stated = { onsetAt: START, onsetQuality: "stated_start" as const };
    const qualities = (over: Partial<CloudEvent>) => tested(periods, over).map(({ t0 }) => t0.quality);
    expect(qualities(stated)).toEqual(["stated_onset", "stated_onset"]);
    expect(qualities({ ...stated, course: "versions" })).toEqual(["stated_onset", "first_status_post"]);
  });

  it("is a single zone's only when every part is of that one", () => {
    const zones = (...names: (string | null)[]) =>
      tested(names.map((zone) => period(0, null, { zone })))[0]?.singleZone;
    expect([zones("az1"), zones("az1", "az1"), zones("az1", "az2"), zones("az1", null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("ends when the provider says so, and when it vanished where nobody did", () => {
    expect(tested([period(0, null)], {}, at(90))[0]).toMatchObject({ end: at(90), mitigatedAt: [] });
    expect(tested([period(0, 60)], { endedAt: at(60) }, at(90))[0]).toMatchObject({ end: at(60) });
  });

  it("a global event is everywhere; a global service in a regional one is nowhere", () => {
    const global = period(0, null, { region: null });
    expect(minutes([global], { scope: { kind: "global" } })).toEqual([[null, 0, null, "degraded"]]);
    expect(minutes([global, period(0, null)])).toEqual([["us-east-1", 0, null, "degraded"]]);
  });

  it("is nothing for announced work, for information, for what says no place, for what is yet to come", () => {
    expect(tested([period(0, null)], { maintenance: { from: START, until: null } })).toEqual([]);
    expect(tested([period(0, null, { severity: "informational" })])).toEqual([]);
    expect(tested([period(0, null)], { scope: { kind: "unstated" } })).toEqual([]);
    expect(tested([period(6_001, null)], { onsetAt: at(6_001) })).toEqual([]);
  });
});

describe("a place is used", () => {
  const known = (of: Parameters<typeof service>[1]) => {
    const services = [service("a", of), service("supplier", { evidence: [observed()] })];
    return isUsed(event(), services.slice(0, 1), new Map(services.map((one) => [one.slug, one])));
  };

  it("when somebody was observed or declared there, or stands on somebody who is", () => {
    expect(known({ evidence: [observed()] })).toBe(true);
    expect(known({ evidence: [declared({ region: null })] })).toBe(true);
    expect(known({ evidence: [suppliedBy("supplier")] })).toBe(true);
  });
  it("and not when one merely might be there", () => {
    expect(known({ usuallyCloud: true })).toBe(false);
    expect(known({ evidence: [observed({ edge: true, provider: "cloudflare", region: null })] })).toBe(false);
    expect(known({ evidence: [declared({ region: "eu-west-1" })] })).toBe(false);
  });
});
