import { describe, expect, test } from "vitest";
import { activePeriods } from "#domain/cloud/active.ts";
import { cloudEvent, DAY, HOUR, START, update } from "#domain/cloud/testing/event.ts";

const east = { region: "us-east-1" };

describe("what lasts at a moment in a region", () => {
  test("a period lasts from its beginning until just before its end", () => {
    const event = cloudEvent({
      periods: [{ service: "ec2", region: "us-east-1", zone: null, from: START, to: START + HOUR, severity: "outage" }],
    });
    const count = (at: number) => activePeriods(event, at, east).length;
    expect([START - 1, START, START + HOUR - 1, START + HOUR].map(count)).toEqual([0, 1, 1, 0]);
  });

  test("an event of another region colours nothing here", () => {
    expect(activePeriods(cloudEvent(), START, { region: "eu-west-1" })).toEqual([]);
  });

  test("a global service inside a regional event does not colour the other regions; a global event does", () => {
    const periods = [
      { service: "cloudfront", region: null, zone: null, from: START, to: null, severity: "degraded" },
    ] as const;
    const regional = cloudEvent({ periods });
    expect(activePeriods(regional, START, { region: "eu-west-1" })).toEqual([]);
    expect(activePeriods(regional, START, { region: null })).toHaveLength(1);
    const global = cloudEvent({ periods, scope: { kind: "global" } });
    expect(activePeriods(global, START, { region: "eu-west-1" })).toHaveLength(1);
  });

  test("what does not say where it is concerns no region", () => {
    const event = cloudEvent({
      scope: { kind: "unstated" },
      periods: [{ service: null, region: null, zone: null, from: START, to: null, severity: "outage" }],
    });
    expect(activePeriods(event, START, east)).toEqual([]);
    expect(activePeriods(event, START, { region: null })).toEqual([]);
  });

  test("a zone's failure is not that of the zone beside it", () => {
    const periods = [
      { service: "ec2", region: "us-east-1", zone: "use1-az4", from: START, to: null, severity: "outage" },
    ] as const;
    const event = cloudEvent({ periods });
    expect(activePeriods(event, START, { ...east, zone: "use1-az4" })).toHaveLength(1);
    expect(activePeriods(event, START, { ...east, zone: "use1-az2" })).toHaveLength(0);
    expect(activePeriods(event, START, east)).toHaveLength(1);
  });

  test("after two weeks of silence an open event is shown, and neither colours nor explains", () => {
    const event = cloudEvent();
    expect(activePeriods(event, START + 14 * DAY, east)).toMatchObject([{ stale: false, counts: true }]);
    expect(activePeriods(event, START + 14 * DAY + 1, east)).toMatchObject([{ stale: true, counts: false }]);
  });

  test("an update wakes it again, and a later one does not count for the time before it", () => {
    const event = cloudEvent({ updates: [update(START, "one"), update(START + 40 * DAY, "two")] });
    expect(activePeriods(event, START + 41 * DAY, east)).toMatchObject([{ stale: false }]);
    expect(activePeriods(event, START + 30 * DAY, east)).toMatchObject([{ stale: true }]);
  });

  test("an event that vanished is not active from then on", () => {
    expect(activePeriods(cloudEvent(), START + HOUR, east, START + HOUR)).toEqual([]);
    expect(activePeriods(cloudEvent(), START + HOUR - 1, east, START + HOUR)).toHaveLength(1);
  });

  test("a planned window is shown and counts for nothing", () => {
    const event = cloudEvent({ maintenance: { from: START, until: START + HOUR } });
    expect(activePeriods(event, START, east)).toMatchObject([{ counts: false }]);
  });
});
