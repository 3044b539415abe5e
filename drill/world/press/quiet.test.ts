import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clouds, rangeSources } from "#catalog/clouds/providers.ts";
import { ownCatalog } from "#catalog/load.ts";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { type PressReader, pressReader } from "#drill/testing/press.ts";
import { openTestWorld, type TestWorld, testClock } from "#drill/testing/world.ts";
import { cloudSources, pageSources } from "#workers/feeds/sources.ts";
import { newestFileOn } from "#workers/ranges/azure.ts";
import { buildLookup } from "#workers/ranges/lookup.ts";
import { rangeParsers } from "#workers/ranges/parsers.ts";

const clock = testClock(Date.UTC(2026, 10, 22, 12, 0, 1, 900));
const HOUR_MS = 3_600_000;
let test: TestWorld;
let read: PressReader;
beforeAll(async () => {
  test = await openTestWorld({ now: clock.now });
  read = pressReader(test.world, clock.now);
});
afterAll(() => test.stop());

/** What a provider's parser takes from the world's file, as the worker would get it. */
async function rangesOf({ provider, urls, page }: (typeof rangeSources)[number]) {
  const linked = page === undefined ? null : newestFileOn(await read.text(page));
  const files = page === undefined ? urls : [linked ?? "no link"];
  const bytes = await Promise.all(files.map(async (url) => (await read.fetch({ url })).bytes));
  const parsed = await rangeParsers[provider](Buffer.concat(bytes.flatMap((one) => [one, Buffer.from("\n")])));
  if (!parsed.ok) throw new Error(`${provider}: ${parsed.reason}`);
  return parsed;
}

describe("the press of a world in which nothing fails", () => {
  it("has every feed of every cloud, readable and without an event", async () => {
    const sources = cloudSources(clouds);
    expect(sources.length).toBeGreaterThan(12);
    for (const { provider, kind } of sources) expect(await read.events(provider, kind), kind).toEqual([]);
  });

  it("has every status page that the product reads, with the vendor's components operational", async () => {
    const sources = pageSources(ownCatalog.services);
    expect(sources.length).toBeGreaterThan(40);
    for (const { service, kind } of sources) {
      const { notices, components } = await read.notices(service, kind);
      expect(notices.filter(({ maintenance }) => !maintenance)).toEqual([]);
      expect(
        components.filter(({ state }) => state !== "operational"),
        service,
      ).toEqual([]);
    }
    const { components } = await read.notices("infura", "statuspage");
    expect(components.map(({ name }) => name)).toContain("Polygon PoS");
  });

  it("answers a reader that has the newest version with nothing but that", async () => {
    const url = "https://ip-ranges.amazonaws.com/ip-ranges.json";
    const { etag } = await read.fetch({ url });
    expect(await read.fetch({ url, etag })).toMatchObject({ notModified: true, etag });
  });

  it("stands apart from all that it writes about", () => {
    const { press, sites } = test.world.plan;
    const places = [...press.hosts].map((host) => sites.get(host));
    expect(places.filter((site) => site?.region !== "press").map((site) => site?.checks.length)).not.toContain(0);
    expect(sites.get("status.coinbase.com")?.region).toBe("press");
  });

  it("was asked for nothing that it does not have", () => {
    expect(test.world.status().unanswered).toEqual([]);
  });
});

describe("the world's range files", () => {
  it("are read whole, for every provider that publishes ranges", async () => {
    for (const source of rangeSources) {
      const { rows, broken } = await rangesOf(source);
      expect([source.provider, broken]).toEqual([source.provider, 0]);
      expect(rows.length, source.provider).toBeGreaterThan(0);
    }
  });

  it("put every host of the world into its modelled region, and those of others nowhere", async () => {
    const rows = (await Promise.all(rangeSources.map(rangesOf))).flatMap((file) => [...file.rows]);
    const lookup = await buildLookup(
      rows.map((row) => ({ ...row, original: true })),
      1,
    );
    for (const { address, region, host } of test.world.plan.sites.values()) {
      const [provider = "", id = ""] = region.split("/");
      const found = lookup.find(address)?.placement;
      if (["own", "press", "hetzner", "ovh"].includes(provider)) expect(found, host).toBeUndefined();
      else if (id === "edge") expect(found, host).toMatchObject({ provider, region: null, edge: true });
      else expect(found, host).toMatchObject({ provider, region: canonicalRegion(provider, id), edge: false });
    }
  });
});

describe("the planned window", () => {
  it("is announced hours before, is on for an hour, and is over afterwards", async () => {
    const [planned] = (await read.notices("bitfinex", "statuspage")).notices;
    expect(planned).toMatchObject({ impact: "maintenance", status: "scheduled", resolvedAt: null });
    const { from = 0, until } = planned?.maintenance ?? {};
    expect(from - clock.now()).toBeGreaterThan(6 * HOUR_MS - 1);
    expect(until).toBe(from + HOUR_MS);

    clock.advance(from - clock.now() + 60_000);
    const { notices, components } = await read.notices("bitfinex", "statuspage");
    expect(notices).toMatchObject([{ id: planned?.id, status: "in_progress" }]);
    expect(components.map(({ state }) => state)).toEqual(["under_maintenance"]);

    clock.advance(HOUR_MS);
    const [next] = (await read.notices("bitfinex", "statuspage")).notices;
    expect(next).toMatchObject({ status: "scheduled", maintenance: { from: from + 24 * HOUR_MS } });
    const page = await read.text("https://bitfinex.statuspage.io/api/v2/scheduled-maintenances.json");
    expect(JSON.parse(page).scheduled_maintenances).toMatchObject([
      { status: "scheduled" },
      { id: planned?.id, status: "completed" },
    ]);
  });
});
