import { resolve } from "node:path";
import { connect, errorCode, type Sql } from "#db/client.ts";
import { launchPostgres } from "#db/launch/launch.ts";
import { migrateDatabase } from "#db/migrate.ts";

const NO_SUCH_DATABASE = "3D000";

/**
 * Works on the record: that of DATABASE_URL or the embedded one, which `npm start` may be using; with `world`, the made-up
 * one beside it. Its database is started when it does not run, and stopped afterwards unless somebody else uses it.
 */
export async function withRecord<T>(world: boolean, work: (sql: Sql) => Promise<T>): Promise<T> {
  const home = resolve(process.env.FAULTLINE_HOME || ".faultline");
  const postgres = await launchPostgres({ home, env: process.env, log: () => {} });
  try {
    const url = world && postgres.owned ? postgres.urlFor("faultline_world") : postgres.url;
    await migrateDatabase(url).catch((error: unknown) => {
      if (errorCode(error) !== NO_SUCH_DATABASE) throw error;
      throw new Error("There is no record of a world here. It begins with: npm start -- --world");
    });
    const sql = connect({ url, name: "faultline-correct", max: 2 });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  } finally {
    await postgres.stop();
  }
}
