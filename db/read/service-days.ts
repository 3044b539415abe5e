import { sql } from "drizzle-orm";
import type { Drizzle } from "#db/client.ts";
import { readMaintenance } from "#db/read/maintenance.ts";
import { readLogs, readRetracted, watchedSpans, windowStarts } from "#db/read/uptime.ts";
import type { Layer } from "#domain/check/service.ts";
import { daysOfService, type ServicePart } from "#domain/publish/service-days.ts";
import type { DaysOfService } from "#domain/publish/service-past.ts";
import type { JudgeView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * How services did in the 90 days to now, day by day, each layer by itself: from the verdict log, for that a layer's
 * components were down at one time is in no sum. Of one service or of all that have not been withdrawn, by slug. One of
 * which nothing was ever judged has no layers.
 */
export async function readServiceDays(
  db: Drizzle,
  { service, judge }: { readonly service: string | null; readonly judge: JudgeView | null },
  now: EpochMs,
): Promise<Map<string, DaysOfService>> {
  const window = { from: windowStarts(now)["90d"], to: now };
  const [components, logs, retracted, declared] = await Promise.all([
    readComponents(db, service),
    readLogs(db, window.from, service),
    readRetracted(db, window.from, service),
    readMaintenance(db, window.from, service),
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
  return new Map([...parts].map(([slug, own]) => [slug, daysOfService(own, window)]));
}

async function readComponents(db: Drizzle, service: string | null) {
  const rows = await db.execute<{ id: string; service: string; slug: string; layer: string }>(sql`
    select c.id, s.slug as service, c.slug, c.layer from service s join component c on c.service_id = s.id
    where s.withdrawn_at is null and c.withdrawn_at is null ${service === null ? sql`` : sql`and s.slug = ${service}`}
    order by s.position, c.position`);
  return rows.map(({ id, layer, ...row }) => ({ ...row, id: Number(id), layer: layer as Layer }));
}
