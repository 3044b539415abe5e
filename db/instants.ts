import { type SQL, sql } from "drizzle-orm";
import type { EpochMs } from "#domain/time.ts";

/** An instant as a parameter of a query. */
export function iso(at: EpochMs): string {
  return new Date(at).toISOString();
}

/** Selects a timestamptz as milliseconds since 1970. @param column an expression of our own: it stands in the query as it is */
export function ms(column: string): SQL {
  return sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);
}
