import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { readMaintenance } from "#db/read/maintenance.ts";
import { readLogs, readRetracted, watchedSpans, windowStarts } from "#db/read/uptime.ts";
import type { Layer } from "#domain/check/service.ts";
import { daysOfService, type ServicePart } from "#domain/publish/service-days.ts";
import type { DaysOfService } from "#domain/publish/service-past.ts";
import { type ServiceUptime, uptimeOfService } from "#domain/publish/service-uptime.ts";
import type { JudgeView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

interface Asked {
  /** Slug of the only one that is asked for; null for all that have not been withdrawn. */
  readonly service: string | null;
  readonly judge: JudgeView | null;
}

/**
 * What is on record of the components of services in the 90 days to now, by the service's slug: from the verdict log, for
 * that a layer's components were down at one time is in no sum. Those that were never judged are left out.
 */
async function readServiceParts(
  db: Drizzle,
  { service, judge }: Asked,
  now: EpochMs,
): Promise<Map<string, ServicePart[]>> {
  const from = windowStarts(now)["90d"];
  const [components, logs, retracted, declared] = await Promise.all([
    readComponents(db, service),
    readLogs(db, from, service),
    readRetracted(db, from, service),
    readMaintenance(db, from, service),
  ]);
  const parts = new Map<string, ServicePart[]>();
  for (const { id, service: slug, ...component } of components) {
    const own = parts.get(slug) ?? [];
    parts.set(slug, own);
    const log = logs.get(id);
    if (log === undefined || judge === null) continue;
    const spans = watchedSpans(log, { now, passedAt: judge.passedAt });
    own.push({ ...component, spans, excluded: retracted.get(id) ?? [], maintenance: declared.get(id) ?? [] });
  }
  return parts;
}

/** How services did day by day, each layer by itself. One of which nothing was ever judged has no layers. */
export async function readServiceDays(db: Drizzle, asked: Asked, now: EpochMs): Promise<Map<string, DaysOfService>> {
  const window = { from: windowStarts(now)["90d"], to: now };
  const parts = await readServiceParts(db, asked, now);
  return new Map([...parts].map(([slug, own]) => [slug, daysOfService(own, window)]));
}

/** How every service did in each window that uptime is published for, each layer by itself. */
export async function readServiceUptimes(
  db: Drizzle,
  judge: JudgeView | null,
  now: EpochMs,
): Promise<Map<string, ServiceUptime>> {
  const parts = await readServiceParts(db, { service: null, judge }, now);
  const starts = windowStarts(now);
  return new Map([...parts].map(([slug, own]) => [slug, uptimeOfService(own, starts, now)]));
}

async function readComponents(db: Drizzle, service: string | null) {
  const rows = await db.execute<{ id: string; service: string; slug: string; layer: string }>(sql`
    select c.id, s.slug as service, c.slug, c.layer from service s join component c on c.service_id = s.id
    where s.withdrawn_at is null and c.withdrawn_at is null ${service === null ? sql`` : sql`and s.slug = ${service}`}
    order by s.position, c.position`);
  return rows.map(({ id, layer, ...row }) => ({ ...row, id: Number(id), layer: layer as Layer }));
}
