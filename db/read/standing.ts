import type { Sql } from "#db/client.ts";

/**
 * What the role of a connection may do: an `owner` everything (the tables are its own, or not there yet); a `guest` only what
 * it was granted: `npm run vantage -- grant NAME`.
 */
export type Standing = "owner" | "guest";

export async function readStanding(sql: Sql): Promise<Standing> {
  const [row] = await sql<{ owner: boolean | null }[]>`
    select pg_has_role(c.relowner, 'usage') as owner from pg_class c where c.oid = to_regclass('public.measurement')`;
  return row === undefined || row.owner === true ? "owner" : "guest";
}

/** What time the database's machine has now, in milliseconds since the epoch. For comparing clocks: it decides nothing. */
export async function readDatabaseTime(sql: Sql): Promise<number> {
  const [row] = await sql<{ ms: number }[]>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
  if (row === undefined) throw new Error("the database did not tell its time");
  return row.ms;
}
