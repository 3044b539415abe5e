import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";

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
