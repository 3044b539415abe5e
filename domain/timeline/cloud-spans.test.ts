import { describe, expect, it } from "vitest";
import { cloudEvent, DAY, HOUR, MINUTE, START } from "#domain/cloud/testing/event.ts";
import { cloudSpans, type ProviderSaid, placesIn, type SeenEvent } from "#domain/timeline/cloud-spans.ts";

const window = { from: START - HOUR, to: START + HOUR };
const seen = (changes: Parameters<typeof cloudEvent>[0] = {}, more: Partial<SeenEvent> = {}): SeenEvent => ({
  id: "evt123def456",
  event: cloudEvent(changes),
  vanishedAt: null,
  ...more,
});
const aws = (events: readonly SeenEvent[], reading: Partial<ProviderSaid["reading"]> = {}): ProviderSaid => ({
  provider: "aws",
  events,
  reading: { pollMs: 3 * MINUTE, unread: [], unlisted: [], ...reading },
});
const period = (fromMin: number, toMin: number | null, severity: "degraded" | "disruption" | "outage") => ({
  service: null,
  region: "us-east-1",
  zone: null,
  from: START + fromMin * MINUTE,
  to: toMin === null ? null : START + toMin * MINUTE,
  severity,
});
const told = (said: ProviderSaid, region: string | null = "us-east-1", asOf = window.to) =>
  cloudSpans(said, { region }, window, asOf).map(({ status, from, to }) => [
    status,
    (from - START) / MINUTE,
    (to - START) / MINUTE,
  ]);

describe("what a provider said of a place", () => {
  it("is its own word, step by step, and well where a feed that could be read says nothing", () => {
    const said = aws([
      seen({ periods: [period(0, 10, "degraded"), period(10, 20, "disruption")], endedAt: START + 20 * MINUTE }),
    ]);
    expect(told(said)).toEqual([
      ["operational", -60, 0],
      ["degraded_performance", 0, 10],
      ["partial_outage", 10, 20],
      ["operational", 20, 60],
    ]);
    expect(told(said, "eu-west-1")).toEqual([["operational", -60, 60]]);
    expect(cloudSpans(said, { region: "us-east-1" }, window, window.to)[1]).toMatchObject({
      why: { kind: "event", event: "evt123def456", severity: "degraded" },
      knownAt: START,
    });
  });

  it("is not known while no feed can be read, and shows afterwards only what a feed tells of its past", () => {
    const gap = [{ from: START - 30 * MINUTE, to: START - 10 * MINUTE }];
    const open = [{ from: START + 30 * MINUTE, to: null }];
    const event = seen({ periods: [period(-20, 40, "outage")] });
    expect(told(aws([event], { unread: [...gap, ...open], unlisted: gap }))).toEqual([
      ["operational", -60, -30],
      ["unknown", -30, -20],
      ["major_outage", -20, 30],
      ["unknown", 30, 60],
    ]);
    expect(told(aws([], { unread: gap, unlisted: [] }))).toEqual([["operational", -60, 60]]);
  });

  it("is not coloured by what has been silent for two weeks, by announced work, or by what only informs", () => {
    const silent = seen({ onsetAt: START - 14 * DAY - 2 * HOUR, updates: [] });
    expect(told(aws([silent]))).toEqual([["operational", -60, 60]]);
    const turning = seen({ onsetAt: START - 14 * DAY, updates: [] });
    expect(told(aws([turning])).map(([status]) => status)).toEqual(["degraded_performance", "operational"]);
    const work = seen({ maintenance: { from: START, until: null } });
    expect(told(aws([work]))).toEqual([["operational", -60, 60]]);
    const { periods } = cloudEvent();
    const note = seen({ periods: periods.map((one) => ({ ...one, severity: "informational" as const })) });
    expect(told(aws([note])).map(([status]) => status)).toEqual(["operational", "operational"]);
  });

  it("ends where the event vanished, and says nothing of the time after the present", () => {
    expect(told(aws([seen({}, { vanishedAt: START + 5 * MINUTE })]))).toEqual([
      ["operational", -60, 0],
      ["degraded_performance", 0, 5],
      ["operational", 5, 60],
    ]);
    expect(told(aws([seen()]), "us-east-1", START + MINUTE).at(-1)).toEqual(["degraded_performance", 0, 1]);
  });

  it("has places of its own only for what is fresh, and more than information", () => {
    expect(placesIn(aws([seen()]), window)).toEqual(["us-east-1"]);
    expect(placesIn(aws([seen({ endedAt: START, periods: [period(-90, -70, "outage")] })]), window)).toEqual([]);
    expect(placesIn(aws([seen({ scope: { kind: "unstated" } })]), window)).toEqual([]);
    expect(placesIn(aws([seen({ onsetAt: START - 15 * DAY, updates: [] })]), window)).toEqual([]);
    const everywhere = { ...period(0, null, "outage"), region: null };
    expect(placesIn(aws([seen({ scope: { kind: "global" }, periods: [everywhere] })]), window)).toEqual([null]);
  });
});
