import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readReadings } from "#db/read/timeline-clouds.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { EventVersion, Missing } from "#domain/cloud/versions.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { RecordedCloud } from "#domain/replay/outage-record.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** More events at one time no picture shows. Those that incidents coincide with come first. */
const MOST_EVENTS = 40;
/** How much longer than the window an event may last that began before it. */
const LONGEST_MS = 14 * 86_400_000;

interface Wanted {
  readonly window: Window;
  readonly now: EpochMs;
  /** Ids of events that are wanted before all others. */
  readonly first: readonly string[];
}

/** What clouds said of a past window, with every version of it; and how well they could be read. */
export async function readWindowClouds(
  db: Pick<Drizzle, "execute">,
  { window: { from, to }, now, first }: Wanted,
): Promise<RecordedCloud[]> {
  const readings = await readReadings(db, from, now);
  const events = await db.execute<{
    id: string;
    event_id: string;
    event: CloudEvent;
    missing: Missing | null;
    vanished_at: EpochMs | null;
  }>(sql`
    select e.id, e.event_id, e.event, e.missing, ${ms("e.vanished_at")} as vanished_at from cloud_event e
    where not e.maintenance and e.onset_at > ${iso(from - LONGEST_MS)} and e.onset_at < ${iso(to)}
      and coalesce(e.ended_at, e.vanished_at, 'infinity') > ${iso(from)}
    order by e.id = any(${sql.param([...first])}::text[]) desc, e.onset_at desc, e.id desc limit ${MOST_EVENTS}`);
  const versions = await readVersions(
    db,
    events.map(({ id }) => id),
  );
  return readings.map((cloud) => ({
    ...cloud,
    events: events
      .filter(({ event }) => event.provider === cloud.provider)
      .map(({ id, event_id, event, missing, vanished_at }) => ({
        id,
        event,
        vanishedAt: vanished_at,
        history: { provider: event.provider, id: event_id, versions: versions.get(id) ?? [], missing },
      })),
  }));
}

/** Every version of some events, as they were seen. */
async function readVersions(
  db: Pick<Drizzle, "execute">,
  events: readonly string[],
): Promise<ReadonlyMap<string, readonly EventVersion[]>> {
  const rows = await db.execute<{ id: string; digest: string; event: CloudEvent; first: EpochMs; last: EpochMs }>(sql`
    select cloud_event_id as id, digest, event, ${ms("first_seen_at")} as first, ${ms("last_seen_at")} as last
    from cloud_event_version where cloud_event_id = any(${sql.param([...events])}::text[])
    order by first_seen_at, last_seen_at, digest`);
  return groupedBy(
    rows,
    ({ id }) => id,
    ({ id: _, first, last, ...version }) => ({ ...version, firstSeenAt: first, lastSeenAt: last }),
  );
}
