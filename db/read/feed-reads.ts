import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { absenceIn, type FeedKind } from "#domain/cloud/feed-kind.ts";
import type { FeedReads } from "#domain/cloud/reading.ts";
import type { EpochMs } from "#domain/time.ts";

/** How a feed was read, as JSON of the database: instants are milliseconds. */
export interface FeedRow {
  readonly kind: FeedKind;
  readonly every_ms: number;
  readonly first_at: EpochMs | null;
  readonly last_at: EpochMs | null;
  /** [from, to] */
  readonly gaps: readonly (readonly [EpochMs, EpochMs])[];
}

/** A JSON object for the row `f` of `feed`, with the gaps that reach beyond an instant. */
export function feedReads(since: EpochMs): SQL {
  return sql`jsonb_build_object('kind', f.kind, 'every_ms', f.every_ms, 'first_at', ${ms("f.first_read_at")},
    'last_at', ${ms("f.read_at")}, 'gaps', (
      select coalesce(jsonb_agg(jsonb_build_array(${ms("g.from_at")}, ${ms("g.to_at")}) order by g.from_at), '[]')
      from feed_gap g where g.feed = f.name and g.to_at > ${iso(since)}))`;
}

/** Of every provider with a feed that was ever asked its feeds, with their gaps since; in the order of their slugs. */
export async function readCloudFeeds(
  db: Pick<Drizzle, "execute">,
  since: EpochMs,
): Promise<readonly { readonly provider: string; readonly feeds: readonly FeedRow[] }[]> {
  return db.execute<{ provider: string; feeds: FeedRow[] }>(sql`
    select split_part(substr(f.name, 7), '/', 1) as provider, jsonb_agg(${feedReads(since)}) as feeds
    from feed f where starts_with(f.name, 'cloud:') group by 1 order by 1`);
}

export function readsOf({ kind, every_ms, first_at, last_at, gaps }: FeedRow): FeedReads {
  return {
    firstAt: first_at,
    lastAt: last_at,
    gaps: gaps.map(([from, to]) => ({ from, to })),
    everyMs: every_ms,
    keepsPast: absenceIn(kind) === "nothing",
  };
}
