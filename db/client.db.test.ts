import { expect, it } from "vitest";
import { connect, isRefusedRow } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { openTransaction } from "#db/testing/open-transaction.ts";

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

it("what a transaction holds is free again once its owner has left it alone for too long", async () => {
  const { sql, url } = database;
  await sql`create table claimed (n int)`;
  await sql`insert into claimed values (1)`;
  const vanishing = connect({ url, name: "faultline-test-vanishing", max: 1, idleInTransactionMs: 50 });
  const { tx, rollback } = await openTransaction(vanishing);
  await tx`select n from claimed for update`;
  expect(await sql`update claimed set n = 2 returning n`).toEqual([{ n: 2 }]);
  await rollback();
  await vanishing.end({ timeout: 5 });
});
