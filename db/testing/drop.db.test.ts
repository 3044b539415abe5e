import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { dropTestDatabase } from "#db/testing/drop.ts";

let admin: Sql;
beforeAll(() => {
  admin = connect({ url: inject("postgresUrl"), name: "drop-test-admin", max: 1 });
});
afterAll(() => admin.end({ timeout: 5 }));

/** A database of its own, and a client that has a session in it. */
async function occupied(client: string): Promise<{ name: string; sql: Sql }> {
  const name = `faultline_test_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database "${name}" template template0`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const sql = connect({ url: url.href, name: client, max: 1 });
  await sql`select 1`;
  return { name, sql };
}

const exists = async (name: string) => (await admin`select from pg_database where datname = ${name}`).length > 0;

it("a session that a test left open is told by its name, and the database goes all the same", async () => {
  const { name, sql } = await occupied("left-open");
  await expect(dropTestDatabase(admin, name, 100)).rejects.toThrow(
    /left sessions open .*left-open \(idle\): select 1/s,
  );
  expect(await exists(name)).toBe(false);
  await sql.end({ timeout: 5 });
});

it("a session that is still on its way out is waited for, and is no leak", async () => {
  const { name, sql } = await occupied("on-its-way");
  const work = sql`select pg_sleep(0.3)`.execute();
  const gone = work.then(() => sql.end({ timeout: 5 }));
  await dropTestDatabase(admin, name);
  await gone;
  expect(await exists(name)).toBe(false);
});

it("a database that is not there is no error, and one that may not be dropped is", async () => {
  await dropTestDatabase(admin, "faultline_test_nobody");
  const refused = await dropTestDatabase(admin, "template1", 0).catch(errorCode);
  expect(refused).toBe("42501");
});
