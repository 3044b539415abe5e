import { beforeEach, expect, it } from "vitest";
import { readPlacement, readRangeSources } from "#db/read/hosting.ts";
import { testDatabase } from "#db/testing/database.ts";
import {
  claimSource,
  confirmSource,
  type FetchedRanges,
  heldRanges,
  rangesVersion,
  recordUnreadable,
  storeRanges,
} from "#db/write/ranges.ts";
import type { RangeRow } from "#domain/hosting/address.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
const hour = 3_600_000;
const times = { everyMs: 6 * hour, retryMs: hour / 4 };

beforeEach(() => database.sql`truncate cloud_range, range_source`);

const row = (n: number, overrides: Partial<RangeRow> = {}): RangeRow => ({
  prefix: `10.0.${n}.0/24`,
  provider: "aws",
  region: "us-east-1",
  service: "EC2",
  borderGroup: "us-east-1",
  edge: false,
  ...overrides,
});
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => row(from + n));

const claim = (now: number, provider = "aws") => database.sql.begin((tx) => claimSource(tx, provider, times, now));
const store = (list: readonly RangeRow[], now: number, version = `v${now}`, provider = "aws") =>
  database.sql.begin((tx) => {
    const file: FetchedRanges = {
      provider,
      version,
      digest: version,
      etag: `"${version}"`,
      rows: list,
      broken: 0,
      nextAt: now + times.everyMs,
    };
    return storeRanges(tx, file, now);
  });
const held = async () => (await database.sql.begin((tx) => heldRanges(tx))).map(({ prefix }) => prefix).sort();
const stored = () => database.sql`select * from cloud_range order by prefix, service, valid_from, id`;
const source = async () => (await readRangeSources(database.db))[0];
const regionAt = async (address: string, at: number) => (await readPlacement(database.db, address, at))?.region;

it("a refresh closes what vanished, opens what is new and does not touch the rest", async () => {
  await claim(start);
  expect(await store(rows(10), start)).toEqual({ accepted: true, opened: 10, closed: 0 });
  const before = await stored();
  expect(await store(rows(10, 1), start + hour)).toEqual({ accepted: true, opened: 1, closed: 1 });
  const after = await stored();
  expect(after).toHaveLength(11);
  expect(after.slice(1, 10)).toEqual(before.slice(1));
  expect(after[0]).toEqual({ ...before[0], valid_to: new Date(start + hour) });
  expect(after[10]).toMatchObject({ prefix: "10.0.10.0/24", valid_from: new Date(start + hour), valid_to: null });
  expect(after[10]?.source_version).toBe(`v${start + hour}`);
  expect(await held()).toEqual(
    rows(10, 1)
      .map(({ prefix }) => prefix)
      .sort(),
  );
});

it("the same file again changes nothing, whatever it is called, and the version of the ranges stays", async () => {
  await claim(start);
  await store(rows(10), start);
  const before = [await stored(), await database.sql.begin((tx) => rangesVersion(tx))];
  expect(await store(rows(10), start + hour, "otherwise")).toEqual({ accepted: true, opened: 0, closed: 0 });
  expect([await stored(), await database.sql.begin((tx) => rangesVersion(tx))]).toEqual(before);
  expect(await source()).toMatchObject({ version: "otherwise", changedAt: start, confirmedAt: start + hour });
});

it.each([
  ["region", { region: "us-west-2" }],
  ["region, to none", { region: null }],
  ["place within the region", { borderGroup: "us-east-1-mia-1" }],
  ["edge", { edge: true }],
])("a range whose %s changed is another range from then on", async (_what, change) => {
  await claim(start);
  await store([row(0), ...rows(9, 1)], start);
  expect(await store([row(0, change), ...rows(9, 1)], start + hour)).toMatchObject({ opened: 1, closed: 1 });
  expect(await store([row(0), ...rows(9, 1)], start + 2 * hour)).toMatchObject({ opened: 1, closed: 1 });
  expect((await stored()).filter(({ prefix }) => prefix === "10.0.0.0/24")).toHaveLength(3);
});

it("a prefix stands there once for each service, and without one", async () => {
  await claim(start);
  const list = [row(0), row(0, { service: "AMAZON" }), row(0, { service: null })];
  await store(list, start);
  expect(await store(list, start + hour)).toMatchObject({ opened: 0, closed: 0 });
  expect(await store(list.slice(0, 2).concat(row(0, { service: "S3" })), start + hour)).toMatchObject({
    opened: 1,
    closed: 1,
  });
});

it("tells which region an address was in at the time", async () => {
  await claim(start);
  await store(rows(5), start);
  await store([row(0, { region: "us-west-2" }), ...rows(4, 1)], start + hour);
  expect(await regionAt("10.0.0.7", start + hour - 1)).toBe("us-east-1");
  expect(await regionAt("10.0.0.7", start + hour)).toBe("us-west-2");
  expect(await regionAt("10.0.0.7", start - 1)).toBeUndefined();
  expect(await regionAt("10.9.9.9", start)).toBeUndefined();
});

it("the database chooses among ranges that hold one another as the worker's map does", async () => {
  await claim(start);
  const [wide, narrow] = [{ prefix: "10.0.0.0/16" }, { prefix: "10.0.0.0/24" }];
  const edge = { region: null, service: "CLOUDFRONT", edge: true };
  await store(
    [row(0, { ...wide, region: "wide" }), row(0, { ...narrow, service: "AMAZON", region: "narrow" }), row(0, narrow)],
    start,
  );
  expect(await readPlacement(database.db, "10.0.0.1", start)).toMatchObject({ service: "EC2", region: "us-east-1" });
  expect(await regionAt("10.0.1.1", start)).toBe("wide");
  await store(
    [row(0, { ...wide, region: "wide" }), row(0, narrow), row(0, { ...narrow, ...edge }), row(9)],
    start + hour,
  );
  expect(await readPlacement(database.db, "10.0.0.1", start + hour)).toMatchObject({ edge: true, region: null });
});

it("a lookup among many ranges asks the index", async () => {
  await claim(start);
  const many = Array.from({ length: 5_000 }, (_, n) => row(0, { prefix: `10.${n >> 8}.${n & 255}.0/24` }));
  await store(many, start);
  await database.sql`analyze cloud_range`;
  const plan =
    await database.sql`explain select * from cloud_range where prefix >>= '10.1.2.3'::inet and valid_to is null`;
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("cloud_range_prefix_idx");
});

it("a file that lost more than a fifth is refused with its reason, and what was kept still holds", async () => {
  await claim(start);
  await store(rows(10), start, "old");
  const before = await stored();
  expect(await store(rows(7), start + hour, "new")).toEqual({ accepted: false, reason: "7 rows, where 10 hold" });
  expect(await stored()).toEqual(before);
  const refused = { version: "new", rows: 7, reason: "7 rows, where 10 hold" };
  expect(await source()).toMatchObject({ version: "old", rows: 10, refused: { ...refused, since: start + hour } });
  await store(rows(7), start + 2 * hour, "newer");
  expect(await source()).toMatchObject({ refused: { version: "newer", since: start + hour } });
  expect(await store(rows(8), start + 3 * hour)).toEqual({ accepted: true, opened: 0, closed: 2 });
  expect(await source()).toMatchObject({ rows: 8, refused: null });
});

it("the first file may be of any size, and another provider's rows are no measure of it", async () => {
  for (const provider of ["aws", "gcp"]) await claim(start, provider);
  await store(rows(50), start);
  expect(await store([row(0, { provider: "gcp" })], start, "v", "gcp")).toMatchObject({ accepted: true, opened: 1 });
  expect(await held()).toHaveLength(51);
});

it("half a refresh is none", async () => {
  await claim(start);
  await store(rows(10), start);
  const before = [await stored(), await source()];
  await expect(store([...rows(9), row(0, { prefix: "10.0.0.1/24" })], start + hour)).rejects.toThrow("invalid cidr");
  expect([await stored(), await source()]).toEqual(before);
});

it("of several workers one asks, and the next when it is time", async () => {
  const asked = await Promise.all([1, 2, 3, 4].map(() => claim(start)));
  expect(asked.filter((known) => known !== null)).toEqual([{ etag: null, digest: null }]);
  expect(await claim(start + times.retryMs - 1)).toBeNull();
  expect(await claim(start + times.retryMs)).not.toBeNull();
  await store(rows(3), start + times.retryMs, "v1");
  const next = start + times.retryMs + times.everyMs;
  expect(await claim(next - 1)).toBeNull();
  expect(await claim(next)).toEqual({ etag: '"v1"', digest: "v1" });
});

it("a clock that was ahead and has been set right does not silence a provider", async () => {
  await claim(start + 1_000 * hour);
  expect(await claim(start)).not.toBeNull();
});

it("a provider is not readable since the first failure, until something readable comes", async () => {
  const fail = (now: number, why: string) => database.sql.begin((tx) => recordUnreadable(tx, "aws", why, now));
  await claim(start);
  await fail(start, "HTTP 503");
  await fail(start + hour, "not JSON");
  expect(await source()).toMatchObject({ version: null, unreadable: { since: start, reason: "not JSON" } });
  const confirmed = { etag: null, nextAt: start + 3 * hour };
  await database.sql.begin((tx) => confirmSource(tx, "aws", confirmed, start + 2 * hour));
  expect(await source()).toMatchObject({ unreadable: null, confirmedAt: start + 2 * hour });
});

it("every change has a later version than the one before, even when the clock stands or goes back", async () => {
  const versions: (number | null)[] = [];
  await claim(start);
  for (const [n, at] of [start, start, start - hour, start].entries()) {
    await store(rows(5, n), at);
    versions.push(await database.sql.begin((tx) => rangesVersion(tx)));
  }
  expect(versions).toEqual([start, start + 1, start + 2, start + 3]);
  const [broken] = await database.sql`select count(*)::int as n from cloud_range where valid_to < valid_from`;
  expect(broken?.n).toBe(0);
});

it("what stood in a provider's first file is told from what came later", async () => {
  await claim(start);
  await store(rows(5), start);
  await store(rows(6), start + hour);
  const list = await database.sql.begin((tx) => heldRanges(tx));
  expect(list.filter(({ original }) => !original).map(({ prefix }) => prefix)).toEqual(["10.0.5.0/24"]);
});
