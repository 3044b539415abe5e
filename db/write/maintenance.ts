import { PgDialect } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { type Reader, readMaintenanceOf } from "#db/read/maintenance.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

const dialect = new PgDialect();

/** A transaction of the plain client, for what db/read asks: one query for both. */
export function readerOf(tx: Tx): Reader {
  return {
    execute: (query) => {
      const { sql, params } = dialect.sqlToQuery(query);
      return tx.unsafe(sql, params as never[]);
    },
  };
}

/** The time that counts as declared maintenance of components, as far as it reaches beyond an instant. */
export async function readDeclared(
  tx: Tx,
  ids: readonly number[],
  from: EpochMs,
): Promise<ReadonlyMap<number, readonly Interval[]>> {
  return readMaintenanceOf(readerOf(tx), from, ids);
}
