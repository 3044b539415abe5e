import postgres from "postgres";
import { ROLE, SUPERUSER } from "./cluster.ts";
import { codeOf } from "./errors.ts";
import { scramVerifier } from "./password.ts";

/** Seconds. */
const CONNECT_TIMEOUT = 5;
const DUPLICATE_DATABASE = "42P04";
const UNIQUE_VIOLATION = "23505";
const DUPLICATE_ROLE = "42710";
/** Somebody else is just copying the template database, or connected to it. */
const OBJECT_IN_USE = "55006";
const ATTEMPTS = 5;
/** What needs no escaping: postgres.js does not unescape a URL's database. A longer name Postgres would cut. */
const DATABASE_NAME = /^[\w-]{1,63}$/;

/** Runs `work` with a single connection that is closed afterwards. */
export async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "faultline-launch" },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Throws unless a connection can be made and answers. */
export async function selectOne(url: string): Promise<void> {
  await withConnection(url, (sql) => sql`select 1`);
}

/** The same URL for another database of the same server. Throws for a name of other than 1 to 63 letters, digits, _, -. */
export function urlWithDatabase(url: string, database: string): string {
  checkName(database);
  const parts = /^([a-z]+:\/\/[^/?#]*)(?:\/[^?#]*)?(.*)$/is.exec(url);
  if (parts === null)
    throw new Error("The database URL is not of the form postgres://user:password@host:port/database");
  return `${parts[1]}/${database}${parts[2]}`;
}

/** The URL of our own server for one of its roles. */
export function loopbackUrl(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Makes the role and the database of the product where they are missing. The role may make databases and is no
 * superuser: whoever gets to run SQL as the product cannot run programs, read files or make roles.
 */
export async function ensureRoleAndDatabase(port: number, password: string): Promise<void> {
  await withConnection(loopbackUrl(SUPERUSER, password, port, SUPERUSER), async (sql) => {
    const roles = await sql`select 1 from pg_roles where rolname = ${ROLE}`;
    if (roles.length === 0) {
      const statement = `create role ${ROLE} login createdb password '${scramVerifier(password)}'`;
      await unless([DUPLICATE_ROLE, UNIQUE_VIOLATION], () => sql.unsafe(statement));
    }
    await createDatabase(sql, ROLE, ROLE);
  });
}

/**
 * Makes a database on the server of `url`, owned by the URL's role, unless it exists. Any number of callers may ask for
 * the same one at once. Throws for a name of other than 1 to 63 letters, digits, _, -.
 */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  checkName(name);
  await withConnection(url, (sql) => createDatabase(sql, name, null));
}

async function createDatabase(sql: postgres.Sql, name: string, owner: string | null): Promise<void> {
  const found = await sql`select 1 from pg_database where datname = ${name}`;
  if (found.length > 0) return;
  const statement = `create database "${name}"${owner === null ? "" : ` owner "${owner}"`}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await unless([DUPLICATE_DATABASE, UNIQUE_VIOLATION], () => sql.unsafe(statement));
      return;
    } catch (error) {
      // Postgres itself waits five seconds for the template before it says so.
      if (codeOf(error) !== OBJECT_IN_USE || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Runs a statement and takes these errors for success: somebody else was faster. */
async function unless(codes: readonly string[], run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!codes.includes(codeOf(error) ?? "")) throw error;
  }
}

function checkName(name: string): void {
  if (DATABASE_NAME.test(name)) return;
  throw new Error(`A database name has 1 to 63 letters, digits, _ or -, unlike ${JSON.stringify(name)}`);
}
