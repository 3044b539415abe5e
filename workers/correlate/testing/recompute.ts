import type { Drizzle, Sql } from "#db/client.ts";
import { readHosting } from "#db/read/hosting.ts";
import { attributeAll } from "#domain/attribution/attribute.ts";
import type { ServiceRecord } from "#domain/attribution/cast.ts";
import { eventsToTest, isUsed } from "#domain/attribution/from-cloud.ts";
import { onsetFrom } from "#domain/attribution/from-notice.ts";
import { rank } from "#domain/attribution/rank.ts";
import { type AttributionRecord, recordOf } from "#domain/attribution/record.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { FailureType } from "#domain/failure/failure.ts";
import { dependentOf } from "#domain/hosting/attribution-input.ts";
import { declaredEvidence, hostedComponents, observedEvidence } from "#domain/hosting/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** Attributions by incident: the public id of the cloud event, and everything that is kept. */
export type Attributed = Readonly<Record<string, { readonly cloudEvent: string; readonly record: AttributionRecord }>>;

/** What is on record. */
export async function readAttributed(sql: Sql): Promise<{ readonly attributed: Attributed; readonly at: EpochMs }> {
  const rows = await sql<
    { incident_id: string; cloud_event_id: string; detail: AttributionRecord; computed_at: Date }[]
  >`select incident_id, cloud_event_id, detail, computed_at from attribution order by incident_id`;
  return {
    attributed: Object.fromEntries(
      rows.map((row) => [row.incident_id, { cloudEvent: row.cloud_event_id, record: row.detail }]),
    ),
    at: Math.max(0, ...rows.map(({ computed_at }) => computed_at.getTime())),
  };
}

/**
 * For tests: what the pure functions give for what a database holds, without a line of the correlator. Only for a record of
 * less than 30 days, whose rates are assumed whatever it has seen, and without any notice of a vendor.
 *
 * @param at as of when: whether a window is over
 */
export async function recompute(
  { sql, db }: { readonly sql: Sql; readonly db: Drizzle },
  catalog: readonly ServiceSpec[],
  at: EpochMs,
): Promise<Attributed> {
  if ((await sql`select from notice limit 1`).length > 0) throw new Error("a vendor has said something");
  const services = await servicesIn(sql, db, catalog, at);
  const bySlug = new Map(services.map((service) => [service.slug, service]));
  const events = await sql<{ id: string; event: CloudEvent; vanished_at: Date | null }[]>`
    select id, event, vanished_at from cloud_event order by id`;
  const tested = events
    .flatMap(({ id, event, vanished_at }) =>
      eventsToTest({ id, event, vanishedAt: vanished_at?.getTime() ?? null }, at),
    )
    .filter((event) => isUsed(event, services, bySlug));
  const from = Math.min(...services.map(({ recordedFrom }) => recordedFrom));
  const attributions = attributeAll(tested, services, { window: { from, to: at }, gaps: [], cloudIncidents: [] });
  const told = rank(attributions).incidents.flatMap((ranking) => {
    const attribution = attributions.find(({ event }) => event.id === ranking.best.event);
    if (attribution === undefined || ranking.best.word === "not_attributed") return [];
    const [cloudEvent = ""] = ranking.best.event.split("/");
    return [[ranking.incident, { cloudEvent, record: recordOf(ranking, attribution) }] as const];
  });
  return JSON.parse(JSON.stringify(Object.fromEntries(told)));
}

async function servicesIn(
  sql: Sql,
  db: Drizzle,
  catalog: readonly ServiceSpec[],
  at: EpochMs,
): Promise<ServiceRecord[]> {
  const known = await sql<{ slug: string; at: Date }[]>`
    select s.slug, min(l.effective_at) as at from verdict_log l join component c on c.id = l.component_id
    join service s on s.id = c.service_id where c.layer = 'access' and l.verdict <> 'unknown' group by s.slug`;
  const recordedFrom = new Map(known.map((row) => [row.slug, row.at.getTime()]));
  const rows = await sql<
    { id: string; component: string; started_at: Date; resolved_at: Date | null; failure_types: FailureType[] }[]
  >`
    select i.id, s.slug || '/' || c.slug as component, i.started_at, i.resolved_at, i.failure_types from incident i
    join component c on c.id = i.component_id join service s on s.id = c.service_id where c.layer = 'access'`;
  const onsets = rows.map((row) => {
    const failing = { startedAt: row.started_at.getTime(), resolvedAt: row.resolved_at?.getTime() ?? null };
    return onsetFrom({ id: row.id, component: row.component, failureTypes: row.failure_types, ...failing }, []);
  });
  const observed = (await readHosting(db, at)).flatMap(observedEvidence);
  return catalog
    .filter((service) => hostedComponents(service).length > 0)
    .flatMap((service) => {
      const from = recordedFrom.get(service.slug);
      if (from === undefined) return [];
      const own = onsets.filter(({ component }) => component?.startsWith(`${service.slug}/`));
      const evidence = [...declaredEvidence(service), ...observed];
      return [{ slug: service.slug, recordedFrom: from, onsets: own, ...dependentOf(service, evidence) }];
    });
}
