import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { connect } from "#db/client.ts";
import { urlWithDatabase } from "#db/launch/database.ts";
import { MIGRATIONS_FOLDER, MigrationLockedError, migrateDatabase } from "#db/migrate.ts";
import { testDatabase } from "#db/testing/database.ts";

const database = testDatabase();
/** The lock of db/migrate.ts, which anybody may take who can connect. */
const LOCK = 4_210_253_101;

it("a start that finds the lock of migrations held gives up after a while, says by whom, and starts once it is free", async () => {
  const holder = connect({ url: database.url, name: "nuisance", max: 1 });
  const [held] = await holder<{ pid: number; role: string }[]>`
    select pg_backend_pid() as pid, current_user as role, pg_advisory_lock(${LOCK})`;
  const refused = migrateDatabase(database.url, MIGRATIONS_FOLDER, 200);
  await expect(refused).rejects.toThrow(MigrationLockedError);
  await expect(refused).rejects.toThrow(
    `in 0.2 s: another session holds the lock for that (process ${held?.pid} of the role ${held?.role}). If it is no start of this product, end it: select pg_terminate_backend(${held?.pid})`,
  );
  await holder.end({ timeout: 5 });
  await migrateDatabase(database.url, MIGRATIONS_FOLDER, 20_000);
});

it("what a superuser brings belongs to whom the rest belongs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-migrations-"));
  try {
    cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
    const path = join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(path, "utf8")) as { entries: { idx: number; when: number }[] };
    const newest = journal.entries.at(-1);
    if (!newest) throw new Error("no migration");
    const next = { ...newest, idx: newest.idx + 1, when: newest.when + 1, tag: "9999_later" };
    writeFileSync(path, JSON.stringify({ ...journal, entries: [...journal.entries, next] }));
    writeFileSync(join(folder, "9999_later.sql"), "create table later (a int);");
    const name = new URL(database.url).pathname.slice(1);
    await migrateDatabase(urlWithDatabase(inject("postgresAdminUrl"), name), folder);
    const owners = await database.sql`
      select distinct tableowner as owner from pg_tables where tablename in ('later', 'measurement')`;
    expect(owners).toEqual([{ owner: new URL(database.url).username }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
