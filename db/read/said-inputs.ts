import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { type FeedRow, feedReads, readsOf } from "#db/read/feed-reads.ts";
import { readMaintenanceAtOnset } from "#db/read/maintenance.ts";
import type { PageComponent, NoticeImpact as PageImpact } from "#domain/cloud/notice.ts";
import { type Reading, readingOf } from "#domain/cloud/reading.ts";
import { touchedBy, touchedOrAll, type Vendor } from "#domain/cloud/touched.ts";
import type { Outage } from "#domain/said/acknowledgement.ts";
import type { Notice, NoticeImpact, NoticePost } from "#domain/said/notice.ts";
import type { NoticeTold, PageRead } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** What said against saw is worked out from: of one service, or of all with a null. */
export interface SaidOf {
  readonly service: string | null;
  /** Of what began, or was over, before it nothing is read. */
  readonly since: EpochMs;
}

const iso = (at: EpochMs) => new Date(at).toISOString();
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

function only(column: SQL, service: string | null): SQL {
  return service === null ? sql`` : sql`and ${column} = ${service}`;
}

export interface PageVendor extends Vendor {
  readonly page: PageRead;
  readonly reading: Reading;
}

type VendorRow = Omit<Vendor, "aliases"> & {
  readonly aliases: Vendor["aliases"] | null;
  readonly feeds: readonly FeedRow[];
};

/** Services with a page that is read, in the catalog's order. */
export async function readPageVendors(db: Drizzle, { service, since }: SaidOf, now: EpochMs): Promise<PageVendor[]> {
  const rows = await db.execute<VendorRow>(sql`
    select s.slug, s.name, s.spec->'aliases' as aliases, s.spec->'statusPage' as "statusPage", c.components, f.feeds
    from service s
    cross join lateral (
      select jsonb_agg(${feedReads(since)}) as feeds from feed f where starts_with(f.name, 'page:' || s.slug || '/')
      having count(*) > 0
    ) f
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'layer', layer, 'chain', chain)
        order by position), '[]') as components
      from component where service_id = s.id and withdrawn_at is null
    ) c
    where s.withdrawn_at is null ${only(sql`s.slug`, service)} order by s.position`);
  return rows.map(({ feeds, aliases, ...vendor }) => {
    const reading = readingOf(feeds.map(readsOf), now);
    const named = aliases === null ? vendor : { ...vendor, aliases };
    return { ...named, page: pageRead(feeds, reading), reading };
  });
}

function pageRead(feeds: readonly FeedRow[], { unread }: Reading): PageRead {
  const first = feeds.flatMap(({ first_at }) => first_at ?? []);
  const open = unread.find(({ to }) => to === null);
  return {
    readFrom: first.length === 0 ? null : Math.min(...first),
    unreadableSince: first.length === 0 ? null : (open?.from ?? null),
  };
}

type OutageRow = {
  readonly id: string;
  readonly service: string;
  readonly component: string;
  readonly started_at: number;
  readonly last_good: number | null;
  /** Not of an incident that was closed because nobody looks any more. */
  readonly recovered_at: number | null;
  readonly last_bad: number | null;
};

/**
 * Incidents by service, the newest first: without those that were taken back, made up or announced. Of maintenance the vendor
 * has spoken before.
 */
export async function readOutages(
  db: Drizzle,
  { service, since }: SaidOf,
): Promise<ReadonlyMap<string, readonly Outage[]>> {
  const rows = await db.execute<OutageRow>(sql`
    select i.id, s.slug as service, s.slug || '/' || c.slug as component, ${ms("i.started_at")} as started_at,
      ${ms("i.last_good")} as last_good, ${ms("i.last_bad")} as last_bad,
      case when i.verdict <> 'unknown' then ${ms("i.resolved_at")} end as recovered_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.retracted is null and not i.made_up and i.started_at > ${iso(since)} ${only(sql`s.slug`, service)}
    order by i.started_at desc, i.id`);
  const announced = await readMaintenanceAtOnset(
    db,
    rows.map(({ id, component, started_at }) => ({ id, component, startedAt: started_at })),
  );
  const unannounced = rows.filter(({ id }) => !announced.has(id));
  return bySlug(unannounced, (row) => ({
    incident: row.id,
    component: row.component,
    onset: row.started_at,
    lastGood: row.last_good,
    recoveredAt: row.recovered_at,
    lastBad: row.last_bad,
  }));
}

/** A version of a notice that tells something else than the one before it. */
export type PostRow = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly url: string | null;
  /** As JSON: most versions of a page's notices list the same ones. */
  readonly components: string;
  readonly vanished_at: number | null;
  readonly seen_at: number;
  readonly impact: PageImpact;
  readonly maintenance: boolean;
  readonly over_since: number | null;
  readonly published_at: number;
  readonly last_post_at: number | null;
};

/**
 * The notices of trouble by service: of each its versions, oldest first, without those that differ only in what nothing here
 * depends on, such as one more post saying that they are looking into it.
 */
export async function readPosts(
  db: Drizzle,
  { service, since }: SaidOf,
): Promise<ReadonlyMap<string, readonly PostRow[]>> {
  // What is compared is taken out of the notice once: `offset 0` keeps the planner from taking it out again and again.
  const rows = await db.execute<PostRow>(sql`
    select id, service, title, url, components, ${ms("vanished_at")} as vanished_at, ${ms("first_seen_at")} as seen_at, impact,
      maintenance, over_since, published_at, last_post_at
    from (
      select *, lag((title, impact, components, maintenance, over_since is null))
        over (partition by id order by first_seen_at, digest)
        is distinct from (title, impact, components, maintenance, over_since is null) as tells
      from (
        select n.id, n.service, n.vanished_at, v.first_seen_at, v.digest, x.*
        from notice n join notice_version v on v.notice_id = n.id
        cross join lateral (
          select v.notice->>'title' as title, v.notice->>'url' as url, v.notice->>'impact' as impact,
            v.notice->>'components' as components, v.notice->>'maintenance' is not null as maintenance,
            (v.notice->>'resolvedAt')::float8 as over_since, (v.notice->>'publishedAt')::float8 as published_at,
            (select max((u->>'at')::float8) from jsonb_array_elements(v.notice->'updates') u) as last_post_at
          offset 0
        ) x
        where not n.maintenance and (n.resolved_at is null or n.resolved_at > ${iso(since)})
          and (n.vanished_at is null or n.vanished_at > ${iso(since)}) ${only(sql`n.service`, service)}
      ) every_version
    ) compared
    where tells order by service, id, first_seen_at, digest`);
  return bySlug(rows, (row) => row);
}

function bySlug<Row extends { readonly service: string }, T>(
  rows: readonly Row[],
  of: (row: Row) => T,
): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const list = found.get(row.service);
    if (list) list.push(of(row));
    else found.set(row.service, [of(row)]);
  }
  return found;
}

/** The notices that rows of one vendor tell of, and what is told of each by its id. Versions of one stand together. */
export function noticesOf(
  rows: readonly PostRow[],
  vendor: Vendor,
): { readonly notices: readonly Notice[]; readonly told: ReadonlyMap<string, NoticeTold> } {
  const posts = new Map<string, NoticePost[]>();
  const told = new Map<string, NoticeTold>();
  const touched = touching(vendor);
  for (const [index, row] of rows.entries()) {
    const { id, title, url, vanished_at: gone } = row;
    const known = posts.get(id) ?? [];
    const post: NoticePost = {
      seenAt: row.seen_at,
      // The first post is dated by the notice; its later ones by themselves.
      postedAt: known.length === 0 ? row.published_at : row.last_post_at,
      impact: row.maintenance ? "maintenance" : impactOf(row.impact),
      components: touched(row),
      overSince: row.over_since,
    };
    const isNewest = rows[index + 1]?.id !== id;
    // Some pages say that it is over by saying no more.
    const silence = isNewest && gone !== null && row.over_since === null;
    posts.set(id, [...known, post, ...(silence ? [{ ...post, seenAt: gone, postedAt: null, overSince: gone }] : [])]);
    told.set(id, { id, title, url });
  }
  return { notices: [...posts].map(([id, list]) => ({ id, posts: list })), told };
}

/** Components of ours that a notice may be about, worked out once for the same words. */
function touching(vendor: Vendor): (row: PostRow) => readonly string[] | null {
  const known = new Map<string, readonly string[] | null>();
  return ({ title, components }) => {
    const words = `${title}\n${components}`;
    if (!known.has(words)) {
      const listed: PageComponent[] = JSON.parse(components);
      known.set(words, touchedOrAll(touchedBy({ title, components: listed }, vendor), vendor));
    }
    return known.get(words) ?? null;
  };
}

/** A page without a word for how bad it is says that something is wrong by saying anything at all. */
function impactOf(impact: PageImpact): NoticeImpact {
  return impact === "unstated" ? "minor" : impact;
}
