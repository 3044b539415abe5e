import { asc, desc, inArray, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso, ms } from "#db/instants.ts";
import { isCloudKnown } from "#db/read/known-slugs.ts";
import { attribution, cloudEventVersion, feed } from "#db/schema/cloud.ts";
import type { StoredAttribution } from "#domain/attribution/record.ts";
import { type ActivePeriod, activePeriods } from "#domain/cloud/active.ts";
import { type CloudEvent, worstOf } from "#domain/cloud/event.ts";
import type {
  CloudEventDetail,
  CloudEventPage,
  CloudEventView,
  FeedView,
  ProviderView,
  RegionNow,
} from "#domain/publish/cloud.ts";
import type { CloudEventQuery } from "#domain/publish/cloud-query.ts";
import type { EpochMs } from "#domain/time.ts";

type EventRow = {
  id: string;
  event: CloudEvent;
  vanished_at: number | null;
  versions: number;
  changed_at: number;
};

/** What every reading of events selects, with `e` for `cloud_event`. */
const selected = sql`select e.id, e.event, ${ms("e.vanished_at")} as vanished_at, v.versions::int as versions,
    ${ms("coalesce(greatest(v.changed_at, e.vanished_at), e.updated_at)")} as changed_at
  from cloud_event e cross join lateral (
    select count(*) as versions, max(first_seen_at) as changed_at from cloud_event_version where cloud_event_id = e.id
  ) v`;

function viewOf({ id, event, vanished_at, versions, changed_at }: EventRow): CloudEventView {
  return { id, event, vanishedAt: vanished_at, versions, changedAt: changed_at };
}

const CLOUD_FEED = /^cloud:([^/]+)\//;

/**
 * What each cloud says of itself now, and since when it could not be read. Only providers that were ever asked, or of whom
 * something is on record; in the order of their slugs.
 */
export async function readClouds(db: Drizzle, now: EpochMs): Promise<ProviderView[]> {
  const feeds = await db.select().from(feed).orderBy(asc(feed.name));
  const rows = await db.execute<EventRow>(sql`${selected}
    where e.ended_at is null and e.vanished_at is null and not e.maintenance order by e.onset_at desc, e.id desc`);
  const open = rows.map(viewOf);
  const known = await db.execute<{ provider: string }>(sql`select distinct provider from cloud_event`);
  const byProvider = new Map<string, FeedView[]>(known.map(({ provider }) => [provider, []]));
  for (const row of feeds) {
    const provider = CLOUD_FEED.exec(row.name)?.[1];
    if (provider !== undefined) byProvider.set(provider, [...(byProvider.get(provider) ?? []), feedView(row)]);
  }
  const ongoing = [...open, ...(await readEndingLater(db, now))];
  return [...byProvider]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([provider, feeds]) => ({
      provider,
      feeds,
      open: open.filter(({ event }) => event.provider === provider),
      regions: regionsNow(
        ongoing.filter(({ event }) => event.provider === provider),
        now,
      ),
    }));
}

/** Events with an end that was announced and is yet to come. */
async function readEndingLater(db: Drizzle, now: EpochMs): Promise<CloudEventView[]> {
  const rows = await db.execute<EventRow>(sql`${selected}
    where e.ended_at > ${iso(now)} and e.vanished_at is null and not e.maintenance order by e.onset_at desc, e.id desc`);
  return rows.map(viewOf);
}

function feedView(row: typeof feed.$inferSelect): FeedView {
  const { unreadableSince: since, unreadableReason: reason } = row;
  return {
    name: row.name,
    kind: row.kind,
    url: row.url,
    checkedAt: row.checkedAt.getTime(),
    readAt: row.readAt?.getTime() ?? null,
    unreadable: since === null ? null : { since: since.getTime(), reason: reason ?? "" },
    entries: row.entries,
    broken: row.broken,
  };
}

/** Regions with trouble now, those without a region first. */
function regionsNow(events: readonly CloudEventView[], now: EpochMs): RegionNow[] {
  const regions = new Set(events.flatMap(({ event }) => event.periods.map(({ region }) => region)));
  return [...regions]
    .sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1))
    .flatMap((region): RegionNow[] => {
      const active = events.flatMap((view) =>
        activePeriods(view.event, now, { region }, view.vanishedAt)
          // What is global stands once, without a region, and not once more beside each region that another event names.
          .filter(({ period }) => period.region === region)
          .map((one) => ({ ...one, id: view.id })),
      );
      const fresh = active.filter(({ counts }) => counts);
      const shown = fresh.length > 0 ? fresh : active;
      const severity = worstOf(shown.map(({ period }) => period.severity));
      if (severity === null) return [];
      const each = (of: (one: ActivePeriod & { id: string }) => string | null) => [
        ...new Set(shown.flatMap((one) => of(one) ?? [])),
      ];
      return [
        {
          region,
          severity,
          zones: each(({ period }) => period.zone).sort(),
          services: each(({ period }) => period.service).sort(),
          events: each(({ id }) => id),
          counts: fresh.length > 0,
        },
      ];
    });
}

/** A page of events, the newest onset first. One whose onset turns out to be another may move while pages are turned. */
export async function readCloudEvents(db: Drizzle, query: CloudEventQuery): Promise<CloudEventPage> {
  const { provider, region, state, cursor, limit } = query;
  if (provider !== null && !(await isCloudKnown(db, provider))) return { events: [], next: null };
  const conditions = [
    ...(provider === null ? [] : [sql`e.provider = ${provider}`]),
    ...(region === null ? [] : [sql`${region} = any(e.regions)`]),
    ...(state === null
      ? []
      : state === "open"
        ? [sql`e.ended_at is null and e.vanished_at is null`]
        : [sql`(e.ended_at is not null or e.vanished_at is not null)`]),
    ...(cursor === null ? [] : [sql`(e.onset_at, e.id) < (${iso(cursor.onsetAt)}::timestamptz, ${cursor.id})`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const rows = await db.execute<EventRow>(sql`${selected} ${where}
    order by e.onset_at desc, e.id desc limit ${limit + 1}`);
  const events = rows.slice(0, limit).map(viewOf);
  const last = events.at(-1);
  const next = rows.length > limit && last !== undefined ? { onsetAt: last.event.onsetAt, id: last.id } : null;
  return { events, next };
}

/** One event with every state of its record and what is attributed to it; null when there is none of this id. */
export async function readCloudEvent(db: Drizzle, id: string): Promise<CloudEventDetail | null> {
  const [row] = await db.execute<EventRow>(sql`${selected} where e.id = ${id}`);
  if (row === undefined) return null;
  const versions = await db
    .select()
    .from(cloudEventVersion)
    .where(sql`${cloudEventVersion.cloudEventId} = ${id}`)
    .orderBy(asc(cloudEventVersion.firstSeenAt), asc(cloudEventVersion.lastSeenAt), asc(cloudEventVersion.digest));
  const attributions = await db
    .select()
    .from(attribution)
    .where(sql`${attribution.cloudEventId} = ${id}`)
    .orderBy(desc(attribution.score), asc(attribution.incidentId));
  return {
    event: viewOf(row),
    versions: versions.map(({ event, ...version }) => ({
      firstSeenAt: version.firstSeenAt.getTime(),
      lastSeenAt: version.lastSeenAt.getTime(),
      feed: event.feed,
      title: event.title,
      onsetAt: event.onsetAt,
      onsetQuality: event.onsetQuality,
      severity: event.severity.now,
      endedAt: event.endedAt,
    })),
    attributions: attributions.map(storedAttribution),
  };
}

function storedAttribution(row: typeof attribution.$inferSelect): StoredAttribution {
  return {
    incident: row.incidentId,
    cloudEvent: row.cloudEventId,
    record: row.detail,
    computedAt: row.computedAt.getTime(),
    ruleVersion: row.ruleVersion,
  };
}

/** The attributions of incidents, by the incident's id; those without one are not among them. */
export async function readAttributions(
  db: Pick<Drizzle, "select">,
  incidentIds: readonly string[],
): Promise<Map<string, StoredAttribution>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(attribution)
    .where(inArray(attribution.incidentId, [...incidentIds]));
  return new Map(rows.map((row) => [row.incidentId, storedAttribution(row)]));
}
