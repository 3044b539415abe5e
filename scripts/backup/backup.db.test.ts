import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { MIGRATIONS } from "#db/read/migration.ts";
import { testDatabase } from "#db/testing/database.ts";
import { dropTestDatabase } from "#db/testing/drop.ts";
import { makeCheck, makeMeasurement, makeService } from "#db/testing/fixtures.ts";
import { syncCatalog } from "#db/write/catalog.ts";
import { dropRawDay } from "#db/write/evidence.ts";
import { recordMeasurements } from "#db/write/measurements.ts";
import { dropPartitions, ensurePartitions, lockPartitions } from "#db/write/partitions.ts";
import { upsertVantage } from "#db/write/vantage.ts";
import { migrateTo, restoreBackup, writeBackup } from "#scripts/backup/command.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-10T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "faultline-backup-"));
const file = () => join(folder, `${randomBytes(4).toString("hex")}.tar.gz`);
afterAll(() => rmSync(folder, { recursive: true }));

let admin: Sql;
const targets: { name: string; sql: Sql }[] = [];
beforeAll(() => {
  admin = connect({ url: inject("postgresUrl"), name: "backup-test-admin", max: 1 });
});
afterEach(async () => {
  for (const { name, sql } of targets.splice(0)) {
    await sql.end({ timeout: 5 });
    await dropTestDatabase(admin, name);
  }
});
afterAll(() => admin.end({ timeout: 5 }));

/** A database with nothing in it. */
async function emptyDatabase(): Promise<{ url: string; sql: Sql }> {
  const name = `faultline_test_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database "${name}" template template0`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const sql = connect({ url: url.href, name: "faultline-restore", max: 1 });
  targets.push({ name, sql });
  return { url: url.href, sql };
}

const HOSTILE = 'tab\t line\n return\r back\\slash \\. quote" é 漢字 🛰 \\N \u007f';

/** Rows of every sort: in days, with identities, with what COPY must escape. */
async function fill(): Promise<void> {
  const { sql } = database;
  await sql.begin(async (tx) => {
    const services = [makeService("alpha", [makeCheck("time")], { name: HOSTILE })];
    const ids = await syncCatalog(tx, { services, chains: [], controls: [] } as never, NOW);
    const vantage = { name: "here", provider: null, region: null, country: null, world: false };
    const vantageId = await upsertVantage(tx, vantage, NOW);
    await ensurePartitions(tx, NOW, 1);
    const checkId = ids.get("alpha/api/time") ?? 0;
    const rows = [-1, 0, 1].map((day) => ({
      checkId,
      vantageId,
      measurement: makeMeasurement("alpha/api/time", NOW + day * 86_400_000, {
        facts: { said: HOSTILE } as never,
        timings: { dnsMs: null, connectMs: 0.1, tlsMs: 1e-7, waitMs: 3.4028e38, downloadMs: 5, totalMs: 15 },
      }),
    }));
    await recordMeasurements(tx, rows, NOW);
    await tx`insert into outbox (type, occurred_at, component_id, key, payload)
      values ('t', ${new Date(NOW)}, 1, ${HOSTILE}, ${tx.json({ text: HOSTILE, empty: "" })})`;
    // More than a piece of it, and more than the driver takes at once.
    await tx`insert into lease (name, holder, epoch, until)
      select 'l' || n, repeat('x', 300), n, ${new Date(NOW)} from generate_series(1, 20000) n`;
    await tx`insert into lease (name, holder, epoch, until) values ('far', '', 9007199254740993, 'infinity')`;
  });
}

/** All rows of all tables, as text. */
async function contents(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      order by relname`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from "${name}" t order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

beforeAll(fill);

it("what is restored is what was backed up, to the row, with its days, and identities go on after the last", async () => {
  const [target, to] = [await emptyDatabase(), file()];
  const [line] = await writeBackup(database.sql, to, "1.2.3", NOW);
  expect(line).toMatch(/^\d+ rows of \d+ tables in .*\(\d+ bytes\)$/);
  expect(statSync(to).mode & 0o777).toBe(0o600);
  const done = await restoreBackup(target, to);
  expect(done.join()).toMatch(/restored, as of 2026-03-10T12:00:00.000Z/);

  const before = await contents(database.sql);
  expect(await contents(target.sql)).toEqual(before);
  expect(before.measurement).toHaveLength(3);
  expect(Object.keys(before)).toContain("measurement_2026_03_11");
  expect((await target.sql`select name from service`)[0]?.name).toBe(HOSTILE);
  const [next] = await target.sql`insert into outbox (type, occurred_at, component_id, key, payload)
    values ('t', now(), 1, 'next', '{}') returning id`;
  expect(Number(next?.id)).toBeGreaterThan(1);
});

it("a backup is of one instant, however much is written meanwhile", async () => {
  const [target, to] = [await emptyDatabase(), file()];
  let isOver = false;
  const writing = (async () => {
    for (let n = 0; !isOver; n += 1) {
      await database.sql.begin(async (tx) => {
        await tx`insert into chain_state (chain, state, updated_at) values (${`c${n}`}, '{}', now())`;
        await tx`insert into outbox (type, occurred_at, component_id, key, payload) values ('pair', now(), 1, ${`p${n}`}, '{}')`;
      });
    }
  })();
  await writeBackup(database.sql, to, "1", NOW).finally(() => {
    isOver = true;
  });
  await writing;
  await restoreBackup(target, to);
  const [pairs] = await target.sql`select (select count(*) from chain_state) as states,
    (select count(*) from outbox where type = 'pair') as events`;
  expect(pairs?.states).toBe(pairs?.events);
});

it("a file that was cut off or changed restores nothing at all", async () => {
  const [target, to, broken] = [await emptyDatabase(), file(), file()];
  await writeBackup(database.sql, to, "1", NOW);
  const bytes = readFileSync(to);
  const plain = gunzipSync(bytes);
  const changed = Buffer.from(plain);
  changed.write("beta", changed.indexOf("\talpha\t") + 1);
  const withoutEnd = plain.subarray(0, plain.indexOf("manifest.json\u0000"));
  for (const [what, told] of [
    [bytes.subarray(0, bytes.length - 200), /cut off, damaged/],
    [bytes.subarray(0, 40), /cut off, damaged/],
    [Buffer.from("hello"), /damaged or no backup/],
    [gzipSync(changed), /rows of service are not those that were written/],
    [gzipSync(Buffer.concat([withoutEnd, Buffer.alloc(1_024)])), /its manifest is missing/],
  ] as const) {
    writeFileSync(broken, what);
    await expect(restoreBackup(target, broken)).rejects.toThrow(told);
    const tables = await contents(target.sql);
    expect(Object.values(tables).flat()).toEqual([]);
  }
  // And what is whole can still be restored.
  await restoreBackup(target, to);
});

it("a row that refers to none is an error with the table's name, and no wait without end", async () => {
  const [target, to, broken] = [await emptyDatabase(), file(), file()];
  await database.sql`insert into incident_group (id, anchor_at) values ('g', now())`;
  await database.sql`insert into incident (id, group_id, component_id, started_at, detected_at, severity, confirmed,
    vantages, usable, failure_types, finding, verdict, sequence, rule_version, made_up)
    values ('i', 'g', 1, now(), now(), 'major', true, '{}', 1, '{}', '{}', 'down', 1, 1, false)`;
  await writeBackup(database.sql, to, "1", NOW);
  const plain = gunzipSync(readFileSync(to));
  plain.write("h", plain.indexOf("\ni\tg\t") < 0 ? plain.indexOf("i\tg\t") + 2 : plain.indexOf("\ni\tg\t") + 3);
  writeFileSync(broken, gzipSync(plain));
  await expect(restoreBackup(target, broken)).rejects.toThrow(/refused the rows of incident/);
});

it("a database that is not empty is refused, and so is one that the product is at work on", async () => {
  const [target, to] = [await emptyDatabase(), file()];
  await writeBackup(database.sql, to, "1", NOW);
  await restoreBackup(target, to);
  await expect(restoreBackup(target, to)).rejects.toThrow(/not empty/);

  const other = await emptyDatabase();
  await other.sql`create table theirs (id int)`;
  await expect(restoreBackup(other, to)).rejects.toThrow(/not empty/);

  const busy = await emptyDatabase();
  const worker = connect({ url: busy.url, name: "faultline-worker-here", max: 1 });
  await worker`select 1`;
  await expect(restoreBackup(busy, to)).rejects.toThrow(/at work on this database \(faultline-worker-here\)/);
  await worker.end({ timeout: 5 });

  // Who looked a moment ago whether the database answers (we did) is nobody at work.
  const looking = connect({ url: busy.url, name: "faultline-launch", max: 1 });
  await looking`select 1`;
  expect(await restoreBackup(busy, to)).toHaveLength(1);
  await looking.end({ timeout: 5 });
});

it("a backup of an older migration is brought to the newest", async () => {
  const [old, target, to] = [await emptyDatabase(), await emptyDatabase(), file()];
  const before = MIGRATIONS.at(-2) ?? "";
  await migrateTo(old.url, before);
  await old.sql`insert into lease (name, holder, epoch, until) values ('judge', 'x', 7, now())`;
  const two = connect({ url: old.url, name: "faultline-backup", max: 2 });
  await writeBackup(two, to, "1", NOW).finally(() => two.end({ timeout: 5 }));
  await restoreBackup(target, to);
  expect(await target.sql`select epoch from lease`).toMatchObject([{ epoch: "7" }]);
  expect(Object.keys(await contents(target.sql)).sort()).toEqual(
    expect.arrayContaining(Object.keys(await contents(database.sql)).filter((name) => !/_\d{4}_\d\d_\d\d$/.test(name))),
  );
});

it("a backup that fails leaves no file, and none is written over another", async () => {
  const empty = await emptyDatabase();
  const to = file();
  const two = connect({ url: empty.url, name: "faultline-backup", max: 2 });
  await expect(writeBackup(two, to, "1", NOW)).rejects.toThrow(/no record of Faultline/);
  await two.end({ timeout: 5 });
  expect(readdirSync(folder).filter((name) => to.endsWith(name) || name.endsWith(".part"))).toEqual([]);
  writeFileSync(to, "mine");
  await expect(writeBackup(database.sql, to, "1", NOW)).rejects.toThrow(/is there already/);
  expect(readFileSync(to, "utf8")).toBe("mine");
});

it("of two that were told the same file one writes it, and the other is refused", async () => {
  const [target, to] = [await emptyDatabase(), file()];
  const both = await Promise.allSettled([1, 2].map(() => writeBackup(database.sql, to, "1", NOW)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(String(both.find((one) => one.status === "rejected")?.reason)).toMatch(/is there already/);
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  await restoreBackup(target, to);
});

it("what is restored stays restored, and is told as such, when the command is stopped in its last step", async () => {
  const [target, to] = [await emptyDatabase(), file()];
  await writeBackup(database.sql, to, "1", NOW);
  const stopped = new Proxy(target.sql, {
    apply: (sql, _, [text, ...values]) =>
      text[0] === "analyze" ? Promise.reject(new Error("CONNECTION_ENDED")) : sql(text, ...values),
  });
  expect(await restoreBackup({ url: target.url, sql: stopped }, to)).toEqual([
    expect.stringMatching(/tables restored/),
  ]);
});

it("a worker does not wait for a backup as long as no day is to be made or dropped", async () => {
  await database.sql.begin((tx) => ensurePartitions(tx, NOW));
  await database.sql.begin(async (backup) => {
    await lockPartitions(backup);
    const made = await database.sql.begin(async (tx) => {
      await tx`set local lock_timeout = '2s'`;
      const before = NOW - 30 * 86_400_000;
      return [
        ...(await ensurePartitions(tx, NOW)),
        ...(await dropPartitions(tx, "vantage_round", before)),
        await dropRawDay(tx, before),
      ];
    });
    expect(made).toEqual([null]);
  });
});
