import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { ms } from "#db/instants.ts";
import { remembered } from "#db/read/remembered.ts";
import type { FeedFigures, OperatingFigures } from "#domain/publish/metrics/operating.ts";
import type { EpochMs } from "#domain/time.ts";

/** However often figures are asked for, the database is asked no more often than this. */
const FRESH_MS = 15_000;

/** Reads what an operator wants to know of feeds, deliveries and the outbox; remembered for a while. */
export function createOperatingReader(db: Drizzle, now: () => EpochMs): { figures(): Promise<OperatingFigures> } {
  const read = remembered<null, OperatingFigures>({ read: () => readOperating(db), now, freshMs: FRESH_MS, most: 1 });
  return { figures: () => read(null) };
}

interface FeedRow {
  readonly [column: string]: unknown;
  readonly name: string;
  readonly read_at: EpochMs | null;
  readonly readable: boolean;
  readonly every_ms: number;
  readonly broken: number;
  readonly gaps: number;
}

type StateRow = { state: string; count: number };

/** Small tables and indexes only: what was told and delivered is counted by nobody. */
async function readOperating(db: Drizzle): Promise<OperatingFigures> {
  const [feeds, deliveries, subscriptions, [due], [outbox]] = await Promise.all([
    db.execute<FeedRow>(sql`
      select f.name, ${ms("f.read_at")} as read_at, f.unreadable_since is null as readable, f.every_ms, f.broken,
        (select count(*)::int from feed_gap g where g.feed = f.name) as gaps
      from feed f order by f.name`),
    db.execute<StateRow>(sql`select state, count(*)::int as count from delivery group by state order by state`),
    db.execute<StateRow>(sql`select state, count(*)::int as count from subscription group by state order by state`),
    db.execute<{ at: EpochMs | null }>(sql`
      select ${ms("min(next_at)")} as at from delivery where done_at is null`),
    db.execute<{ untold: number; at: EpochMs | null }>(sql`
      select count(*)::int as untold, ${ms("min(occurred_at)")} as at from outbox where told_at is null`),
  ]);
  const byState = (rows: readonly StateRow[]) => Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  return {
    feeds: feeds.map(
      (row): FeedFigures => ({
        name: row.name,
        readAt: row.read_at,
        readable: row.readable,
        everyMs: row.every_ms,
        broken: row.broken,
        gaps: row.gaps,
      }),
    ),
    deliveries: byState(deliveries),
    subscriptions: byState(subscriptions),
    oldestDueAt: due?.at ?? null,
    outbox: { untold: outbox?.untold ?? 0, oldestAt: outbox?.at ?? null },
  };
}
