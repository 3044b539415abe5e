import { beforeEach, expect, it } from "vitest";
import { readPlacement, readRangeSources } from "#db/read/hosting.ts";
import { testDatabase } from "#db/testing/database.ts";
import { RANGE_PROVIDERS, type RangeProvider, type RangeSource } from "#domain/hosting/address.ts";
import { createRangeMap, keepRanges, type RangeAnswer, type RangeFetch } from "#workers/ranges/keep.ts";
import { awsFile, awsRow, FILES } from "#workers/ranges/testing/files.ts";

const database = testDatabase();
const start = Date.parse("2026-03-10T12:00:00Z");
const [minute, hour] = [60_000, 3_600_000];

beforeEach(() => database.sql`truncate cloud_range, range_source`);

const url = (provider: string) => `https://${provider}.example/ranges`;
const source = (provider: RangeProvider, overrides: Partial<RangeSource> = {}): RangeSource => ({
  provider,
  urls: [url(provider)],
  ...overrides,
});
const everySource = RANGE_PROVIDERS.map((provider) => source(provider));

/** An internet of some files; what is not there is a 404. It writes down what it was asked. */
function internet(files: Readonly<Record<string, Partial<RangeAnswer> | Error>>) {
  const asked: string[] = [];
  const fetch: RangeFetch = async (address, etag) => {
    asked.push(etag === null ? address : `${address} unless ${etag}`);
    const file = files[address];
    if (file instanceof Error) throw file;
    if (file === undefined) return { status: 404, bytes: new Uint8Array(), etag: null };
    if (etag !== null && file.etag === etag) return { status: 304, bytes: new Uint8Array(), etag };
    return { status: 200, bytes: new Uint8Array(), etag: null, ...file };
  };
  return { fetch, asked };
}
const published = Object.fromEntries(RANGE_PROVIDERS.map((provider) => [url(provider), { bytes: FILES[provider] }]));

const keep = (fetch: RangeFetch, sources: readonly RangeSource[], now: number) =>
  keepRanges({ sql: database.sql, now: () => now, fetch, sources });
const outcomes = async (...args: Parameters<typeof keep>) =>
  (await keep(...args)).map(({ provider, outcome }) => `${provider} ${outcome}`);
const state = async (provider: string) =>
  (await readRangeSources(database.db)).find((row) => row.provider === provider);
const rowsOf = (provider: string) => database.sql`
  select prefix, region, service, valid_from, valid_to from cloud_range where provider = ${provider} order by prefix, service`;
const aws = (count: number, token = "1700000000") => ({
  bytes: awsFile(
    Array.from({ length: count }, (_, n) => awsRow(`10.0.${n}.0/24`, "us-east-1")),
    token,
  ),
});

it("the ranges of every provider are fetched, kept, and found again by the worker's map and by the database alike", async () => {
  const reports = await keep(internet(published).fetch, everySource, start);
  expect(reports.map(({ outcome, reason, broken }) => [outcome, reason, broken])).toEqual(
    RANGE_PROVIDERS.map(() => ["changed", null, 0]),
  );
  const lookup = await createRangeMap(database.sql).current();
  const prefixes = await database.sql<{ first: string; last: string }[]>`
    select host(prefix) as first, host(broadcast(prefix)) as last from cloud_range`;
  const addresses = [...new Set(prefixes.flatMap(({ first, last }) => [first, last])), "8.8.8.8", "2001:db8:ffff::1"];
  expect(addresses.length).toBeGreaterThan(30);
  for (const address of addresses) {
    const found = lookup.find(address)?.placement ?? null;
    expect(found, address).toEqual(await readPlacement(database.db, address, start));
  }
  expect(lookup.find("8.8.8.8")).toBeNull();
  expect(lookup.find("192.0.2.1")).toEqual({
    placement: { provider: "aws", region: "us-east-1", service: "EC2", edge: false },
    prefix: "192.0.2.0/25",
    original: true,
  });
});

it("a provider is asked again after six hours, and what it publishes is not stored twice", async () => {
  const { fetch, asked } = internet(published);
  await keep(fetch, [source("oracle")], start);
  const before = [await rowsOf("oracle"), (await state("oracle"))?.changedAt];
  expect(await outcomes(fetch, [source("oracle")], start + 6 * hour - 1)).toEqual([]);
  expect(await outcomes(fetch, [source("oracle")], start + 6 * hour)).toEqual(["oracle unchanged"]);
  expect(asked).toEqual([url("oracle"), url("oracle")]);
  expect([await rowsOf("oracle"), (await state("oracle"))?.changedAt]).toEqual(before);
  expect(await state("oracle")).toMatchObject({ confirmedAt: start + 6 * hour, fetchedAt: start });
});

it("a file with an etag is not sent again while it is the same", async () => {
  const tagged = (etag: string, file: Partial<RangeAnswer>) => internet({ [url("aws")]: { ...file, etag } });
  await keep(tagged('"a"', aws(5)).fetch, [source("aws")], start);
  const same = tagged('"a"', aws(5));
  expect(await outcomes(same.fetch, [source("aws")], start + 6 * hour)).toEqual(["aws unchanged"]);
  expect(same.asked).toEqual([`${url("aws")} unless "a"`]);
  const other = tagged('"b"', aws(6));
  expect(await keep(other.fetch, [source("aws")], start + 12 * hour)).toMatchObject([
    { outcome: "changed", opened: 1 },
  ]);
});

it("of several workers at once each provider is asked by one", async () => {
  const { fetch, asked } = internet(published);
  await Promise.all([1, 2, 3].map(() => keep(fetch, everySource, start)));
  expect(asked.toSorted()).toEqual(RANGE_PROVIDERS.map(url).toSorted());
});

it.each([
  ["an error", { status: 503, bytes: FILES.aws }, "HTTP 503"],
  ["an error page", { bytes: new TextEncoder().encode("<html>oops</html>") }, "not JSON"],
  ["nothing", { bytes: new Uint8Array() }, "not JSON"],
  ["a file that was cut off", { bytes: FILES.aws.slice(0, 200) }, "not JSON"],
  ["a broken connection", new Error(`read ECONNRESET ${"x".repeat(500)}`), "read ECONNRESET"],
  ["an answer that nobody asked for", { status: 304 }, "HTTP 304"],
])("%s changes nothing, is told since when, and the provider is asked again soon", async (_what, answer, why) => {
  await keep(internet({ [url("aws")]: aws(5) }).fetch, [source("aws")], start);
  const before = await rowsOf("aws");
  const broken = internet({ [url("aws")]: answer });
  const later = start + 6 * hour;
  const [report] = await keep(broken.fetch, [source("aws")], later);
  expect(report).toMatchObject({ outcome: "unreadable", reason: expect.stringContaining(why) });
  expect(report?.reason?.length).toBeLessThanOrEqual(200);
  expect(await keep(broken.fetch, [source("aws")], later + 14 * minute)).toEqual([]);
  await keep(broken.fetch, [source("aws")], later + 15 * minute);
  expect(await rowsOf("aws")).toEqual(before);
  expect(await state("aws")).toMatchObject({ rows: 5, unreadable: { since: later } });
  await keep(internet({ [url("aws")]: aws(5) }).fetch, [source("aws")], later + 30 * minute);
  expect(await state("aws")).toMatchObject({ rows: 5, unreadable: null });
});

it("one provider's failure does not keep the others from being asked", async () => {
  const { fetch } = internet({ ...published, [url("aws")]: new Error("no route") });
  expect(await outcomes(fetch, [source("aws"), source("gcp")], start)).toEqual(["aws unreadable", "gcp changed"]);
});

it("a file that lost more than a fifth is refused until it is whole again, and the old one holds", async () => {
  await keep(internet({ [url("aws")]: { ...aws(10), etag: '"whole"' } }).fetch, [source("aws")], start);
  const torn = internet({ [url("aws")]: { ...aws(7, "1700000001"), etag: '"torn"' } });
  expect(await keep(torn.fetch, [source("aws")], start + 6 * hour)).toMatchObject([
    { outcome: "refused", rows: 7, reason: "7 rows, where 10 hold" },
  ]);
  expect(await state("aws")).toMatchObject({ rows: 10, refused: { since: start + 6 * hour, version: "1700000001" } });
  // The etag of what was refused is not remembered: it is looked at again.
  expect(await outcomes(torn.fetch, [source("aws")], start + 12 * hour)).toEqual(["aws refused"]);
  const whole = internet({ [url("aws")]: { ...aws(10), etag: '"whole"' } });
  expect(await outcomes(whole.fetch, [source("aws")], start + 18 * hour)).toEqual(["aws unchanged"]);
  expect(await state("aws")).toMatchObject({ rows: 10, refused: null });
});

it("a list in two files is one list, and half of it is none", async () => {
  const [v4, v6] = ["https://cloudflare.example/v4", "https://cloudflare.example/v6"];
  const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text), etag: '"x"' });
  const both = source("cloudflare", { urls: [v4, v6] });
  const files = { [v4]: bytes("198.18.0.0/20\n198.18.16.0/20"), [v6]: bytes("2001:db8::/48") };
  expect(await keep(internet(files).fetch, [both], start)).toMatchObject([{ outcome: "changed", opened: 3 }]);
  const half = internet({ [v4]: files[v4] ?? new Error() });
  expect(await outcomes(half.fetch, [both], start + 6 * hour)).toEqual(["cloudflare unreadable"]);
  expect(half.asked).toEqual([v4, v6]);
  expect(await outcomes(internet(files).fetch, [both], start + 7 * hour)).toEqual(["cloudflare unchanged"]);
});

it("Azure's file is found through its page, and a page without it is told", async () => {
  const page = "https://azure.example/download";
  const file = "https://download.microsoft.com/download/7/ServiceTags_Public_20260309.json";
  const azure = source("azure", { urls: [], page });
  const html = { bytes: new TextEncoder().encode(`<a href="${file}">`) };
  const files = { [page]: html, [file]: { bytes: FILES.azure } };
  expect(await outcomes(internet(files).fetch, [azure], start)).toEqual(["azure changed"]);
  const moved = internet({ [page]: { bytes: new TextEncoder().encode("<a>") } });
  expect(await keep(moved.fetch, [azure], start + 6 * hour)).toMatchObject([
    { outcome: "unreadable", reason: expect.stringContaining("no such link") },
  ]);
});

it("a source that names no file is told, not asked", async () => {
  const { fetch, asked } = internet({});
  expect(await outcomes(fetch, [source("aws", { urls: [] })], start)).toEqual(["aws unreadable"]);
  expect(asked).toEqual([]);
});

it("a worker that is told to stop asks nobody further", async () => {
  const { fetch, asked } = internet(published);
  const stopped = AbortSignal.abort();
  expect(
    await keepRanges({ sql: database.sql, now: () => start, fetch, sources: everySource, signal: stopped }),
  ).toEqual([]);
  expect(asked).toEqual([]);
});

it("the worker's map follows the ranges, and is not built anew while they stay", async () => {
  const map = createRangeMap(database.sql);
  const empty = await map.current();
  expect([empty.version, empty.find("10.0.0.1")]).toEqual([null, null]);
  await keep(internet({ [url("aws")]: aws(5) }).fetch, [source("aws")], start);
  const first = await map.current();
  expect(first.find("10.0.4.1")?.placement.region).toBe("us-east-1");
  await keep(internet({ [url("aws")]: aws(5, "1700000001") }).fetch, [source("aws")], start + 6 * hour);
  expect(await map.current()).toBe(first);
  await keep(internet({ [url("aws")]: aws(4, "1700000002") }).fetch, [source("aws")], start + 12 * hour);
  const second = await map.current();
  expect(second.find("10.0.4.1")).toBeNull();
  expect(second.version).toBe(start + 12 * hour);
});
