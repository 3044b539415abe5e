import type { Sql, Tx } from "#db/client.ts";
import journal from "#db/migrations/meta/_journal.json" with { type: "json" };

/** The migrations of this version, oldest first. */
export const MIGRATIONS: readonly string[] = journal.entries.map(({ tag }) => tag);

/** The newest migration of the database; null when there never was one. @throws Error when it is none that we know */
export async function readMigration(tx: Tx | Sql): Promise<string | null> {
  const [there] = await tx<{ is: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as is`;
  if (!there?.is) return null;
  const [row] = await tx<{ at: string | null }[]>`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  if (row?.at == null) return null;
  const known = journal.entries.find(({ when }) => when === Number(row.at));
  if (known === undefined) throw new Error("The database is of a newer version of Faultline than this one.");
  return known.tag;
}
