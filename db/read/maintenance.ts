import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { type FeedRow, feedReads, readsOf } from "#db/read/feed-reads.ts";
import { remembered } from "#db/read/remembered.ts";
import {
  type Maintenance,
  type MaintenanceNotice,
  type MaintenanceSpan,
  maintenanceAt,
  maintenanceById,
  type StoredVendor,
  WITHOUT_END_MS,
} from "#domain/cloud/maintenance.ts";
import { readingOf } from "#domain/cloud/reading.ts";
import type { EpochMs } from "#domain/time.ts";

/** What can be asked: a handle, or a transaction of either client. */
export interface Reader {
  execute(query: SQL): PromiseLike<readonly Record<string, unknown>[]>;
}

/** Declared maintenance by the key of a component's row; a component without any is not among them. */
export type MaintenanceByComponent = ReadonlyMap<number, readonly MaintenanceSpan[]>;

const DAY_MS = 86_400_000;
/** Later than anything: what was seen since the newest look is no older than that. */
const EVER = Date.parse("9999-12-31T00:00:00Z");
/** Pages are asked every two minutes. */
const FRESH_MS = 10_000;

/** No window of a notice `n` counts for longer than to here. Milliseconds. */
const lastInstant = sql`(greatest((n.notice->'maintenance'->>'from')::float8, (n.notice->'maintenance'->>'until')::float8)
  + ${WITHOUT_END_MS}::float8)`;

export interface MaintenanceReader {
  /** Of every component, what reaches into the last day. */
  read(now: EpochMs): Promise<MaintenanceByComponent>;
}

/** Reads what is declared again and again; it is remembered for some seconds. */
export function createMaintenanceReader(db: Drizzle): MaintenanceReader {
  let asked = 0;
  const read = remembered({
    read: (_: null, at) => readMaintenance(db, at - DAY_MS),
    now: () => asked,
    freshMs: FRESH_MS,
    most: 1,
  });
  return {
    read: (now) => {
      asked = now;
      return read(null);
    },
  };
}

/** The time that counts as declared maintenance, as far as it reaches beyond an instant. @param service of one only */
export function readMaintenance(
  db: Reader,
  from: EpochMs,
  service: string | null = null,
): Promise<MaintenanceByComponent> {
  return readFrom(db, from, service === null ? sql`true` : sql`n.service = ${service}`);
}

/** The same of the services of some components, by the keys of their rows. */
export function readMaintenanceOf(db: Reader, from: EpochMs, ids: readonly number[]): Promise<MaintenanceByComponent> {
  const own = sql`n.service in (select s.slug from service s join component c on c.service_id = s.id
    where c.id = any(${sql.param([...ids])}::bigint[]))`;
  return readFrom(db, from, own);
}

async function readFrom(db: Reader, from: EpochMs, isOwn: SQL): Promise<MaintenanceByComponent> {
  const notices = await readNotices(
    db,
    sql`select n.id from notice n where n.maintenance and ${isOwn}
      and coalesce(n.resolved_at, n.vanished_at, 'infinity') > ${iso(from)}
      and (n.updated_at > ${iso(from)} or ${lastInstant} > ${from})`,
  );
  return maintenanceById(notices, await readVendors(db, notices));
}

/** An incident, as far as it tells whether it began in declared maintenance. */
interface Onset {
  readonly id: string;
  /** `infura/polygon` */
  readonly component: string;
  readonly startedAt: EpochMs;
}

/** What was declared for their components when incidents began, by the incident's id. */
export async function readMaintenanceAtOnset(
  db: Reader,
  onsets: readonly Onset[],
): Promise<ReadonlyMap<string, Maintenance>> {
  if (onsets.length === 0) return new Map();
  const services = onsets.map(({ component }) => component.slice(0, component.indexOf("/")));
  const instants = onsets.map(({ startedAt }) => startedAt);
  const notices = await readNotices(
    db,
    sql`select n.id from unnest(${sql.param(services)}::text[], ${sql.param(instants)}::float8[]) o (service, ms)
      cross join lateral to_timestamp(o.ms / 1000) at
      join notice n on n.service = o.service and n.maintenance and least(n.published_at, n.first_seen_at) <= at
        and coalesce(n.resolved_at, n.vanished_at, 'infinity') > at and (n.updated_at > at or ${lastInstant} > o.ms)`,
  );
  const vendors = await readVendors(db, notices);
  const spans = maintenanceById(notices, vendors);
  const ids = new Map(
    vendors.flatMap(({ slug, components }) => components.map((one) => [`${slug}/${one.slug}`, one.id])),
  );
  return new Map(
    onsets.flatMap(({ id, component, startedAt }) => {
      const found = maintenanceAt(spans.get(ids.get(component) ?? 0) ?? [], startedAt);
      return found === null ? [] : [[id, found] as const];
    }),
  );
}

interface NoticeRow extends MaintenanceNotice {
  [column: string]: unknown;
}

/** Notices with all their versions, without the texts. @param ids a query for their ids */
async function readNotices(db: Reader, ids: SQL): Promise<readonly MaintenanceNotice[]> {
  const rows = await db.execute(sql`
    select n.id, n.service, ${ms("n.vanished_at")} as "vanishedAt",
      jsonb_agg(jsonb_build_object('seenAt', ${ms("v.first_seen_at")}, 'notice', (v.notice - 'updates') ||
        jsonb_build_object('updates', u.posts)) order by v.first_seen_at, v.digest) as versions
    from notice n join notice_version v on v.notice_id = n.id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('at', e->'at', 'status', e->'status')), '[]') as posts
      from jsonb_array_elements(v.notice->'updates') e
    ) u where n.id in (${ids}) group by n.id order by n.id`);
  return rows as readonly NoticeRow[];
}

interface VendorRow extends Omit<StoredVendor, "reading"> {
  readonly feeds: readonly FeedRow[];
  [column: string]: unknown;
}

/** The services of notices. A component that has left the catalog still counts for what was. */
export async function readVendors(
  db: Reader,
  notices: readonly Pick<MaintenanceNotice, "service">[],
): Promise<StoredVendor[]> {
  const slugs = [...new Set(notices.map(({ service }) => service))];
  if (slugs.length === 0) return [];
  const rows = await db.execute(sql`
    select s.slug, s.name, s.spec->'aliases' as aliases, s.spec->'statusPage' as "statusPage",
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'layer', c.layer,
        'chain', c.chain) order by c.position), '[]') from component c where c.service_id = s.id) as components,
      (select coalesce(jsonb_agg(${feedReads(0)}), '[]') from feed f
        where starts_with(f.name, 'page:' || s.slug || '/') and f.kind <> 'statuspage-incidents') as feeds
    from service s where s.slug = any(${sql.param(slugs)}::text[])`);
  return (rows as readonly VendorRow[]).map(({ feeds, ...vendor }) => ({
    ...vendor,
    reading: readingOf(feeds.map(readsOf), EVER),
  }));
}
