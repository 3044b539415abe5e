import { errorCode, type Sql } from "#db/client.ts";
import { until } from "#db/launch/poll.ts";

/** How long a session may take to go whose client has hung up, in milliseconds. */
const GOING_MS = 5_000;
/** How long the database is asked for again and again while a session that was ended is still there. */
const ENDING_MS = 20_000;
/** `object_in_use`: the server waits five seconds for sessions that it has told to end, and then refuses. */
const IN_USE = "55006";

interface Session {
  application_name: string;
  state: string | null;
  query: string;
}

/**
 * Drops a test's database. Sessions that are on their way out are waited for; one that stays was left open by the test: it
 * is ended, so that the database goes, and told in an error, so that the leak is mended.
 * @param admin A client of another database. @param goingMs How long a session counts as being on its way out.
 */
export async function dropTestDatabase(admin: Sql, name: string, goingMs: number = GOING_MS): Promise<void> {
  let left: readonly Session[] = [];
  await until(goingMs, async () => {
    left = await sessionsOf(admin, name);
    return left.length === 0 ? left : null;
  });
  const dropped = await until(ENDING_MS, () => drop(admin, name));
  if (dropped === null) throw new Error(`${name} could not be dropped: ${told(await sessionsOf(admin, name))}`);
  if (left.length > 0) throw new Error(`a test left sessions open in its database: ${told(left)}`);
}

/**
 * Not `with (force)`: that is refused while autovacuum is at work there, whose role may not be told to end by one that is no
 * superuser. Without it the server ends autovacuum by itself. Null while a session is still there.
 */
async function drop(admin: Sql, name: string): Promise<true | null> {
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = current_user`;
  try {
    await admin.unsafe(`drop database if exists "${name}"`);
    return true;
  } catch (error) {
    if (errorCode(error) === IN_USE) return null;
    throw error;
  }
}

/** Those of tests: the server's own come and go by themselves. */
function sessionsOf(admin: Sql, name: string): Promise<Session[]> {
  return admin<Session[]>`
    select application_name, state, left(query, 120) as query from pg_stat_activity
    where datname = ${name} and usename = current_user`;
}

function told(sessions: readonly Session[]): string {
  return sessions.map((one) => `${one.application_name} (${one.state ?? "starting"}): ${one.query}`).join("; ");
}
