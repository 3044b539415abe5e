import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { remembered } from "#db/read/remembered.ts";
import type { EpochMs } from "#domain/time.ts";

// What is asked of a slug that nobody has would be looked for in everything on record: these are one probe of an index.

type Reader = Pick<Drizzle, "execute">;

/** Whether there is, or was, such a service. What happened to a withdrawn one stays on record. */
export async function isServiceKnown(db: Reader, slug: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from service where slug = ${slug}`);
  return rows.length > 0;
}

/** Whether any event of such a provider is on record: without one, nothing can coincide with it. */
export async function isCloudKnown(db: Reader, provider: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from cloud_event where provider = ${provider} limit 1`);
  return rows.length > 0;
}

/** For so long a name that nobody had is one that nobody has: no incident is that young. */
const FRESH_MS = 10_000;

/** Names that there are, from memory: of those that somebody makes up there is no end, and none of them reaches the database. */
export interface KnownSlugs {
  hasService(slug: string): Promise<boolean>;
  hasCloud(provider: string): Promise<boolean>;
}

export function createKnownSlugs(db: Reader, now: () => EpochMs): KnownSlugs {
  const reading = (query: SQL) =>
    remembered({
      read: async (_: null) => new Set((await db.execute<{ slug: string }>(query)).map(({ slug }) => slug)),
      now,
      freshMs: FRESH_MS,
      most: 1,
    });
  const services = reading(sql`select slug from service`);
  const clouds = reading(sql`select distinct provider as slug from cloud_event`);
  return {
    hasService: async (slug) => (await services(null)).has(slug),
    hasCloud: async (provider) => (await clouds(null)).has(provider),
  };
}
