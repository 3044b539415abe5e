import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { type FeedRow, feedReads, readsOf } from "#db/read/feed-reads.ts";
import { readMaintenanceAtOnset } from "#db/read/maintenance.ts";
import { type Reading, readingOf } from "#domain/cloud/reading.ts";
import type { Vendor } from "#domain/cloud/touched.ts";
import { groupedBy } from "#domain/grouped.ts";
import type { Outage } from "#domain/said/acknowledgement.ts";
import { type NoticeVersion, pageReadOf } from "#domain/said/from-page.ts";
import type { PageRead } from "#domain/said/record.ts";
import type { EpochMs } from "#domain/time.ts";

/** What said against saw is worked out from: of one service, or of all with a null. */
export interface SaidOf {
  readonly service: string | null;
  /** Of what began, or was over, before it nothing is read. */
  readonly since: EpochMs;
}

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
    const addresses = feeds.map(readsOf);
    const reading = readingOf(addresses, now);
    const named = aliases === null ? vendor : { ...vendor, aliases };
    return { ...named, page: pageReadOf(addresses, reading), reading };
  });
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
  return groupedBy(
    unannounced,
    (row) => row.service,
    (row) => ({
      incident: row.id,
      component: row.component,
      onset: row.started_at,
      lastGood: row.last_good,
      recoveredAt: row.recovered_at,
      lastBad: row.last_bad,
    }),
  );
}

/** A version of a notice; with the columns that the query gives other names than the domain does. */
type VersionRow = Omit<NoticeVersion, "vanishedAt" | "seenAt" | "overSince" | "publishedAt" | "lastPostAt"> & {
  readonly service: string;
  readonly vanished_at: number | null;
  readonly seen_at: number;
  readonly over_since: number | null;
  readonly published_at: number;
  readonly last_post_at: number | null;
};

/**
 * The notices of trouble by service: of each its versions, oldest first, without those that differ only in what nothing here
 * depends on, such as one more post saying that they are looking into it.
 */
export async function readVersions(
  db: Drizzle,
  { service, since }: SaidOf,
): Promise<ReadonlyMap<string, readonly NoticeVersion[]>> {
  // What is compared is taken out of the notice once: `offset 0` keeps the planner from taking it out again and again.
  const rows = await db.execute<VersionRow>(sql`
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
  return groupedBy(
    rows,
    ({ service }) => service,
    ({ vanished_at, seen_at, over_since, published_at, last_post_at, service: _, ...row }) => ({
      ...row,
      vanishedAt: vanished_at,
      seenAt: seen_at,
      overSince: over_since,
      publishedAt: published_at,
      lastPostAt: last_post_at,
    }),
  );
}
