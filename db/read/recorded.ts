import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { readIncidents } from "#db/read/incidents.ts";
import type { PastGroup, Post, Recorded } from "#domain/publish/now-past.ts";
import type { EpochMs } from "#domain/time.ts";

/** Enough to fill a page's list, whatever kind it is of. */
const INCIDENTS = 40;
const POSTS = 24;
const GROUPS = 5;
/** What is older is in the lists of incidents and events. */
const POSTS_SINCE_MS = 7 * 86_400_000;

/** What was recorded last: incidents, and what vendors and clouds said. */
export async function readRecorded(db: Drizzle, now: EpochMs): Promise<Omit<Recorded, "before">> {
  const [{ incidents }, vendors, clouds] = await Promise.all([
    readIncidents(db, { limit: INCIDENTS, state: null, service: null, cursor: null }),
    readVendorPosts(db, now),
    readCloudPosts(db, now),
  ]);
  // Of everything that is open too, however long ago it began: what coincides with an event is a question about all of it.
  const attributions = await readAttributions(db, [
    ...new Set([...incidents.map(({ id }) => id), ...(await readOpenIds(db))]),
  ]);
  const posts = [...vendors, ...clouds].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, POSTS);
  return { readAt: now, incidents, attributions, posts };
}

async function readOpenIds(db: Drizzle): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from incident where resolved_at is null and retracted is null`,
  );
  return rows.map(({ id }) => id);
}

interface PostRow extends Record<string, unknown> {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly text: string | null;
  readonly at: number;
  readonly number: number;
}

function postOf({ id, title, url, text, at, number }: PostRow) {
  return { id, at, title, text: text ?? "", url, number };
}

/** What is dated ahead, by a slip or on purpose, takes no place in the list from what has been said. */
const isRecent = (at: SQL, now: EpochMs) => sql`${at} > ${now - POSTS_SINCE_MS} and ${at} <= ${now}`;

/** Every post of the notices that changed last; one without posts is told by its title alone. */
async function readVendorPosts(db: Drizzle, now: EpochMs): Promise<Post[]> {
  const at = sql`coalesce((u.value->>'at')::float8, ${ms("n.published_at")})`;
  const rows = await db.execute<PostRow & { service: string; name: string; maintenance: boolean }>(sql`
    select n.id, n.notice->>'title' as title, n.notice->>'url' as url, n.maintenance, s.slug as service, s.name,
      u.value->>'text' as text, ${at} as at,
      coalesce(u.ordinality, 1)::int as number
    from (select * from notice where updated_at > ${iso(now - POSTS_SINCE_MS)} order by updated_at desc limit ${POSTS}) n
    join service s on s.slug = n.service and s.withdrawn_at is null
    left join lateral jsonb_array_elements(n.notice->'updates') with ordinality u on true
    where ${isRecent(at, now)} order by at desc, n.id limit ${POSTS}`);
  return rows.map(({ service, name, maintenance, ...row }) => ({
    ...postOf(row),
    by: { kind: "vendor", service, name },
    maintenance,
  }));
}

async function readCloudPosts(db: Drizzle, now: EpochMs): Promise<Post[]> {
  const at = sql`coalesce((u.value->>'at')::float8, (e.event->>'firstPublishedAt')::float8)`;
  const rows = await db.execute<PostRow & { provider: string; regions: string[] }>(sql`
    select e.id, e.title, e.event->>'url' as url, e.provider, e.regions, u.value->>'text' as text,
      ${at} as at, coalesce(u.ordinality, 1)::int as number
    from (
      select * from cloud_event where not maintenance and onset_at > ${iso(now - 2 * POSTS_SINCE_MS)}
      order by onset_at desc limit ${POSTS}
    ) e
    left join lateral jsonb_array_elements(e.event->'updates') with ordinality u on true
    where ${isRecent(at, now)} order by at desc, e.id limit ${POSTS}`);
  return rows.map(({ provider, regions, ...row }) => ({
    ...postOf(row),
    by: { kind: "cloud", provider, regions },
    maintenance: false,
  }));
}

/** Earlier outages of which it may be published that they stood on a cloud (domain/attribution/record.ts `isSure`). */
export async function readEarlier(db: Drizzle): Promise<PastGroup[]> {
  const rows = await db.execute<{
    id: string;
    provider: string;
    region: string | null;
    from: number;
    to: number;
    services: number;
    incident: string;
    made_up: boolean;
  }>(sql`
    select i.group_id as id, a.provider, a.region, ${ms("min(i.started_at)")} as from, ${ms("max(i.resolved_at)")} as to,
      count(distinct c.service_id)::int as services, bool_or(i.made_up) as made_up,
      (array_agg(i.id order by a.score desc, i.id))[1] as incident
    from attribution a join incident i on i.id = a.incident_id join component c on c.id = i.component_id
    where i.retracted is null and a.word in ('likely', 'confirmed') and (a.detail->'best'->>'publishable')::boolean
    group by i.group_id, a.provider, a.region having bool_and(i.resolved_at is not null)
    order by min(i.started_at) desc limit ${GROUPS}`);
  return rows.map(({ made_up, ...row }) => ({ ...row, madeUp: made_up }));
}
