import { afterEach, beforeEach, expect, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { makeWay, type Way } from "#db/testing/way.ts";

const database = testDatabase();
let way: Way;
let sql: Sql;
beforeEach(async () => {
  way = await makeWay(database.url);
  sql = connect({ url: way.url, name: "faultline-test", max: 1 });
});
afterEach(async () => {
  await sql.end({ timeout: 1 });
  way.close();
});

it("a server that recovers is not asked as often as it can refuse, and serves once it is back", async () => {
  await sql`select 1`;
  way.cut();
  await expect(sql`select 1`).rejects.toThrow("CONNECTION_CLOSED");
  const before = way.tries.length;
  way.turnAway(6);
  await sql`select 1`.catch(() => {});
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  const tries = way.tries.slice(before);
  expect(tries).toHaveLength(7);
  expect((tries[6] ?? 0) - (tries[1] ?? 0)).toBeGreaterThan(450);
});
