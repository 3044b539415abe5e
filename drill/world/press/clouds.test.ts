import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FeedKind } from "#domain/cloud/feed-kind.ts";
import { type PressReader, pressReader } from "#drill/testing/press.ts";
import { openTestWorld, type TestClock, type TestWorld, testClock } from "#drill/testing/world.ts";
import type { PressTimes } from "#drill/world/press/times.ts";

const T = Date.UTC(2026, 10, 22, 12, 0, 0);
const MINUTE = 60_000;
const minutes = (n: number) => T + n * MINUTE;

let clock: TestClock;
let test: TestWorld;
let read: PressReader;
async function open(times: Partial<PressTimes> = {}): Promise<void> {
  clock = testClock(T);
  test = await openTestWorld({ now: clock.now, times });
  read = pressReader(test.world, clock.now);
}
beforeEach(() => open());
afterEach(() => test.stop());

const at = (minute: number) => clock.advance(minutes(minute) - clock.now());
async function fail(target: string, fault = "http.error"): Promise<void> {
  expect(await test.world.fail(target, fault)).not.toHaveProperty("refusal");
}
const one = async (provider: string, kind: FeedKind) => {
  const events = await read.events(provider, kind);
  expect(events.length).toBeLessThan(2);
  return events[0];
};

describe("AWS", () => {
  it("posts eight minutes after the fault, dated by its first post, for the region, as a disruption", async () => {
    await fail("cloud:aws/us-east-1", "tcp.timed_out");
    at(7.9);
    expect(await one("aws", "aws-health")).toBeUndefined();
    at(8);
    expect(await one("aws", "aws-health")).toMatchObject({
      onsetAt: minutes(8),
      onsetQuality: "first_status_post",
      firstPublishedAt: minutes(8),
      endedAt: null,
      severity: { peak: "disruption", now: "disruption", stated: true },
      scope: { kind: "regions", regions: ["us-east-1"] },
      periods: [{ region: "us-east-1", from: minutes(8), to: null, severity: "disruption" }],
    });
    expect(await one("aws", "aws-rss")).toMatchObject({ firstPublishedAt: minutes(8), endedAt: null });
    expect(await one("aws", "aws-history")).toBeUndefined();
  });

  it("posts again every twenty minutes while it lasts, under one name", async () => {
    await fail("cloud:aws/us-east-1");
    at(8);
    const first = await one("aws", "aws-health");
    at(50);
    const later = await one("aws", "aws-health");
    expect(later?.id).toBe(first?.id);
    expect(later?.updates.map((update) => update.at)).toEqual([8, 28, 48].map(minutes));
  });

  it("closes the event four minutes after the healing, shows it for an hour, and then has it in the history", async () => {
    await fail("cloud:aws/us-east-1");
    at(30);
    await test.world.heal("cloud:aws/us-east-1");
    at(33);
    const open = await one("aws", "aws-health");
    expect(open).toMatchObject({ endedAt: null });
    at(34);
    const closed = { id: open?.id, endedAt: minutes(34), severity: { peak: "disruption", now: null } };
    expect(await one("aws", "aws-health")).toMatchObject(closed);
    expect(await one("aws", "aws-rss")).toMatchObject({ endedAt: minutes(34) });
    at(95);
    expect(await one("aws", "aws-health")).toBeUndefined();
    expect(await one("aws", "aws-history")).toMatchObject(closed);
  });

  it("sends UTF-16 with a byte order mark", async () => {
    const { bytes, contentType } = await read.fetch({ url: "https://health.aws.amazon.com/public/currentevents" });
    expect([...bytes]).toEqual([0xfe, 0xff, 0, 0x5b, 0, 0x5d]);
    expect(contentType).toContain("utf-16");
  });

  it("has an event for each region when all of them fail", async () => {
    await fail("cloud:aws");
    at(10);
    const events = await read.events("aws", "aws-health");
    const regions = events.flatMap(({ scope }) => (scope.kind === "regions" ? scope.regions : []));
    expect(regions).toHaveLength(7);
    await test.world.heal("cloud:aws/us-east-1");
    at(15);
    const over = (await read.events("aws", "aws-health")).filter(({ endedAt }) => endedAt !== null);
    expect(over).toMatchObject([{ scope: { regions: ["us-east-1"] } }]);
  });
});

describe("the other clouds", () => {
  it("Google states when it really began and ended, and moves the region to those of the past", async () => {
    await fail("cloud:gcp/us-central1");
    at(9);
    const begun = { onsetAt: T, onsetQuality: "stated_start", firstPublishedAt: minutes(8) };
    const scope = { kind: "regions", regions: ["us-central1"] };
    expect(await one("gcp", "gcp")).toMatchObject({ ...begun, scope, endedAt: null });
    at(40);
    await test.world.heal();
    at(44);
    expect(await one("gcp", "gcp")).toMatchObject({
      ...begun,
      scope,
      endedAt: minutes(40),
      severity: { peak: "disruption", now: null },
      periods: [{ region: "us-central1", from: T, to: minutes(40) }],
    });
  });

  it("Azure lists what is open, then that it is mitigated, then nothing", async () => {
    await fail("cloud:azure/westeurope");
    at(9);
    const open = await one("azure", "azure-rss");
    expect(open).toMatchObject({ endedAt: null, scope: { kind: "regions", regions: ["westeurope"] } });
    await test.world.heal();
    at(14);
    expect(await one("azure", "azure-rss")).toMatchObject({ kin: open?.kin, endedAt: minutes(13) });
    at(80);
    expect(await one("azure", "azure-rss")).toBeUndefined();
  });

  it("an edge's page says it for no region, and a cloud's for the region that its components name", async () => {
    await fail("cloud:cloudflare/edge");
    await fail("cloud:digitalocean/nyc3");
    at(9);
    expect(await one("cloudflare", "statuspage")).toMatchObject({ endedAt: null, scope: { kind: "global" } });
    expect(await one("digitalocean", "statuspage")).toMatchObject({
      severity: { peak: "disruption" },
      scope: { kind: "regions", regions: [expect.stringMatching(/^nyc/)] },
    });
    await test.world.heal();
    at(14);
    expect(await one("cloudflare", "statuspage")).toBeUndefined();
    expect(await one("cloudflare", "statuspage-incidents")).toMatchObject({ endedAt: minutes(13) });
  });

  it("Hetzner's and OVH's pages tell it as far as they can", async () => {
    await fail("cloud:hetzner/fsn1");
    await fail("cloud:ovh/gra");
    at(9);
    expect(await one("hetzner", "hetzner")).toMatchObject({
      onsetAt: T,
      firstPublishedAt: minutes(8),
      scope: { kind: "regions", regions: ["fsn1"] },
    });
    expect(await one("ovh", "ovh")).toMatchObject({ firstPublishedAt: minutes(8), endedAt: null });
    await test.world.heal();
    at(14);
    expect(await one("hetzner", "hetzner")).toMatchObject({ endedAt: minutes(9) });
    expect(await one("ovh", "ovh")).toMatchObject({ endedAt: minutes(13) });
  });
});

describe("what no cloud posts", () => {
  it("a fault that is over before the first post is due, and faults of services, chains and hosts", async () => {
    await fail("cloud:aws/us-east-1");
    for (const target of ["infura", "kraken", "coinbase"]) await fail(target);
    await fail("chain:ethereum", "halted");
    await fail("host:api.gemini.com", "tcp.refused");
    at(5);
    await test.world.heal("cloud:aws/us-east-1");
    at(30);
    for (const kind of ["aws-health", "aws-rss", "aws-history"] as const)
      expect(await one("aws", kind)).toBeUndefined();
  });

  it("a second event for what fails again before the healing was posted", async () => {
    await fail("cloud:aws/us-east-1");
    at(20);
    await test.world.heal();
    at(22);
    await fail("cloud:aws/us-east-1", "tcp.refused");
    at(40);
    expect(await one("aws", "aws-health")).toMatchObject({ endedAt: null, firstPublishedAt: minutes(8) });
  });
});

describe("a feed", () => {
  it("comes sooner when the world is told so", async () => {
    await test.stop();
    await open({ cloudPostDelayMs: 1_000, cloudClearDelayMs: 500, updateEveryMs: 2_000 });
    await fail("cloud:aws/us-east-1");
    clock.advance(1_000);
    expect(await one("aws", "aws-health")).toMatchObject({ firstPublishedAt: T + 1_000 });
  });

  it("can fail like any host, and answers while the cloud it writes about does not", async () => {
    await fail("cloud:aws/us-east-1", "tcp.refused");
    await fail("host:status.cloud.google.com", "tcp.refused");
    at(9);
    await expect(read.events("gcp", "gcp")).rejects.toThrow("tcp.refused");
    expect(await one("aws", "aws-health")).toBeDefined();
    expect(await read.notice("infura", "statuspage")).toBeUndefined();
  });
});
