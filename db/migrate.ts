import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connect } from "#db/client.ts";
import { readStanding } from "#db/read/standing.ts";

/** Arbitrary but fixed: "faultline migrations". */
const MIGRATION_LOCK = 4_210_253_101;

/** A vantage's role was given to something else than a worker. */
export class NotOwnerError extends Error {
  constructor() {
    super("The role of DATABASE_URL does not own the tables. One of npm run vantage is for npm run worker alone.");
  }
}

/** Where the migrations stand: numbered SQL, and a journal of it. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings a database to the newest schema of a folder. Any number of processes may call it at once: drizzle's migrator takes no lock
 * of its own, so one is held around it on a single connection.
 * @throws NotOwnerError when the tables are somebody else's
 */
export async function migrateDatabase(url: string, migrationsFolder = MIGRATIONS_FOLDER): Promise<void> {
  const client = connect({ url, name: "faultline-migrate", max: 1 });
  try {
    if ((await readStanding(client)) === "guest") throw new NotOwnerError();
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: 5 });
  }
}
