import { expect, it } from "vitest";
import { testDatabase } from "#db/testing/database.ts";
import { holdLease, releaseLease } from "#db/write/lease.ts";

const database = testDatabase();
const T0 = Date.parse("2026-03-10T12:00:00Z");
const HOUR = 3_600_000;
const hold = (holder: string, now: number) =>
  database.sql.begin((tx) => holdLease(tx, { name: "judge", holder, ttlMs: 15_000 }, now));
const release = (holder: string, now: number) => database.sql.begin((tx) => releaseLease(tx, "judge", holder, now));

it("a lease that is given up can be taken at once, and by its own clock only", async () => {
  expect(await hold("one", T0)).toBe(1);
  expect(await hold("two", T0 + 1_000)).toBeNull();
  await release("two", T0 + 1_000);
  expect(await hold("two", T0 + 1_000)).toBeNull();
  await release("one", T0 + 2_000);
  expect(await hold("two", T0 + 2_000)).toBe(2);
});

it("who gives it up by a clock that has jumped forward keeps nobody from it for longer than he held it", async () => {
  const epoch = await hold("one", T0 + HOUR);
  await release("one", T0 + 2 * HOUR);
  expect(await hold("two", T0 + HOUR + 14_000)).toBeNull();
  expect(await hold("two", T0 + HOUR + 15_000)).toBe((epoch ?? 0) + 1);
});
