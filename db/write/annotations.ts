import { RECORDED_CHANNEL, type Tx } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { HOUR_MS, rollUpStates } from "#db/write/component-seconds.ts";
import { appendEvent, appendUpdate, putIncident } from "#db/write/incidents.ts";
import { interveneInLease } from "#db/write/lease.ts";
import { type Annotation, annotateIncident } from "#domain/incident/annotation.ts";
import type { Incident, IncidentUpdate } from "#domain/incident/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** How many incidents are named to someone who asked for one that does not exist. */
const NAMED = 5;

/** There is no incident of this id; the message names the newest ones. */
export class UnknownIncidentError extends Error {}

/**
 * Adds a note to an incident or retracts it, with its event, and takes a retracted incident's time out of uptime.
 * @param lease of the judge, which remembers incidents
 * @throws UnknownIncidentError, or Error when the annotation may not stand.
 */
export async function annotate(
  tx: Tx,
  { id, annotation, lease }: { id: string; annotation: Annotation; lease: string },
  now: EpochMs,
): Promise<{ incident: Incident; update: IncidentUpdate }> {
  // First, as the judge does it: whoever holds the lease's row waits for nobody.
  await interveneInLease(tx, lease);
  const [row] = await tx<IncidentRow[]>`
    select i.*, s.slug || '/' || c.slug as component
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.id = ${id} for update of i`;
  if (!row) throw new UnknownIncidentError(await unknown(tx, id));
  const { incident, update, event } = annotateIncident(incidentOf(row), annotation, now);
  const componentId = Number(row.component_id);
  await putIncident(tx, incident, componentId, row.made_up);
  await appendUpdate(tx, incident.id, update, { author: annotation.author.trim(), text: annotation.text.trim() });
  await appendEvent(tx, event, componentId);
  if (annotation.kind === "retracted") {
    const end = Math.floor(now / HOUR_MS) * HOUR_MS;
    const over = Math.ceil((incident.resolvedAt ?? end) / HOUR_MS) * HOUR_MS;
    // The hour that is not over yet is the judge's; it knows of the retraction then.
    await rollUpStates(tx, [componentId], incident.startedAt, Math.min(over, end));
  }
  await tx`select pg_notify(${RECORDED_CHANNEL}, '')`;
  return { incident, update };
}

async function unknown(tx: Tx, id: string): Promise<string> {
  const rows = await tx<{ id: string; component: string; started_at: Date }[]>`
    select i.id, s.slug || '/' || c.slug as component, i.started_at
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    order by i.started_at desc, i.id desc limit ${NAMED}`;
  if (rows.length === 0) return `There is no incident ${id}; none is on record.`;
  const lines = rows.map((row) => `  ${row.id}  ${row.component}  ${row.started_at.toISOString()}`);
  return [`There is no incident ${id}. The newest are:`, ...lines].join("\n");
}
