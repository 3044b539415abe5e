import { asc, isNull, sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { iso } from "#db/instants.ts";
import { readAttributed } from "#db/read/attributed.ts";
import { readCloudEvent, readCloudEvents, readClouds } from "#db/read/clouds.ts";
import { readHosting, readRangeSources } from "#db/read/hosting.ts";
import { component, service } from "#db/schema/catalog.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { ComponentSpec, Layer, ServiceSpec } from "#domain/check/service.ts";
import type { HostingRecord } from "#domain/hosting/record.ts";
import type { AttributedIncidents } from "#domain/publish/attributed.ts";
import type { CloudEventDetail, CloudEventPage, ProviderView } from "#domain/publish/cloud.ts";
import type { CloudEventQuery } from "#domain/publish/cloud-query.ts";
import type { EpochMs } from "#domain/time.ts";

/** What pages and routes may ask about clouds and about what stands on them. */
export interface CloudRecord {
  hosting(now: EpochMs): Promise<HostingRecord>;
  /** Incidents of each service that began since, by its slug. */
  incidents(since: EpochMs): Promise<ReadonlyMap<string, IncidentCount>>;
  clouds(now: EpochMs): Promise<readonly ProviderView[]>;
  events(query: CloudEventQuery): Promise<CloudEventPage>;
  /** Null when there is none of this id. */
  event(id: string): Promise<CloudEventDetail | null>;
  /** The newest incidents that coincide with events of a place; of a whole provider where the region is null. */
  attributed(place: Place, limit: number): Promise<AttributedIncidents>;
}

export interface IncidentCount {
  readonly incidents: number;
  /** Those of them that coincide with an event of a cloud. */
  readonly attributed: number;
}

export function createCloudRecord(db: Drizzle): CloudRecord {
  return {
    hosting: (now) => readHostingRecord(db, now),
    incidents: (since) => readIncidentCounts(db, since),
    clouds: (now) => readClouds(db, now),
    events: (query) => readCloudEvents(db, query),
    event: (id) => readCloudEvent(db, id),
    attributed: (place, limit) => readAttributed(db, place, limit),
  };
}

/** The catalog as it is in force, the operator's own entries included, and where its addresses were met. */
export async function readHostingRecord(db: Drizzle, now: EpochMs): Promise<HostingRecord> {
  const [services, observed, ranges] = await Promise.all([
    readServices(db),
    readHosting(db, now),
    readRangeSources(db),
  ]);
  return { readAt: now, services, observed, ranges };
}

/** Without checks: nothing here asks for them. */
async function readServices(db: Drizzle): Promise<ServiceSpec[]> {
  const [services, components] = await Promise.all([
    db.select().from(service).where(isNull(service.withdrawnAt)).orderBy(asc(service.position)),
    db.select().from(component).where(isNull(component.withdrawnAt)).orderBy(asc(component.position)),
  ]);
  return services.map(({ id, spec }) => ({
    ...spec,
    components: components
      .filter(({ serviceId }) => serviceId === id)
      .map(
        ({ slug, name, layer, chain, weight }): ComponentSpec => ({
          slug,
          name,
          layer: layer as Layer,
          ...(chain === null ? {} : { chain }),
          weight,
          checks: [],
        }),
      ),
  }));
}

/** What was taken back is not counted. */
export async function readIncidentCounts(db: Drizzle, since: EpochMs): Promise<Map<string, IncidentCount>> {
  const rows = await db.execute<{ slug: string; incidents: number; attributed: number }>(sql`
    select s.slug, count(*)::int as incidents, count(a.incident_id)::int as attributed
    from incident i
    join component c on c.id = i.component_id
    join service s on s.id = c.service_id
    left join attribution a on a.incident_id = i.id
    where i.started_at >= ${iso(since)} and i.retracted is null and c.layer = 'access'
    group by s.slug`);
  return new Map(rows.map(({ slug, incidents, attributed }) => [slug, { incidents, attributed }]));
}
