import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { componentsTouched, type Vendor } from "#domain/attribution/from-notice.ts";
import { quantile } from "#domain/attribution/lead-lag.ts";
import type { OnsetQuality } from "#domain/cloud/event.ts";
import type { PageComponent, NoticeImpact as PageImpact } from "#domain/cloud/notice.ts";
import type { CloudDelay, CloudDelays, SaidOfService, SaidRecord } from "#domain/publish/said.ts";
import { acknowledgement, type Outage } from "#domain/said/acknowledgement.ts";
import type { Notice, NoticeImpact, NoticePost, Reading } from "#domain/said/notice.ts";
import { outsideWhatWeMeasure } from "#domain/said/outside.ts";
import { saidSummary } from "#domain/said/summary.ts";
import type { EpochMs } from "#domain/time.ts";
import { type Interval, mergeIntervals } from "#domain/uptime/interval.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A grade compares over 90 days. */
const SPAN_MS = 90 * DAY_MS;
/** Of the clouds' own notices there are fewer, and their history is in their feeds. */
const CLOUD_SPAN_MS = 365 * DAY_MS;
/** Status pages are read every two minutes. */
const PAGE_POLL_MS = 2 * 60_000;
/** An hour of which less than this is known was not watched throughout, and pages were not read throughout either. */
const WHOLE_HOUR_S = 3_500;
/** Below this nothing is printed (methods 5). */
const FEWEST = 3;

const iso = (at: EpochMs) => new Date(at).toISOString();
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/**
 * What vendors said against what we saw, of the last 90 days: for one service or for all whose status page is read; and how
 * late the clouds' own notices came. Incidents that were taken back or made up do not count.
 */
export async function readSaid(
  db: Drizzle,
  { service }: { readonly service: string | null },
  now: EpochMs,
): Promise<SaidRecord> {
  const vendors = await readVendors(db, service);
  const slugs = vendors.map(({ slug }) => slug);
  const outages = await readOutages(db, slugs, now);
  const notices = await readNotices(db, slugs, now);
  const unwatched = slugs.length === 0 ? [] : await readUnwatched(db, now);
  const services = vendors.map((vendor): SaidOfService => {
    const own = outages.filter(({ service: slug }) => slug === vendor.slug).map(({ outage }) => outage);
    const said = noticesOf(
      notices.filter((row) => row.service === vendor.slug),
      vendor,
    );
    const reading = readingOf(vendor, unwatched, now);
    const acknowledgements = own.map((outage) => acknowledgement(outage, said, reading, now));
    return {
      service: vendor.slug,
      name: vendor.name,
      page: { readFrom: vendor.readFrom, unreadableSince: vendor.unreadableSince },
      acknowledgements,
      summary: saidSummary(acknowledgements),
      // What was said of a time before we looked cannot have been seen.
      outside: outsideWhatWeMeasure(said, own).filter(({ saidAt, postedAt }) => {
        return vendor.readFrom !== null && saidAt > vendor.readFrom && (postedAt ?? saidAt) > now - SPAN_MS;
      }),
    };
  });
  return {
    services,
    overall: saidSummary(services.flatMap(({ acknowledgements }) => acknowledgements)),
    clouds: service === null ? await readCloudDelays(db, now) : [],
  };
}

interface PageVendor extends Vendor {
  readonly name: string;
  /** Since when its page has been read: null when nobody can tell. */
  readonly readFrom: EpochMs | null;
  /** Since when none of its addresses can be read. */
  readonly unreadableSince: EpochMs | null;
}

/**
 * Services with a page that is read. Pages list past notices, so the first that was seen of it tells since when it is read;
 * of a page that never said anything that is not known.
 */
async function readVendors(db: Drizzle, slug: string | null): Promise<PageVendor[]> {
  const rows = await db.execute<{
    slug: string;
    name: string;
    components: PageVendor["components"];
    read_from: number | null;
    unreadable_since: number | null;
  }>(sql`
    select s.slug, s.name, c.components, ${ms("n.read_from")} as read_from, ${ms("f.unreadable_since")} as unreadable_since
    from service s
    cross join lateral (
      select case when count(*) = count(unreadable_since) then max(unreadable_since) end as unreadable_since
      from feed where name = 'page:' || s.slug or starts_with(name, 'page:' || s.slug || '/')
      having count(*) > 0
    ) f
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'chain', chain) order by position), '[]')
        as components
      from component where service_id = s.id and withdrawn_at is null
    ) c
    cross join lateral (select min(first_seen_at) as read_from from notice where service = s.slug) n
    where s.withdrawn_at is null ${slug === null ? sql`` : sql`and s.slug = ${slug}`}
    order by s.position`);
  return rows.map(({ read_from, unreadable_since, ...row }) => ({
    ...row,
    readFrom: read_from,
    unreadableSince: unreadable_since,
  }));
}

async function readOutages(
  db: Drizzle,
  slugs: readonly string[],
  now: EpochMs,
): Promise<{ service: string; outage: Outage }[]> {
  if (slugs.length === 0) return [];
  const rows = await db.execute<{
    id: string;
    service: string;
    component: string;
    started_at: number;
    last_good: number | null;
    resolved_at: number | null;
  }>(sql`
    select i.id, s.slug as service, s.slug || '/' || c.slug as component, ${ms("i.started_at")} as started_at,
      ${ms("i.last_good")} as last_good, ${ms("i.resolved_at")} as resolved_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where s.slug = any(${sql.param([...slugs])}::text[]) and i.retracted is null and not i.made_up
      and i.started_at > ${iso(now - SPAN_MS)}
    order by i.started_at desc, i.id`);
  return rows.map((row) => ({
    service: row.service,
    outage: {
      incident: row.id,
      component: row.component,
      onset: row.started_at,
      lastGood: row.last_good,
      recoveredAt: row.resolved_at,
      lastBad: null,
    },
  }));
}

type PostRow = {
  id: string;
  service: string;
  seen_at: number;
  impact: PageImpact;
  maintenance: boolean;
  resolved: boolean;
  published_at: number;
  last_post_at: number | null;
  components: PageComponent[];
};

/** Every version of every notice, with nothing of it but what the delays depend on. */
async function readNotices(db: Drizzle, slugs: readonly string[], now: EpochMs): Promise<readonly PostRow[]> {
  if (slugs.length === 0) return [];
  return db.execute<PostRow>(sql`
    select n.id, n.service, ${ms("v.first_seen_at")} as seen_at, v.notice->>'impact' as impact,
      v.notice->'maintenance' <> 'null' as maintenance, v.notice->'resolvedAt' <> 'null' as resolved,
      (v.notice->>'publishedAt')::float8 as published_at,
      (select max((u->>'at')::float8) from jsonb_array_elements(v.notice->'updates') u) as last_post_at,
      v.notice->'components' as components
    from notice n join notice_version v on v.notice_id = n.id
    where n.service = any(${sql.param([...slugs])}::text[]) and not n.maintenance
      and (n.resolved_at is null or n.resolved_at > ${iso(now - SPAN_MS)})
    order by n.service, n.id, v.first_seen_at, v.digest`);
}

function noticesOf(rows: readonly PostRow[], vendor: Vendor): Notice[] {
  const posts = new Map<string, NoticePost[]>();
  for (const row of rows) {
    const known = posts.get(row.id) ?? [];
    known.push({
      seenAt: row.seen_at,
      // The first post is dated by the notice; its later ones by themselves.
      postedAt: known.length === 0 ? row.published_at : row.last_post_at,
      impact: row.maintenance ? "maintenance" : impactOf(row.impact),
      components: componentsTouched(row.components, vendor),
      resolved: row.resolved,
    });
    posts.set(row.id, known);
  }
  return [...posts].map(([id, list]) => ({ id, posts: list }));
}

/** A page without a word for how bad it is says that something is wrong by saying anything at all. */
function impactOf(impact: PageImpact): NoticeImpact {
  return impact === "unstated" ? "minor" : impact;
}

/** When the page was not read, as far as it is known: before the first look, while it cannot be read, while nobody looked. */
function readingOf({ readFrom, unreadableSince }: PageVendor, unwatched: readonly Interval[], now: EpochMs): Reading {
  const before = { from: 0, to: readFrom ?? now };
  const since = unreadableSince === null ? [] : [{ from: unreadableSince, to: null }];
  const closed = mergeIntervals([before, ...unwatched], { from: now - SPAN_MS - DAY_MS, to: now });
  return { pollMs: PAGE_POLL_MS, unread: [...closed, ...since] };
}

/** Hours in which no component was known throughout: our own workers stood still, and read no pages either. */
async function readUnwatched(db: Drizzle, now: EpochMs): Promise<Interval[]> {
  const open = Math.floor(now / HOUR_MS) * HOUR_MS;
  const rows = await db.execute<{ at: number }>(sql`
    select ${ms("hour")} as at
    from generate_series(${iso(open - SPAN_MS)}::timestamptz, ${iso(open - 2 * HOUR_MS)}::timestamptz, '1 hour') hour
    where not exists (select 1 from component_hour h where h.hour = hour.hour
      and h.up_s + h.degraded_s + h.down_s + h.maintenance_s >= ${WHOLE_HOUR_S})
    order by hour`);
  return rows.map(({ at }) => ({ from: at, to: at + HOUR_MS }));
}

type DelayRow = {
  id: string;
  provider: string;
  title: string;
  onset_at: number;
  quality: OnsetQuality;
  published_at: number;
  seen_at: number;
  read_from: number;
};

/** How late the clouds' own notices came, where it is known when it began: by their clock and by ours. */
export async function readCloudDelays(db: Drizzle, now: EpochMs): Promise<CloudDelays[]> {
  const rows = await db.execute<DelayRow>(sql`
    select e.id, e.provider, e.title, ${ms("e.onset_at")} as onset_at, e.event->>'onsetQuality' as quality,
      (e.event->>'firstPublishedAt')::float8 as published_at, (e.event->>'firstSeenAt')::float8 as seen_at,
      min((e.event->>'firstSeenAt')::float8) over (partition by e.provider) as read_from
    from cloud_event e
    where e.onset_at > ${iso(now - CLOUD_SPAN_MS)} and not e.maintenance and e.peak <> 'informational'
    order by e.provider, e.onset_at desc, e.id`);
  const byProvider = new Map<string, CloudDelay[]>();
  for (const row of rows) {
    if (row.quality === "first_status_post") continue;
    const wasRead = row.published_at > row.read_from;
    const delay: CloudDelay = {
      event: row.id,
      provider: row.provider,
      title: row.title,
      onsetAt: row.onset_at,
      onsetQuality: row.quality,
      publishedMs: row.published_at - row.onset_at,
      seenMs: wasRead ? row.seen_at - row.onset_at : null,
    };
    byProvider.set(row.provider, [...(byProvider.get(row.provider) ?? []), delay]);
  }
  return [...byProvider].map(([provider, delays]) => ({
    provider,
    delays,
    medianPublishedMs: medianOf(delays.map(({ publishedMs }) => publishedMs)),
    medianSeenMs: medianOf(delays.flatMap(({ seenMs }) => seenMs ?? [])),
  }));
}

function medianOf(values: readonly number[]): number | null {
  return values.length < FEWEST
    ? null
    : quantile(
        values.toSorted((a, b) => a - b),
        0.5,
      );
}
