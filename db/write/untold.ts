import type { Tx } from "#db/client.ts";
import type { Layer } from "#domain/check/service.ts";
import type { OutboxEvent } from "#domain/incident/chronicle.ts";
import type { EpochMs } from "#domain/time.ts";

/** An event that no delivery follows from yet, with whom it is about. */
export interface UntoldEvent {
  readonly id: number;
  readonly event: OutboxEvent;
  readonly about: {
    readonly serviceSlug: string;
    readonly componentSlug: string;
    readonly service: string;
    readonly component: string;
    readonly single: boolean;
    readonly layer: Layer;
  };
}

interface UntoldRow {
  id: string;
  type: OutboxEvent["type"];
  key: string;
  occurred_at: Date;
  payload: object;
  service_slug: string;
  component_slug: string;
  service: string;
  component: string;
  layer: Layer;
  siblings: string;
}

/** The oldest events that nothing follows from yet, whatever their ids: one that was committed late comes late and is not lost. */
export async function readUntold(tx: Tx, limit: number): Promise<UntoldEvent[]> {
  const rows = await tx<UntoldRow[]>`
    select o.id, o.type, o.key, o.occurred_at, o.payload, s.slug as service_slug, c.slug as component_slug,
      s.name as service, c.name as component, c.layer,
      (select count(*) from component p where p.service_id = s.id and (p.withdrawn_at is null or p.id = c.id)) as siblings
    from outbox o join component c on c.id = o.component_id join service s on s.id = c.service_id
    where o.told_at is null order by o.id limit ${limit}`;
  return rows.map((row) => ({
    id: Number(row.id),
    event: { ...row.payload, type: row.type, key: row.key, occurredAt: row.occurred_at.getTime() } as OutboxEvent,
    about: {
      serviceSlug: row.service_slug,
      componentSlug: row.component_slug,
      service: row.service,
      component: row.component,
      single: Number(row.siblings) === 1,
      layer: row.layer,
    },
  }));
}

export async function markTold(tx: Tx, ids: readonly number[], now: EpochMs): Promise<void> {
  await tx`update outbox set told_at = ${new Date(now)} where id = any(${ids.map(String)}::bigint[]) and told_at is null`;
}
