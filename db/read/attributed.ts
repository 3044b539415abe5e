import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { ms } from "#db/instants.ts";
import type { Place } from "#domain/attribution/evidence.ts";
import type { AttributedIncident, AttributedIncidents } from "#domain/publish/attributed.ts";
import type { EpochMs } from "#domain/time.ts";

type AttributedRow = {
  id: string;
  service: string;
  component: string;
  siblings: number;
  started_at: EpochMs;
  resolved_at: EpochMs | null;
  best: AttributedIncident["best"];
  total: number;
};

/**
 * The newest incidents that coincide with events of a place, without those that were taken back. Of a provider as a whole
 * (`region` null): those of all its regions, and of what is everywhere.
 */
export async function readAttributed(
  db: Drizzle,
  { provider, region }: Place,
  limit: number,
): Promise<AttributedIncidents> {
  const rows = await db.execute<AttributedRow>(sql`
    select i.id, s.name as service, c.name as component, ${ms("i.started_at")} as started_at,
      ${ms("i.resolved_at")} as resolved_at, a.detail->'best' as best, count(*) over ()::int as total,
      (select count(*)::int from component o where o.service_id = s.id and (o.withdrawn_at is null or o.id = c.id)) as siblings
    from attribution a join incident i on i.id = a.incident_id join component c on c.id = i.component_id
    join service s on s.id = c.service_id
    where a.provider = ${provider} ${region === null ? sql`` : sql`and a.region = ${region}`} and i.retracted is null
    order by i.started_at desc, i.id desc limit ${limit}`);
  const [unplaced] = await db.execute<{ events: number }>(sql`
    select count(*)::int as events from cloud_event
    where provider = ${provider} and event->'scope'->>'kind' = 'unstated' and not maintenance`);
  return {
    incidents: rows.map(({ id, service, component, siblings, started_at, resolved_at, best }) => ({
      id,
      service,
      component,
      single: siblings === 1,
      startedAt: started_at,
      resolvedAt: resolved_at,
      best,
    })),
    total: rows[0]?.total ?? 0,
    placeless: unplaced?.events ?? 0,
  };
}
