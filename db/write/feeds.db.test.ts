import { beforeEach, expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { claimFeed, type FeedOutcome, recordFeed } from "#db/write/feeds.ts";

const database = testDatabase();
const [MINUTE, DAY] = [60_000, 86_400_000];
const START = Date.parse("2026-03-10T12:00:00Z");
const source = { name: "page:kraken/statuspage", kind: "statuspage", url: "https://example.com", everyMs: 2 * MINUTE };
const READ: FeedOutcome = { readable: true, etag: null, entries: 1, broken: 0 };
const SAME: FeedOutcome = { readable: true, unchanged: true };
const BROKEN: FeedOutcome = { readable: false, reason: "not JSON" };

beforeEach(() => database.sql`truncate feed cascade`);

/** Looks, in minutes. */
const look = (outcome: FeedOutcome, ...minutes: number[]) =>
  database.sql.begin(async (tx) => {
    for (const minute of minutes) {
      const now = START + minute * MINUTE;
      await claimFeed(tx, source, now);
      await recordFeed(tx, source.name, outcome, { now, nextAt: now + 2 * MINUTE });
    }
  });
const gaps = async () => {
  const rows = await database.sql<
    { from_at: Date; to_at: Date }[]
  >`select from_at, to_at from feed_gap order by from_at`;
  return rows.map(({ from_at, to_at }) => [from_at, to_at].map((at) => (at.getTime() - START) / MINUTE));
};
const feed = async () => {
  const [row] = await database.sql`select first_read_at, read_at, unreadable_since, every_ms from feed`;
  return row;
};

it("a feed is read from its first readable answer on, whatever came before", async () => {
  await look(BROKEN, 0, 2);
  expect(await feed()).toMatchObject({ first_read_at: null, read_at: null, unreadable_since: new Date(START) });
  await look(SAME, 4);
  await look(READ, 6);
  expect(await feed()).toMatchObject({
    first_read_at: new Date(START + 4 * MINUTE),
    read_at: new Date(START + 6 * MINUTE),
    unreadable_since: null,
    every_ms: 120_000,
  });
  expect(await gaps()).toEqual([]);
});

it("looks that come in time leave no gap, a little late or not, and whether something was new or not", async () => {
  await look(READ, 0, 2, 4.9);
  await look(SAME, 7.8, 9.8);
  expect(await gaps()).toEqual([]);
});

it("what could not be read is a gap from the last answer before to the first after, once that has come", async () => {
  await look(READ, 0);
  await look(BROKEN, 2, 4);
  expect(await gaps()).toEqual([]);
  await look(SAME, 6);
  expect(await gaps()).toEqual([[0, 6]]);
});

it("so is the time in which nobody looked", async () => {
  await look(READ, 0, 300);
  expect(await gaps()).toEqual([[0, 300]]);
});

it("a feed that can be read only now and then has one gap and not thousands", async () => {
  await look(READ, ...Array.from({ length: 200 }, (_, index) => index * 5));
  expect(await gaps()).toEqual([[0, 995]]);
});

it("gaps a quarter of an hour apart stay apart", async () => {
  await look(READ, 0, 10, 12, 14, 16, 18, 20, 22, 24, 26, 32);
  expect(await gaps()).toEqual([
    [0, 10],
    [26, 32],
  ]);
});

it("gaps are kept for as long as anything is said of them, and no longer", async () => {
  const inTime = (from: number) => Array.from({ length: 10 }, (_, index) => from + index * 2);
  const [soon, late] = [(399 * DAY) / MINUTE, (450 * DAY) / MINUTE];
  await look(READ, 0, ...inTime(10), ...inTime(soon));
  expect(await gaps()).toEqual([
    [0, 10],
    [28, soon],
  ]);
  await look(READ, late);
  expect(await gaps()).toEqual([
    [28, soon],
    [soon + 18, late],
  ]);
});
