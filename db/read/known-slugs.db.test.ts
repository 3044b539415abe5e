import { expect, it } from "vitest";
import { createKnownSlugs } from "#db/read/known-slugs.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeCheck, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";

const database = testDatabase();

it("names that somebody makes up are looked for in memory, however many; a new one is known ten seconds later", async () => {
  const { sql, db } = database;
  let [now, asked] = [Date.parse("2026-03-10T12:00:00Z"), 0];
  const counting = {
    execute: (query: Parameters<typeof db.execute>[0]) => {
      asked += 1;
      return db.execute(query);
    },
  } as Pick<typeof db, "execute">;
  const sync = (slugs: readonly string[]) =>
    sql.begin((tx) => syncCatalog(tx, { services: slugs.map((slug) => makeService(slug, [makeCheck("time")])) }, now));
  await sync(["kraken", "okx"]);
  const known = createKnownSlugs(counting, () => now);
  for (let n = 0; n < 100; n += 1) {
    expect([await known.hasService(`x${n}`), await known.hasCloud(`x${n}`)]).toEqual([false, false]);
  }
  expect([await known.hasService("kraken"), asked]).toEqual([true, 2]);
  // One that is withdrawn has a past all the same.
  await sync(["kraken", "mexc"]);
  now += 10_000;
  expect([await known.hasService("okx"), await known.hasService("mexc"), asked]).toEqual([true, true, 3]);
});
