import { type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { ms } from "#db/instants.ts";
import { readAttributions, readCloudEvents } from "#db/read/clouds.ts";
import { readNewestGroups } from "#db/read/incident-groups.ts";
import { readNewestUpdates } from "#db/read/incidents.ts";
import { readVendors } from "#db/read/maintenance.ts";
import { remembered } from "#db/read/remembered.ts";
import type { Layer } from "#domain/check/service.ts";
import type { Notice } from "#domain/cloud/notice.ts";
import { maintainedBy, touchedBy } from "#domain/cloud/touched.ts";
import type { FeedScope } from "#domain/publish/feed/address.ts";
import { MOST_STEPS } from "#domain/publish/feed/entry.ts";
import { MOST_GROUPS } from "#domain/publish/feed/feed.ts";
import type { FeedGroup, FeedNotice, FeedReader, FeedRecord } from "#domain/publish/feed/record.ts";
import { ALL_GROUPS, type GroupFilter, type IncidentGroupView } from "#domain/publish/group-query.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** All forms of a scope in both languages are made of one reading. */
const FRESH_MS = 3_000;
/** Every service, layer and cloud, and some that nobody has. */
const SCOPES = 200;
/** Notices that are looked through for those that a feed shows; a page may announce much that is not watched here. */
const NOTICES = 100;
const EVENTS = 100;

/** What feeds and calendars are made of, remembered for some seconds. */
export function createFeedReader(db: Drizzle, now: () => EpochMs): FeedReader {
  const read = remembered<string, FeedRecord>({
    read: (key) => readFeed(db, JSON.parse(key) as FeedScope),
    now,
    freshMs: FRESH_MS,
    most: SCOPES,
  });
  return { feed: (scope) => read(JSON.stringify(scope)) };
}

/** What is on record of a scope, the newest of it. Of a service or cloud that nobody has there is nothing. */
export async function readFeed(db: Drizzle, scope: FeedScope): Promise<FeedRecord> {
  const filter = filterOf(scope);
  const isOfClouds = scope.kind === "cloud" || (scope.kind === "layer" && scope.layer === "cloud");
  const recorded = await db.transaction(
    async (tx) => {
      const groups = filter === null ? [] : await readGroups(tx, filter, scope);
      const ids = groups.flatMap(({ details }) => details.map(({ incident }) => incident.id));
      return {
        groups,
        attributions: await readAttributions(tx, ids),
        notices: isOfClouds ? [] : await readNotices(tx, scope),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const provider = scope.kind === "cloud" ? scope.provider : null;
  const { events } = isOfClouds
    ? await readCloudEvents(db, { limit: EVENTS, provider, region: null, state: null, cursor: null })
    : { events: [] };
  return { ...recorded, events };
}

/** Which groups a scope is about; null for none. Clouds as a layer are told of by themselves. */
function filterOf(scope: FeedScope): GroupFilter | null {
  switch (scope.kind) {
    case "all":
      return ALL_GROUPS;
    case "service":
      return { ...ALL_GROUPS, service: scope.slug };
    case "layer":
      return scope.layer === "cloud" ? null : { ...ALL_GROUPS, layer: scope.layer };
    case "cloud":
      return { ...ALL_GROUPS, cloud: scope.provider };
  }
}

type Transaction = Pick<Drizzle, "select" | "execute">;

async function readGroups(tx: Transaction, filter: GroupFilter, scope: FeedScope): Promise<FeedGroup[]> {
  const groups = await readNewestGroups(tx, filter, MOST_GROUPS);
  const own = groups.map(({ incidents }) => incidents.filter((incident) => isOf(scope, incident)));
  const ids = own.flat().map(({ id }) => id);
  const updates = await readNewestUpdates(tx, ids, MOST_STEPS);
  return groups.map(
    ({ id, incidents }: IncidentGroupView, index): FeedGroup => ({
      id,
      details: (own[index] ?? []).map((incident) => ({ incident, updates: updates.get(incident.id) ?? [] })),
      others: incidents.length - (own[index]?.length ?? 0),
    }),
  );
}

/** A service's feed shows its part of a group; of a cloud all that began together stands together. */
function isOf(scope: FeedScope, { about }: IncidentView): boolean {
  if (scope.kind === "service") return about.serviceSlug === scope.slug;
  return scope.kind !== "layer" || about.layer === scope.layer;
}

interface NoticeRow {
  readonly id: string;
  readonly service: string;
  readonly notice: Notice;
  readonly firstSeenAt: EpochMs;
  readonly changedAt: EpochMs;
  readonly vanishedAt: EpochMs | null;
  [column: string]: unknown;
}

/** Announced maintenance of what is watched here, what was said last first. */
function readNotices(tx: Transaction, scope: FeedScope): Promise<FeedNotice[]> {
  const isOwn = scope.kind === "service" ? sql`n.service = ${scope.slug}` : sql`true`;
  return readAnnounced(tx, isOwn, (layer) => scope.kind !== "layer" || layer === scope.layer);
}

/** Some announced maintenance of what is watched here, by its public ids. */
export function readNoticesOf(db: Drizzle, ids: readonly string[]): Promise<FeedNotice[]> {
  return readAnnounced(db, sql`n.id = any(${sql.param([...ids])}::text[])`, () => true);
}

async function readAnnounced(tx: Transaction, isOwn: SQL, isShown: (layer: Layer) => boolean): Promise<FeedNotice[]> {
  const rows = await tx.execute<NoticeRow>(sql`
    select n.id, n.service, n.notice, ${ms("n.first_seen_at")} as "firstSeenAt", ${ms("n.vanished_at")} as "vanishedAt",
      ${ms("greatest(n.updated_at, n.vanished_at)")} as "changedAt"
    from notice n where n.maintenance and ${isOwn} order by n.updated_at desc, n.id desc limit ${NOTICES}`);
  const vendors = new Map((await readVendors(tx, rows)).map((vendor) => [vendor.slug, vendor]));
  return rows.flatMap(({ service, ...row }): FeedNotice[] => {
    const vendor = vendors.get(service);
    if (vendor === undefined) return [];
    const slugs = maintainedBy(touchedBy(row.notice, vendor), vendor);
    const parts = vendor.components.filter(({ slug }) => slugs.includes(slug));
    if (!parts.some(({ layer }) => isShown(layer))) return [];
    return [
      {
        ...row,
        service: { slug: vendor.slug, name: vendor.name },
        parts: parts.map(({ name }) => name),
        whole: parts.length === vendor.components.length,
      },
    ];
  });
}
