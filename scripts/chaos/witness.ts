import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Sql } from "#db/client.ts";

/** How often the witness looks at the newest rows, and at all that can be new: what waited in a worker's memory comes late. */
const LOOK_EVERY_MS = 100;
const LOOK_BACK_MS = 5_000;
const LOOK_FAR_EVERY_MS = 5_000;
const LOOK_FAR_BACK_MS = 180_000;

/**
 * A second session beside the workers'. What it has once seen is committed, whatever is killed next: it must be there at the
 * end, unchanged.
 */
export interface Witness {
  /** Rows by their key, each with a digest of all its columns. */
  readonly seen: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** A row of `measurement` as text: its key, and a digest of every column. */
export const ROW = "check_id || '/' || vantage_id || '/' || extract(epoch from tick) as key, md5(m::text) as digest";

export interface SeenRow {
  readonly key: string;
  readonly digest: string;
}

/** @param urlOf where the database is now; it throws while it is nowhere */
export function openWitness(urlOf: () => string): Witness {
  let sql: Sql | null = null;
  const seen = new Map<string, string>();
  let stopped = false;
  let lastLook = Date.now();
  let lastFarLook = 0;

  const look = async () => {
    const at = Date.now();
    sql ??= connect({ url: urlOf(), name: "faultline-chaos-witness", max: 1 });
    const isFar = at - lastFarLook >= LOOK_FAR_EVERY_MS;
    const since = new Date(isFar ? lastFarLook - LOOK_FAR_BACK_MS : lastLook - LOOK_BACK_MS).toISOString();
    const rows = await sql.unsafe<SeenRow[]>(`select ${ROW} from measurement m where started_at > $1::timestamptz`, [
      since,
    ]);
    // The first sight counts: a row never changes.
    for (const { key, digest } of rows) if (!seen.has(key)) seen.set(key, digest);
    lastLook = at;
    if (isFar) lastFarLook = at;
  };
  const watch = async () => {
    while (!stopped) {
      // While the database is away nothing can be seen. A new client does not wait ever longer to connect.
      await look().catch(async () => {
        await sql?.end({ timeout: 0 });
        sql = null;
      });
      await sleep(LOOK_EVERY_MS);
    }
  };
  const watching = watch();
  return {
    seen,
    stop: async () => {
      stopped = true;
      await watching;
      await sql?.end({ timeout: 2 });
    },
  };
}
