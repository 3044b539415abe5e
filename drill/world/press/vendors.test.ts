import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { maintainedBy, touchedBy } from "#domain/cloud/touched.ts";
import { type PressReader, pressReader } from "#drill/testing/press.ts";
import { openTestWorld, type TestClock, type TestWorld, testClock } from "#drill/testing/world.ts";
import { habitOf } from "#drill/world/press/vendors.ts";

const T = Date.UTC(2026, 10, 22, 12, 0, 30);
const MINUTE = 60_000;

let clock: TestClock;
let test: TestWorld;
let read: PressReader;
beforeEach(async () => {
  clock = testClock(T);
  test = await openTestWorld({ now: clock.now });
  read = pressReader(test.world, clock.now);
});
afterEach(() => test.stop());

const at = (ms: number) => clock.advance(T + ms - clock.now());
async function fail(target: string, fault = "http.error"): Promise<void> {
  expect(await test.world.fail(target, fault)).not.toHaveProperty("refusal");
}
const onVirginia = () =>
  test.world.plan.press.pages.filter(({ services }) =>
    services.some(({ slug }) =>
      [...test.world.plan.sites.values()].some(
        ({ region, checks }) =>
          region === "aws/us-east-1" &&
          checks.some(
            ({ service, component, check }) =>
              service.slug === slug && check.tier === "core" && component.layer !== "chain",
          ),
      ),
    ),
  );

describe("a vendor's habits", () => {
  it("follow from its slug: about two of three post, 5 to 25 minutes late, and some name their cloud", () => {
    const habits = test.world.plan.press.pages.map(({ slug }) => habitOf(slug));
    const posting = habits.filter(({ posts }) => posts);
    expect(posting.length / habits.length).toBeGreaterThan(0.5);
    expect(posting.length / habits.length).toBeLessThan(0.8);
    expect(habits.every(({ postDelayMs }) => postDelayMs >= 5 * MINUTE && postDelayMs <= 25 * MINUTE)).toBe(true);
    for (const habit of ["namesCloud", "backDates"] as const)
      expect(new Set(posting.map((one) => one[habit]))).toEqual(new Set([true, false]));
    expect(habitOf("infura")).toEqual(habitOf("infura"));
  });
});

describe("a vendor whose own service fails", () => {
  it("posts after its delay, naming the component that was hit, and resolves it some minutes after the healing", async () => {
    const { postDelayMs, clearDelayMs } = habitOf("infura");
    await fail("infura/polygon", "tcp.refused");
    at(postDelayMs - 1);
    expect(await read.notice("infura", "statuspage")).toBeUndefined();
    at(postDelayMs);
    const notice = await read.notice("infura", "statuspage");
    expect(notice).toMatchObject({
      impact: "major",
      status: "investigating",
      publishedAt: T + postDelayMs,
      components: [{ name: "Polygon PoS" }],
      updates: [{ set: [{ state: "major_outage" }] }],
    });
    const { components } = await read.notices("infura", "statuspage");
    expect(components.filter(({ state }) => state !== "operational").map(({ name }) => name)).toEqual(["Polygon PoS"]);

    await test.world.heal();
    at(postDelayMs + clearDelayMs);
    expect(await read.notice("infura", "statuspage")).toBeUndefined();
    expect(await read.notice("infura", "statuspage-incidents")).toMatchObject({
      id: notice?.id,
      status: "resolved",
      resolvedAt: T + postDelayMs + clearDelayMs,
    });
  });

  it("says nothing when it is not the kind that posts, and nothing of its cloud when it is its own fault", async () => {
    expect([habitOf("kraken").posts, habitOf("robinhood").namesCloud]).toEqual([false, true]);
    await fail("kraken", "tcp.refused");
    await fail("robinhood", "tcp.refused");
    at(26 * MINUTE);
    expect(await read.notice("kraken", "statuspage-incidents")).toBeUndefined();
    const texts = (await read.notice("robinhood", "statuspage"))?.updates.map(({ text }) => text);
    expect(texts?.length).toBeGreaterThan(0);
    expect(texts?.join()).not.toMatch(/aws/i);
  });

  it("dates its incident back to the minute of the fault, when it is the kind that does", async () => {
    expect(habitOf("robinhood")).toMatchObject({ posts: true, backDates: true });
    await fail("robinhood");
    at(25 * MINUTE);
    expect(await read.notice("robinhood", "statuspage")).toMatchObject({ startedAt: Math.floor(T / MINUTE) * MINUTE });
  });

  it("is told on Instatus and Better Stack in their words", async () => {
    await fail("op-mainnet", "tcp.refused");
    await fail("drpc", "tcp.refused");
    at(25 * MINUTE);
    expect(await read.notice("op-mainnet", "instatus")).toMatchObject({ impact: "critical", resolvedAt: null });
    const page = await read.notices("drpc", "better-stack");
    expect(page.notices).toMatchObject([{ impact: "critical", resolvedAt: null }]);
    expect(new Set(page.components.map(({ state }) => state))).toEqual(new Set(["major_outage"]));
    await test.world.heal();
    at(40 * MINUTE);
    expect(await read.notice("op-mainnet", "instatus")).toBeUndefined();
    expect(await read.notice("drpc", "better-stack")).toMatchObject({ status: "resolved" });
  });
});

describe("vendors on a cloud that fails", () => {
  it("post in part, and some of them name the cloud and region", async () => {
    await fail("cloud:aws/us-east-1", "tcp.timed_out");
    at(26 * MINUTE);
    const pages = onVirginia();
    const posted = new Set(test.world.status().posted.map(({ by }) => by));
    const expected = pages.filter(({ slug }) => habitOf(slug).posts).map(({ host }) => host);
    expect([...posted].filter((by) => by !== "aws/us-east-1").sort()).toEqual(expected.sort());
    expect(expected.length).toBeLessThan(pages.length);
    const text = async (service: string) =>
      (await read.notice(service, "statuspage"))?.updates.map((update) => update.text).join(" ");
    expect(await text("robinhood")).toContain("upstream provider AWS us-east-1");
    expect(await text("infura")).not.toContain("AWS");
  });

  it("do not call it a failure of their chain: blocks are made all the same", async () => {
    await fail("cloud:aws/us-east-1", "tcp.refused");
    at(26 * MINUTE);
    const base = await read.notice("base", "statuspage");
    expect(base?.components.map(({ name }) => name)).not.toContain("Chain");
    expect(await read.notice("avalanche", "statuspage")).toBeUndefined();
  });

  it("are over one by one when they are healed one by one", async () => {
    await fail("cloud:aws/us-east-1", "tcp.refused");
    at(26 * MINUTE);
    await test.world.heal("robinhood");
    at(37 * MINUTE);
    const left = new Map(test.world.status().posted.map(({ by, closedAt }) => [by, closedAt]));
    expect(left.get("status.robinhood.com")).toBe(T + 26 * MINUTE + habitOf("robinhood").clearDelayMs);
    expect([left.get("aws/us-east-1"), left.get("status.infura.io")]).toEqual([null, null]);
  });
});

describe("a vendor that is told to announce work", () => {
  const HOUR = 60 * MINUTE;
  /** What the product makes of the page's notice for a component. */
  async function work(service: string, kind: Parameters<PressReader["notices"]>[1]) {
    const { notices } = await read.notices(service, kind);
    // One vendor plans an hour a day by itself.
    return notices.filter(({ maintenance, title }) => maintenance !== null && title.includes("announced"));
  }

  it("says so at once, whatever its habits are, and nothing fails by that", async () => {
    const reply = await test.world.fail("kraken", "maintenance");
    expect(reply).toMatchObject({ fault: "maintenance", hit: [], hosts: [] });
    expect(await test.seen("kraken/api/time")).toBe("ok");
    expect(await work("kraken", "statuspage")).toMatchObject([
      {
        impact: "maintenance",
        status: "in_progress",
        publishedAt: T,
        maintenance: { from: T, until: T + HOUR },
        components: [{ name: "REST API" }],
      },
    ]);
    const { components } = await read.notices("kraken", "statuspage");
    expect(components.map(({ state }) => state)).toEqual(["under_maintenance"]);
    expect(test.world.status()).toMatchObject({
      orders: [{ target: "kraken", fault: "maintenance", windows: ["kraken/api"] }],
      posted: [{ by: "status.kraken.com", title: "Kraken: announced maintenance", closedAt: null }],
    });
  });

  it("names the parts that were named, and ends it when it is healed or its hour is over", async () => {
    await fail("infura/polygon", "maintenance");
    expect(await work("infura", "statuspage")).toMatchObject([{ components: [{ name: "Polygon PoS" }] }]);
    at(20 * MINUTE);
    await test.world.heal("infura/polygon");
    expect(await work("infura", "statuspage")).toEqual([]);
    expect(test.world.status().posted.at(-1)).toMatchObject({ closedAt: T + 20 * MINUTE });
    await fail("infura", "maintenance");
    at(20 * MINUTE + HOUR);
    expect(await work("infura", "statuspage")).toEqual([]);
    expect(test.world.status().posted.at(-1)).toMatchObject({ closedAt: T + 20 * MINUTE + HOUR });
  });

  it("is understood from every kind of page", async () => {
    for (const [slug, kind] of [
      ["ankr", "instatus"],
      ["drpc", "better-stack"],
    ] as const) {
      await fail(`${slug}/polygon`, "maintenance");
      const [notice] = await work(slug, kind);
      expect(notice?.maintenance, slug).toEqual({ from: T, until: T + HOUR });
      const vendor = test.world.plan.catalog.services.find((service) => service.slug === slug);
      const touched = notice && vendor ? maintainedBy(touchedBy(notice, vendor), vendor) : [];
      expect(touched, slug).toEqual(["polygon"]);
    }
  });

  it("of a page that it shares goes by its own name there", async () => {
    await fail("metamask", "maintenance");
    expect(await work("infura", "statuspage")).toMatchObject([{ components: [{ name: "MetaMask Wallet backend" }] }]);
  });

  it("is refused where there is no page to say it on", async () => {
    for (const target of ["ethereum", "vantage:here", "control:quad9"])
      expect(await test.world.fail(target, "maintenance"), target).toHaveProperty("refusal");
  });
});
