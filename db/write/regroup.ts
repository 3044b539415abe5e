import { RECORDED_CHANNEL, type Tx } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { appendEvent, appendUpdate } from "#db/write/incidents.ts";
import { interveneInLease } from "#db/write/lease.ts";
import { type AttributionRecord, isSure } from "#domain/attribution/record.ts";
import { type Caused, joinGroup, joinGroups } from "#domain/incident/regroup.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * Makes one group of those whose incidents are surely of one attribution: one event of a cloud in one place. Each incident
 * that moves has it in its history and is told of.
 *
 * @param events public ids of the cloud events that are looked at
 * @param lease of the judge, which remembers incidents and groups: it waits, but only when there is something to join
 * @returns how many incidents moved
 */
export async function joinAttributed(
  tx: Tx,
  { events, lease }: { readonly events: readonly string[]; readonly lease: string },
  now: EpochMs,
): Promise<number> {
  if (joinGroups(await readCaused(tx, events)).size === 0) return 0;
  await interveneInLease(tx, lease);
  // Once more: the judge may have been at work until now.
  const into = joinGroups(await readCaused(tx, events));
  const rows = await tx<IncidentRow[]>`
    select i.*, s.slug || '/' || c.slug as component
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.group_id = any(${[...into.keys()]}::text[]) order by i.started_at, i.id for update of i`;
  for (const row of rows) {
    const before = incidentOf(row);
    const { incident, update, event } = joinGroup(before, into.get(before.group) ?? before.group, now);
    await tx`update incident set group_id = ${incident.group}, sequence = ${incident.sequence} where id = ${incident.id}`;
    await appendUpdate(tx, incident.id, update);
    // What was made up is part of the record, and nobody is told of it.
    if (!row.made_up) await appendEvent(tx, event, Number(row.component_id));
  }
  if (rows.length > 0) await tx`select pg_notify(${RECORDED_CHANNEL}, '')`;
  return rows.length;
}

interface CausedRow {
  group_id: string;
  anchor_at: Date;
  cloud_event_id: string;
  detail: AttributionRecord;
}

/** What is surely attributed to one of the events, by the groups of the incidents. */
async function readCaused(tx: Tx, events: readonly string[]): Promise<Caused[]> {
  const rows = await tx<CausedRow[]>`
    select i.group_id, g.anchor_at, a.cloud_event_id, a.detail
    from attribution a join incident i on i.id = a.incident_id join incident_group g on g.id = i.group_id
    where a.cloud_event_id = any(${[...events]}::text[]) and i.retracted is null
    order by i.started_at, i.id`;
  return rows
    .filter(({ detail }) => isSure(detail))
    .map(({ group_id, anchor_at, cloud_event_id, detail: { best } }) => ({
      group: { id: group_id, anchor: anchor_at.getTime() },
      cause: JSON.stringify([cloud_event_id, best.provider, best.region]),
    }));
}
