import { randomBytes } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { testDatabase } from "#db/testing/database.ts";
import { openTransaction } from "#db/testing/open-transaction.ts";
import { roleOf } from "#db/write/vantage-role.ts";
import { carryOut } from "#scripts/vantage/command.ts";

const database = testDatabase();
/** Another one of the same server, as the world's is. */
const world = testDatabase();
/** Roles are the whole server's, and other tests run beside this one. */
const NAME = `ill-${randomBytes(4).toString("hex")}`;
const ROLE = roleOf(NAME);
const MAKER = `maker_of_${ROLE}`;

const order = (action: "grant" | "revoke", { url } = database, sql = database.admin) =>
  carryOut({ sql, url }, { action, name: NAME, newPassword: false, world: false }, Date.now());
const grant = async (sql?: Sql) => {
  const printed = /DATABASE_URL='([^']+)'/.exec((await order("grant", database, sql)).join("\n"))?.[1];
  if (printed === undefined) throw new Error("no DATABASE_URL was printed");
  return printed;
};
const roleNow = () => database.admin`select rolcanlogin, rolconnlimit, rolconfig from pg_roles where rolname = ${ROLE}`;

const clients: Sql[] = [];
function open(url: string): Sql {
  const sql = connect({ url, name: "ill", max: 1 });
  clients.push(sql);
  return sql;
}
/** Opens a session that has read what is measured and does not end its transaction. @returns its number on the server. */
async function hold(sql: Sql): Promise<number> {
  const { tx } = await openTransaction(sql);
  await tx`set local idle_in_transaction_session_timeout = 0`;
  const [row] = await tx<{ pid: number }[]>`
    select pg_backend_pid() as pid from (select count(*) from measurement) as read`;
  return row?.pid ?? 0;
}
const sessions = (pid: number) => database.admin`select from pg_stat_activity where pid = ${pid}`;

afterEach(async () => {
  await Promise.all(clients.splice(0).map((sql) => sql.end({ timeout: 1 })));
  if ((await roleNow()).length > 0) {
    for (const { admin } of [database, world]) await admin.unsafe(`drop owned by ${ROLE}`);
    await database.admin.unsafe(`drop role ${ROLE}`);
  }
  await database.admin.unsafe(`drop role if exists ${MAKER}`);
});

it("a vantage cannot prevent that it is revoked: what it holds open is ended first", async () => {
  const url = await grant();
  const session = await hold(open(url));
  expect(await sessions(session)).toHaveLength(1);
  expect(await order("revoke")).toEqual([`Nobody may write as ${NAME} any more. What it measured stays.`]);
  expect(await sessions(session)).toEqual([]);
  expect(await roleNow()).toEqual([]);
  expect(await open(url)`select 1`.catch(errorCode)).toBe("28P01");
});

it("who may make roles without being a superuser ends its sessions, too", async () => {
  const secret = randomBytes(8).toString("hex");
  const owner = new URL(database.url).username;
  await database.admin.unsafe(`create role ${MAKER} login createrole password '${secret}' in role "${owner}"`);
  const url = new URL(database.url);
  url.username = MAKER;
  url.password = secret;
  const sql = open(url.href);
  const session = await hold(open(await grant(sql)));
  expect(await order("revoke", database, sql)).toHaveLength(1);
  expect(await sessions(session)).toEqual([]);
});

it("a role that owns something stays, logs in no more, and what keeps it is said", async () => {
  const url = await grant();
  expect(await roleNow()).toMatchObject([{ rolcanlogin: true, rolconnlimit: 10 }]);
  const before = await roleNow();
  await open(url)`select lo_create(0)`;
  const name = new URL(database.url).pathname.slice(1);
  expect(await order("revoke")).toEqual([
    `Nobody may write as ${NAME} any more. What it measured stays.`,
    `Its role stays, and cannot log in: it owns something in the database ${name}. A superuser removes that there, by: drop owned by ${ROLE}; then revoke it again.`,
  ]);
  expect(await roleNow()).toMatchObject([{ rolcanlogin: false, rolconnlimit: 0 }]);
  expect(await open(url)`select 1`.catch(errorCode)).toBe("28000");

  // Granting lets it in again, as it was, and with the password that it had.
  expect(await order("grant")).toEqual([`The rights of ${NAME} are renewed; its password is as it was.`]);
  expect(await roleNow()).toEqual(before);
  expect(await open(url)`select 1 as one`).toEqual([{ one: 1 }]);

  await database.admin.unsafe(`drop owned by ${ROLE}`);
  expect(await order("revoke")).toHaveLength(1);
  expect(await roleNow()).toEqual([]);
});

it("a role with rights in another database stays, and works there only when it is granted there again", async () => {
  const url = await grant();
  await order("grant", world, world.admin);
  const there = new URL(world.url).pathname.slice(1);
  expect(await order("revoke")).toEqual([
    `Nobody may write as ${NAME} any more. What it measured stays.`,
    `Its role stays, and cannot log in: it has rights in the database ${there}. Revoke it there, too; or grant it there again, and it may work there.`,
  ]);
  expect(await open(url)`select 1`.catch(errorCode)).toBe("28000");
  await order("grant", world, world.admin);
  expect(await open(url)`select from measurement`.catch(errorCode)).toBe("42501");
  expect(await order("revoke", world, world.admin)).toHaveLength(1);
  expect(await roleNow()).toEqual([]);
});

it("whom a backup keeps from being revoked is barred all the same, and it is said that its rights are there still", async () => {
  const url = await grant();
  const backup = await openTransaction(database.sql);
  await backup.tx`select from measurement`;
  await expect(order("revoke")).rejects.toThrow(`${NAME} can log in no more, but has its rights still`);
  await backup.rollback();
  expect(await open(url)`select 1`.catch(errorCode)).toBe("28000");
  expect(await order("revoke")).toHaveLength(1);
});

it("a vantage that vanishes in a transaction is not waited for until its connection is given up", async () => {
  const sql = open(await grant());
  expect(await sql`show idle_in_transaction_session_timeout`).toEqual([
    { idle_in_transaction_session_timeout: "1min" },
  ]);
  await order("revoke");
});
