import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readCloudFeeds, readsOf } from "#db/read/feed-reads.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import { readingOf } from "#domain/cloud/reading.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Hit } from "#domain/timeline/bands.ts";
import type { ProviderSaid, SeenEvent } from "#domain/timeline/cloud-spans.ts";

/** More events than this in one range no picture shows; the oldest are left out. */
const MOST_EVENTS = 400;
/** How much longer than the range an event may last that began before it and is over. */
const LONGEST_MS = 90 * 86_400_000;

/** What clouds say of the time from `from` on, how well they could be read, and which incidents coincide with it. */
export async function readTimelineClouds(
  db: Drizzle,
  from: EpochMs,
  now: EpochMs,
): Promise<{ readonly clouds: readonly ProviderSaid[]; readonly hits: readonly Hit[] }> {
  const [readings, events] = await Promise.all([readReadings(db, from, now), readEvents(db, from)]);
  const clouds = readings.map(({ provider, reading }) => ({
    provider,
    events: events.filter(({ event }) => event.provider === provider),
    reading,
  }));
  const ids = events.map(({ id }) => id);
  return { clouds, hits: await readHits(db, ids) };
}

/** Providers with a feed that was ever asked, and how they could be read from an instant on. */
export async function readReadings(
  db: Pick<Drizzle, "execute">,
  from: EpochMs,
  now: EpochMs,
): Promise<Pick<ProviderSaid, "provider" | "reading">[]> {
  const rows = await readCloudFeeds(db, from);
  return rows.map(({ provider, feeds }) => ({ provider, reading: readingOf(feeds.map(readsOf), now) }));
}

/** Without the words of their posts, which no picture shows. */
async function readEvents(db: Drizzle, from: EpochMs): Promise<SeenEvent[]> {
  const rows = await db.execute<{ id: string; event: CloudEvent; vanished_at: number | null }>(sql`
    select e.id, ${ms("e.vanished_at")} as vanished_at, e.event || jsonb_build_object('services', '[]'::jsonb, 'updates', (
        select coalesce(jsonb_agg(u.value || '{"text": ""}' order by u.ordinality), '[]')
        from jsonb_array_elements(e.event->'updates') with ordinality u)) as event
    from cloud_event e
    where not e.maintenance and (e.onset_at > ${iso(from)}
      or (e.ended_at is null and (e.vanished_at is null or e.vanished_at > ${iso(from)}))
      or (e.onset_at > ${iso(from - LONGEST_MS)} and e.ended_at > ${iso(from)}))
    order by e.onset_at desc, e.id desc limit ${MOST_EVENTS}`);
  return rows.map(({ vanished_at, ...row }) => ({ ...row, vanishedAt: vanished_at }));
}

/** What may be said to coincide with an event; neither what was taken back nor what is made up. */
async function readHits(db: Drizzle, events: readonly string[]): Promise<Hit[]> {
  if (events.length === 0) return [];
  const rows = await db.execute<{
    event: string;
    region: string | null;
    started_at: number;
    last_good: number | null;
    resolved_at: number | null;
  }>(sql`
    select a.cloud_event_id as event, a.region, ${ms("i.started_at")} as started_at, ${ms("i.last_good")} as last_good,
      ${ms("i.resolved_at")} as resolved_at
    from attribution a join incident i on i.id = a.incident_id
    where a.cloud_event_id = any(${sql.param(events)}::text[]) and a.word <> 'not_attributed' and i.retracted is null
    order by i.started_at, i.id`);
  return rows.map(({ started_at, last_good, resolved_at, ...row }) => ({
    ...row,
    startedAt: started_at,
    lastGood: last_good,
    resolvedAt: resolved_at,
  }));
}
