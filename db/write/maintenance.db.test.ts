import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { rollUpStates } from "#db/write/component-seconds.ts";
import { claimFeed, recordFeed } from "#db/write/feeds.ts";
import { noteVanished, storeNotices } from "#db/write/notices.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { listed, window } from "#domain/cloud/testing/notice.ts";
import type { Verdict } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

const database = testDatabase();
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const START = Date.parse("2026-03-10T10:00:00Z");
const source = { name: "page:infura/statuspage", kind: "statuspage", url: "https://status.example", everyMs: 120_000 };
let ids: ReadonlyMap<string, number>;
let versions = 0;

beforeEach(async () => {
  const { sql } = database;
  await sql`truncate notice_version, notice, feed_gap, feed, verdict_log, component_hour, component_day, incident,
    incident_group, check_def, component, service cascade`;
  const components = ["ethereum", "polygon"].map((slug) => ({
    slug,
    name: slug,
    layer: "access" as const,
    chain: slug,
    checks: [makeCheck("head")],
  }));
  await sql.begin((tx) =>
    syncCatalog(
      tx,
      { services: [makeService("infura", [], { components }), makeService("kraken", [makeCheck("time")])] },
      START,
    ),
  );
  const rows = await sql<{ id: string; slug: string }[]>`select id, slug from component`;
  ids = new Map(rows.map(({ id, slug }) => [slug, Number(id)]));
  await look(START - DAY);
  // Down from 10:30 to 13:30, with a minute in between in which it answered.
  await judge("polygon", [START - DAY, "up"], [START + 30 * MINUTE, "down"], [START + 210 * MINUTE, "up"]);
  await judge("ethereum", [START - DAY, "up"], [START + 30 * MINUTE, "down"], [START + 210 * MINUTE, "up"]);
});

/** The page was asked, and could be read. */
async function look(at: EpochMs): Promise<void> {
  await database.sql`update feed set next_at = ${new Date(at)}`;
  await database.sql.begin(async (tx) => {
    await claimFeed(tx, source, at);
    await recordFeed(tx, source.name, { readable: true, etag: null, entries: 0, broken: 0 }, { now: at, nextAt: at });
  });
}

async function judge(slug: string, ...entries: readonly (readonly [EpochMs, Verdict])[]): Promise<void> {
  for (const [at, verdict] of entries) {
    await database.sql`insert into verdict_log (component_id, known_at, effective_at, verdict, finding, vantages, usable, failure_types, rule_version)
      values (${ids.get(slug) ?? 0}, ${new Date(at)}, ${new Date(at)}, ${verdict}, '{"kind":"answers"}', '{}', 1, '{}', 1)`;
  }
}

/** Polygon's window of 10:00 to 13:00, as the page says it when it is asked. */
async function say(seenAt: EpochMs, over: Partial<Notice> = {}): Promise<void> {
  versions += 1;
  const said = window({
    components: listed("Polygon Mainnet"),
    publishedAt: START - 2 * HOUR,
    maintenance: { from: START, until: START + 3 * HOUR },
    ...over,
  });
  await database.sql.begin((tx) => storeNotices(tx, "infura", [{ said, digest: `digest ${versions}` }], seenAt));
  await look(seenAt);
}

const rollUp = (from: EpochMs, to: EpochMs) =>
  database.sql.begin((tx) => rollUpStates(tx, [...ids.values()], from, to));

/** Seconds down and in maintenance by the hour, from 10:00 on. */
async function hours(slug: string): Promise<(readonly [number, number])[]> {
  const rows = await database.sql<{ down_s: number; maintenance_s: number }[]>`
    select down_s, maintenance_s from component_hour
    where component_id = ${ids.get(slug) ?? 0} and hour >= ${new Date(START)} order by hour`;
  return rows.map((row) => [row.down_s, row.maintenance_s] as const);
}

const UNEXCUSED = [
  [1_800, 0],
  [3_600, 0],
  [3_600, 0],
  [1_800, 0],
];

describe("declared maintenance", () => {
  it("takes the bad time of its component out of hours and days, and of no other", async () => {
    await say(START - HOUR);
    await rollUp(START, START + 4 * HOUR);
    // It was never closed: half an hour's grace.
    expect(await hours("polygon")).toEqual([
      [0, 1_800],
      [0, 3_600],
      [0, 3_600],
      [0, 1_800],
    ]);
    expect(await hours("ethereum")).toEqual(UNEXCUSED);
    const days = await database.sql`select down_s, maintenance_s from component_day
      where component_id = ${ids.get("polygon") ?? 0} and day = '2026-03-10'`;
    expect(days).toEqual([{ down_s: 0, maintenance_s: 10_800 }]);
  });

  it("that is over early no longer excuses what comes after, in hours that are rolled up already", async () => {
    await say(START - HOUR);
    await rollUp(START, START + 2 * HOUR);
    await say(START + 2 * HOUR + MINUTE, { status: "completed", resolvedAt: START + 90 * MINUTE });
    expect(await hours("polygon")).toEqual([
      [0, 1_800],
      [1_800, 1_800],
    ]);
    await rollUp(START, START + 4 * HOUR);
    expect(await hours("polygon")).toEqual([
      [0, 1_800],
      [1_800, 1_800],
      [3_600, 0],
      [1_800, 0],
    ]);
  });

  it("that was announced while the page could not be read counts from the vendor's word, in hours that are rolled up already", async () => {
    await look(START - 3 * HOUR);
    await rollUp(START, START + 4 * HOUR);
    expect(await hours("polygon")).toEqual(UNEXCUSED);
    await say(START + 4 * HOUR + MINUTE);
    expect((await hours("polygon")).map(([, announced]) => announced)).toEqual([1_800, 3_600, 3_600, 1_800]);
    expect(await hours("ethereum")).toEqual(UNEXCUSED);
  });

  it("that is declared afterwards excuses nothing, however it is dated", async () => {
    await rollUp(START, START + 4 * HOUR);
    // It was read every two minutes.
    await database.sql`update feed set read_at = ${new Date(START + 4 * HOUR - MINUTE)}`;
    await say(START + 4 * HOUR + MINUTE);
    expect(await hours("polygon")).toEqual(UNEXCUSED);
  });

  it("that is gone from the page is over", async () => {
    await say(START - HOUR);
    await database.sql.begin((tx) => noteVanished(tx, "infura", [], START + HOUR));
    await rollUp(START, START + 4 * HOUR);
    expect(await hours("polygon")).toEqual([
      [0, 1_800],
      [3_600, 0],
      [3_600, 0],
      [1_800, 0],
    ]);
  });

  it("is the same however often it is counted, and whoever counts at the same time", async () => {
    await say(START - HOUR);
    await rollUp(START, START + 4 * HOUR);
    const before = await hours("polygon");
    await Promise.all([
      rollUp(START, START + 4 * HOUR),
      say(START + 4 * HOUR + MINUTE, { title: "Scheduled maintenance." }),
      rollUp(START, START + 4 * HOUR),
    ]);
    expect(await hours("polygon")).toEqual(before);
  });

  it("is recounted no further back than the longest window counts", async () => {
    await judge("polygon", [START - 200 * HOUR, "down"]);
    await say(START, { maintenance: { from: START - 200 * HOUR, until: START } });
    const rows = await database.sql<{ first: Date }[]>`select min(hour) as first from component_hour`;
    expect(rows[0]?.first).toEqual(new Date(START - 72 * HOUR));
  });
});
