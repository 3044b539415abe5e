import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { readStanding } from "#db/read/standing.ts";

/** Arbitrary but fixed: "faultline migrations". */
const MIGRATION_LOCK = 4_210_253_101;

/**
 * Longer than migrations take. Whoever may connect can hold that lock, a vantage's role too: who waits for ever says to nobody
 * why nothing starts.
 */
const LOCK_WAIT_MS = 120_000;
const LOCK_NOT_AVAILABLE = "55P03";

/** A vantage's role was given to something else than a worker. */
export class NotOwnerError extends Error {
  constructor() {
    super("The role of DATABASE_URL does not own the tables. One of npm run vantage is for npm run worker alone.");
  }
}

/** Where the migrations stand: numbered SQL, and a journal of it. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));

/** Somebody holds the lock of migrations, and does not let go. */
export class MigrationLockedError extends Error {
  constructor(holders: readonly { readonly pid: number; readonly role: string | null }[], waitedMs: number) {
    const who = holders.map(({ pid, role }) => `process ${pid} of the role ${role ?? "that has no name"}`).join(", ");
    const end = holders.map(({ pid }) => `select pg_terminate_backend(${pid})`).join("; ");
    super(
      `The database could not be brought to this version in ${waitedMs / 1_000} s: another session holds the lock for that` +
        (who === "" ? ". Try again." : ` (${who}). If it is no start of this product, end it: ${end}`),
    );
  }
}

/**
 * Brings a database to the newest schema of a folder. Any number of processes may call it at once: drizzle's migrator takes no lock
 * of its own, so one is held around it on a single connection.
 * @throws NotOwnerError when the tables are somebody else's @throws MigrationLockedError
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder = MIGRATIONS_FOLDER,
  lockWaitMs = LOCK_WAIT_MS,
): Promise<void> {
  const client = connect({ url, name: "faultline-migrate", max: 1 });
  try {
    if ((await readStanding(client)) === "guest") throw new NotOwnerError();
    await takeLock(client, lockWaitMs);
    await becomeOwner(client);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** For the session: it ends with the connection. */
async function takeLock(client: Sql, waitMs: number): Promise<void> {
  await client.unsafe(`set lock_timeout = ${waitMs}`);
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new MigrationLockedError(await readHolders(client), waitMs);
  }
  await client`reset lock_timeout`;
}

/** What a superuser or a member of the owner brings belongs to whom the rest belongs, or the product could not use it. */
async function becomeOwner(client: Sql): Promise<void> {
  const [other] = await client<{ owner: string }[]>`
    select quote_ident(r.rolname) as owner from pg_class c join pg_roles r on r.oid = c.relowner
    where c.oid = to_regclass('public.measurement') and r.rolname <> current_user`;
  if (other !== undefined) await client.unsafe(`set role ${other.owner}`);
}

async function readHolders(client: Sql): Promise<{ pid: number; role: string | null }[]> {
  return client<{ pid: number; role: string | null }[]>`
    select l.pid, a.usename as role from pg_locks l left join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = ${MIGRATION_LOCK} and l.objsubid = 1
      and l.database = (select oid from pg_database where datname = current_database())`;
}
