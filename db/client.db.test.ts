import { expect, it } from "vitest";
import { isRefusedRow } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";

const database = testDatabase();

it("a row that row security refuses is told from a right that is missing", async () => {
  const { sql } = database;
  await sql`create table kept (n int)`;
  await sql`alter table kept enable row level security, force row level security`;
  await sql`create policy positive on kept with check (n > 0)`;
  const failure = (query: Promise<unknown>) =>
    query.then(
      () => null,
      (error: unknown) => error,
    );
  const refused = await failure(sql`insert into kept values (-1)`);
  expect(refused).toMatchObject({ code: "42501" });
  expect(isRefusedRow(refused)).toBe(true);
  expect(isRefusedRow(new Error("storing failed", { cause: refused }))).toBe(true);
  const missing = await failure(sql`select rolpassword from pg_authid`);
  expect(missing).toMatchObject({ code: "42501" });
  expect(isRefusedRow(missing)).toBe(false);
  expect(isRefusedRow(await failure(sql`select 1 / 0`))).toBe(false);
});
