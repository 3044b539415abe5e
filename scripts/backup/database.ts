import { resolve } from "node:path";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { urlWithDatabase } from "#db/launch/database.ts";
import { launchPostgres } from "#db/launch/launch.ts";

const NO_SUCH_DATABASE = "3D000";

export interface OpenDatabase {
  readonly sql: Sql;
  /** Of the role that owns the tables. */
  readonly url: string;
}

export interface DatabaseOptions {
  readonly name: string;
  readonly max: number;
  /** The made-up world's record beside the real one. */
  readonly world: boolean;
  /** Makes the database of the world when there is none. */
  readonly make: boolean;
  /** Connects `sql` as who may make roles; as the tables' owner when absent. */
  readonly asAdmin?: boolean;
}

/** Where this instance keeps its state. */
export function homeFolder(): string {
  return resolve(process.env.FAULTLINE_HOME || ".faultline");
}

/**
 * Works on the database of DATABASE_URL or on the embedded one, which is started when it does not run and stopped afterwards
 * unless somebody else uses it. Ctrl-C breaks the work off; its transaction is rolled back.
 */
export async function withDatabase<T>(options: DatabaseOptions, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const { name, max, world, make, asAdmin = false } = options;
  const postgres = await launchPostgres({ home: homeFolder(), env: process.env, log: () => {} });
  try {
    if (world && postgres.owned && make) await postgres.ensureDatabase("faultline_world");
    const chosen = (url: string) => (world && postgres.owned ? urlWithDatabase(url, "faultline_world") : url);
    const url = chosen(postgres.url);
    const sql = connect({ url: asAdmin ? chosen(postgres.adminUrl) : url, name, max });
    let stopped = false;
    const stop = () => {
      stopped = true;
      void sql.end({ timeout: 0 });
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.once(signal, stop);
    try {
      return await work({ sql, url });
    } catch (error) {
      // Revoking a vantage takes several transactions.
      if (stopped)
        throw new Error(`Stopped; ${asAdmin ? "the step under way was taken back" : "nothing was changed"}.`);
      if (world && errorCode(error) === NO_SUCH_DATABASE) {
        throw new Error("There is no record of a world here. It begins with: npm start -- --world");
      }
      throw error;
    } finally {
      for (const signal of signals) process.off(signal, stop);
      await sql.end({ timeout: 5 });
    }
  } finally {
    await postgres.stop();
  }
}
