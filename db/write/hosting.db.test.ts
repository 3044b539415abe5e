import { beforeEach, expect, it } from "vitest";
import { readHosting } from "#db/read/hosting.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { keepHosting } from "#db/write/hosting.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { ensurePartitions } from "#db/write/partitions.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import type { AddressLookup, Located, Placement } from "#domain/hosting/address.ts";
import type { Measurement } from "#domain/measurement.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
let checks = new Map<string, number>();
const vantages = new Map<string, number>();

beforeEach(async () => {
  await database.sql`truncate hosting_observed, check_latest, measurement, vantage, check_vantage, service cascade`;
  await database.sql.begin(async (tx) => {
    await ensurePartitions(tx, start);
    const services = [
      makeService("kraken", [makeCheck("time"), makeCheck("book")]),
      makeService("okx", [makeCheck("time")]),
    ];
    checks = await syncCatalog(tx, { services }, start);
    for (const name of ["here", "there"]) {
      const identity = { name, provider: null, region: null, country: null, world: false };
      vantages.set(name, await upsertVantage(tx, identity, start));
    }
  });
});

const virginia: Placement = { provider: "aws", region: "us-east-1", service: "EC2", edge: false };
const oregon: Placement = { ...virginia, region: "us-west-2" };
const cdn: Placement = { provider: "cloudflare", region: null, service: null, edge: true };
const known = (placement: Placement, original = true): Located => ({ placement, prefix: "10.0.0.0/8", original });
const lookup = (table: Readonly<Record<string, Located>>, version: number | null = start): AddressLookup => ({
  version,
  find: (address) => table[address] ?? null,
});

interface Met {
  readonly check?: string;
  readonly vantage?: string;
}
/** A check meets an address. */
const meet = (address: string | null, at: number, met: Met = {}, overrides: Partial<Measurement> = {}) =>
  database.sql.begin(async (tx) => {
    await ensurePartitions(tx, at);
    const checkId = checks.get(met.check ?? "kraken/api/time") ?? 0;
    const vantageId = vantages.get(met.vantage ?? "here") ?? 0;
    const measurement = makeMeasurement("x", at, { at, address, ...overrides });
    await recordMeasurements(tx, [{ checkId, vantageId, measurement }], at);
  });
const keep = (table: AddressLookup, now: number) => database.sql.begin((tx) => keepHosting(tx, table, now));
const rows = async () => {
  const list = await database.sql`
    select host(address) as address, provider, region, edge, first_seen, last_seen from hosting_observed
    order by first_seen, address`;
  return list.map(({ address, provider, region, edge, first_seen, last_seen }) =>
    [address, provider, region, edge, (first_seen - start) / minute, (last_seen - start) / minute].join(" "),
  );
};

it("every address that a check met is written down with its place, its vantage and its time", async () => {
  await meet("10.0.0.1", start);
  await meet("10.0.0.2", start + minute, { check: "kraken/api/book", vantage: "there" });
  await meet("172.16.0.1", start + 2 * minute, { check: "okx/api/time" });
  const report = await keep(lookup({ "10.0.0.1": known(virginia), "10.0.0.2": known(cdn) }), start + 3 * minute);
  expect(report).toEqual({ opened: 3, moved: 0, named: 0, forgotten: 0 });
  expect(await rows()).toEqual([
    "10.0.0.1 aws us-east-1 false 0 0",
    "10.0.0.2 cloudflare  true 1 1",
    "172.16.0.1   false 2 2",
  ]);
});

it("an address that is met all the time is written down once an hour, and costs no further row", async () => {
  const table = lookup({ "10.0.0.1": known(virginia) });
  for (const [at, lastSeen] of [
    [0, 0],
    [1, 0],
    [59, 0],
    [60, 60],
    [61, 60],
    [119, 60],
    [121, 121],
  ] as const) {
    await meet("10.0.0.1", start + at * minute);
    await keep(table, start + at * minute);
    expect(await rows()).toEqual([`10.0.0.1 aws us-east-1 false 0 ${lastSeen}`]);
  }
});

it("a pass that finds nothing new writes nothing", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({}), start);
  const before = await database.sql`select xmin, * from hosting_observed`;
  await meet("10.0.0.1", start + minute);
  expect(await keep(lookup({}), start + minute)).toEqual({ opened: 0, moved: 0, named: 0, forgotten: 0 });
  expect(await database.sql`select xmin, * from hosting_observed`).toEqual(before);
});

it("addresses behind one name come and go without new rows for each coming", async () => {
  const table = lookup({ "10.0.0.1": known(cdn), "10.0.0.2": known(cdn) });
  for (let n = 0; n < 10; n++) {
    await meet(`10.0.0.${1 + (n % 2)}`, start + n * hour);
    await keep(table, start + n * hour);
  }
  expect(await rows()).toEqual(["10.0.0.1 cloudflare  true 0 480", "10.0.0.2 cloudflare  true 60 540"]);
});

it("without any ranges nothing is said of any address", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({}, null), start);
  expect(await rows()).toEqual([]);
});

it("a vantage without its network is not believed where it went, and a clock ahead of ours is not either", async () => {
  const lost = { outcome: "neutral", failureType: "neutral.vantage_down" } as const;
  await meet("10.0.0.1", start, {}, lost);
  await meet("10.0.0.1", start + hour, { vantage: "there" });
  await meet(null, start, { check: "okx/api/time" });
  await keep(lookup({ "10.0.0.1": known(virginia) }), start);
  expect(await rows()).toEqual([]);
});

it("an address that changes hands while it is met begins a row, and the old one keeps its dates and its place", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({ "10.0.0.1": known(virginia) }), start);
  await meet("10.0.0.1", start + 10 * minute);
  const changed = lookup({ "10.0.0.1": known(oregon, false) }, start + 5 * minute);
  expect(await keep(changed, start + 10 * minute)).toMatchObject({ opened: 0, moved: 1 });
  const told = ["10.0.0.1 aws us-east-1 false 0 0", "10.0.0.1 aws us-west-2 false 10 10"];
  expect(await rows()).toEqual(told);
  await keep(changed, start + 10 * minute);
  expect(await rows()).toEqual(told);
});

it("an address that is no longer met keeps the place that it had, whatever its range becomes", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({ "10.0.0.1": known(virginia) }), start);
  await meet("10.0.0.2", start + minute);
  const later = { "10.0.0.1": known(oregon, false), "10.0.0.2": known(virginia) };
  await keep(lookup(later, start + minute), start + minute);
  expect(await rows()).toEqual(["10.0.0.1 aws us-east-1 false 0 0", "10.0.0.2 aws us-east-1 false 1 1"]);
});

it("a worker with older ranges does not undo what a newer one found", async () => {
  const [older, newer] = [lookup({ "10.0.0.1": known(virginia) }), lookup({ "10.0.0.1": known(oregon) }, start + 1)];
  await meet("10.0.0.1", start);
  await keep(newer, start);
  await meet("10.0.0.1", start + minute);
  expect(await keep(older, start + minute)).toMatchObject({ moved: 0 });
  await meet("10.0.0.1", start + 2 * hour);
  expect(await keep(older, start + 2 * hour)).toMatchObject({ moved: 0 });
  expect(await rows()).toEqual(["10.0.0.1 aws us-west-2 false 0 0"]);
});

it("a provider that could not be read at first is named afterwards, also for addresses that are no longer met", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({}), start);
  await meet("10.0.0.2", start + minute);
  await keep(lookup({}), start + minute);
  const table = { "10.0.0.1": known(virginia), "10.0.0.2": known(virginia) };
  expect(await keep(lookup(table, start + minute), start + minute)).toMatchObject({ opened: 0, moved: 0, named: 2 });
  expect(await rows()).toEqual(["10.0.0.1 aws us-east-1 false 0 0", "10.0.0.2 aws us-east-1 false 1 1"]);
});

it("a range that appeared later says nothing of the time before", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({}), start);
  const table = lookup({ "10.0.0.1": known(virginia, false) }, start + minute);
  expect(await keep(table, start + minute)).toMatchObject({ named: 0 });
  await meet("10.0.0.1", start + 2 * hour);
  expect(await keep(table, start + 2 * hour)).toMatchObject({ moved: 1 });
  expect(await rows()).toEqual(["10.0.0.1   false 0 0", "10.0.0.1 aws us-east-1 false 120 120"]);
});

it("several workers at once write everything down once", async () => {
  await meet("10.0.0.1", start);
  const table = lookup({ "10.0.0.1": known(virginia) });
  const reports = await Promise.all([1, 2, 3, 4].map(() => keep(table, start)));
  expect(reports.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
  expect(await rows()).toHaveLength(1);
});

it("what was last met more than 400 days ago is forgotten, and stays so", async () => {
  await meet("10.0.0.1", start);
  await keep(lookup({}), start);
  const later = start + 400 * day + hour;
  expect(await keep(lookup({}), later)).toMatchObject({ forgotten: 1 });
  expect(await keep(lookup({}), later)).toMatchObject({ opened: 0, forgotten: 0 });
});

it("hosting tells for each component where its addresses lie, by how many checks and vantages, and since when", async () => {
  const table = lookup({ "10.0.0.1": known(virginia), "10.0.0.2": known(virginia), "10.0.0.9": known(cdn) });
  await meet("10.0.0.1", start);
  await meet("10.0.0.2", start, { check: "kraken/api/book" });
  await meet("10.0.0.9", start, { check: "kraken/api/book", vantage: "there" });
  await keep(table, start);
  await meet("10.0.0.2", start + hour);
  await keep(table, start + hour);
  const [kraken, ...others] = await readHosting(database.db, start + 2 * hour);
  expect(others).toEqual([]);
  expect(kraken).toEqual({
    component: "kraken/api",
    checks: ["kraken/api/book", "kraken/api/time"],
    vantages: ["here", "there"],
    originHidden: false,
    places: [
      {
        provider: "aws",
        region: "us-east-1",
        edge: false,
        services: ["EC2"],
        checks: ["kraken/api/book", "kraken/api/time"],
        vantages: ["here"],
        addresses: 2,
        prefixes: ["10.0.0.0/8"],
        firstSeen: start,
        lastSeen: start + hour,
      },
      {
        provider: "cloudflare",
        region: null,
        edge: true,
        services: [],
        checks: ["kraken/api/book"],
        vantages: ["there"],
        addresses: 1,
        prefixes: ["10.0.0.0/8"],
        firstSeen: start,
        lastSeen: start,
      },
    ],
  });
});

it("a component of which nothing but edges and unknown addresses is met hides its origin", async () => {
  await meet("10.0.0.9", start);
  await meet("172.16.0.1", start, { check: "kraken/api/book" });
  await meet("172.16.0.2", start, { check: "okx/api/time" });
  await keep(lookup({ "10.0.0.9": known(cdn) }), start);
  const hidden = (await readHosting(database.db, start)).map((of) => [of.component, of.originHidden]);
  expect(hidden).toEqual([
    ["kraken/api", true],
    ["okx/api", false],
  ]);
});

it("an address that was not met for 30 days, and a check that was withdrawn, tell nothing", async () => {
  const table = lookup({ "10.0.0.1": known(virginia) });
  await meet("10.0.0.1", start);
  await meet("10.0.0.1", start, { check: "okx/api/time" });
  await keep(table, start);
  await database.sql`update check_def set withdrawn_at = now() where key = 'okx/api/time'`;
  expect((await readHosting(database.db, start + 30 * day - 1)).map(({ component }) => component)).toEqual([
    "kraken/api",
  ]);
  expect(await readHosting(database.db, start + 30 * day)).toEqual([]);
});
