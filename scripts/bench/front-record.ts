import { ownCatalog } from "#catalog/load.ts";
import { connect } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { usedBy } from "#scripts/bench/cpu.ts";
import { openJudgeBench } from "#scripts/bench/judge-court.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A round of a minute is stored and judged when so much of it has passed. */
const JUDGED_AFTER_MS = 50_000;

/** A database with every component and its history, which is kept up to now. */
export interface LivingRecord {
  readonly url: string;
  /** Stores and judges the rounds of all minutes since the last one: without it nothing could be said of now. */
  catchUp(): Promise<void>;
  /** What the site's backends have used of the CPU so far, in ms; null where the system does not tell. */
  backendsMs(): Promise<number | null>;
  close(): Promise<void>;
}

/** Makes up so many days, and judges what has been measured since. */
export async function openLivingRecord(url: string, days: number): Promise<LivingRecord> {
  await migrateDatabase(url);
  // A minute that can be judged has passed since.
  const until = Math.floor((Date.now() - MINUTE_MS - JUDGED_AFTER_MS) / HOUR_MS) * HOUR_MS;
  const bench = await openJudgeBench(url, { catalog: ownCatalog, days, until });
  const sql = connect({ url, name: "faultline-bench-watch", max: 1 });
  let minute = until;
  const catchUp = async () => {
    while (minute + MINUTE_MS + JUDGED_AFTER_MS <= Date.now()) {
      minute += MINUTE_MS;
      await bench.nextRound();
      await bench.pass();
    }
  };
  await catchUp();
  return {
    url,
    catchUp,
    backendsMs: async () => {
      const rows = await sql<{ pid: number }[]>`
        select pid from pg_stat_activity
        where datname = current_database() and application_name like 'faultline-web%'`;
      let sum = 0;
      for (const { pid } of rows) {
        const used = usedBy(pid);
        if (used === null) return null;
        sum += used;
      }
      return sum;
    },
    close: async () => void (await Promise.all([bench.close(), sql.end({ timeout: 5 })])),
  };
}
