import type { Tx } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { readGroups } from "#db/write/groups.ts";
import type { Chronicle, IncidentMemory, OutboxEvent } from "#domain/incident/chronicle.ts";
import type { Incident, IncidentUpdate } from "#domain/incident/incident.ts";
import type { EpochMs } from "#domain/time.ts";

/** Groups whose anchor is older take no one in any more. */
const GROUPS_MS = 86_400_000;

/** The newest incident of each component, and the groups that an onset around `now` may join. */
export async function readIncidentMemory(tx: Tx, now: EpochMs): Promise<IncidentMemory> {
  const rows = await tx<IncidentRow[]>`
    select i.*, s.slug || '/' || c.slug as component
    from component c join service s on s.id = c.service_id
    cross join lateral (
      select * from (
        (select * from incident where component_id = c.id and resolved_at is null)
        union all (select * from incident where component_id = c.id order by started_at desc limit 1)
      ) one order by resolved_at is not null limit 1
    ) i`;
  return {
    newest: new Map(rows.map((row) => [row.component, incidentOf(row)])),
    groups: await readGroups(tx, { from: now - GROUPS_MS, to: null }),
  };
}

/** Stores what follows from a pass: groups, incidents, their updates and the events that tell of them. */
export async function writeChronicle(
  tx: Tx,
  { groups, incidents, updates, events }: Chronicle,
  componentIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const group of groups) {
    await tx`insert into incident_group (id, anchor_at) values (${group.id}, ${new Date(group.anchor)}) on conflict do nothing`;
  }
  // Ended ones first: a component may have only one open incident at any moment.
  const ordered = [...incidents].sort((a, b) => Number(a.resolvedAt === null) - Number(b.resolvedAt === null));
  for (const incident of ordered) {
    const componentId = componentIds.get(incident.component);
    if (componentId !== undefined) await putIncident(tx, incident, componentId);
  }
  for (const { incident, update } of updates) await appendUpdate(tx, incident, update);
  for (const event of events) {
    const componentId = componentIds.get(event.component);
    if (componentId !== undefined) await appendEvent(tx, event, componentId);
  }
}

/** Adds an incident or stores its new form. Its identity and when it was detected never change. */
export async function putIncident(tx: Tx, incident: Incident, componentId: number, madeUp = false): Promise<void> {
  const date = (at: EpochMs | null) => (at === null ? null : new Date(at));
  await tx`
    insert into incident (id, group_id, component_id, started_at, last_good, detected_at, resolved_at, last_bad, severity,
      confirmed, vantages, usable, failure_types, phase, finding, verdict, retracted, sequence, rule_version, made_up)
    values (${incident.id}, ${incident.group}, ${componentId}, ${date(incident.startedAt)}, ${date(incident.lastGood)},
      ${date(incident.detectedAt)}, ${date(incident.resolvedAt)}, ${date(incident.lastBad)}, ${incident.severity},
      ${incident.confirmed}, ${[...incident.vantages]}::text[], ${incident.usable},
      ${[...incident.failureTypes]}::text[], ${incident.phase},
      ${tx.json(incident.finding as never)}, ${incident.verdict},
      ${incident.retracted === null ? null : tx.json(incident.retracted as never)}, ${incident.sequence},
      ${incident.ruleVersion}, ${madeUp})
    on conflict (id) do update set started_at = excluded.started_at, last_good = excluded.last_good,
      resolved_at = excluded.resolved_at, last_bad = excluded.last_bad, severity = excluded.severity,
      confirmed = excluded.confirmed,
      vantages = excluded.vantages, usable = excluded.usable, failure_types = excluded.failure_types,
      phase = excluded.phase, finding = excluded.finding, verdict = excluded.verdict, retracted = excluded.retracted,
      sequence = excluded.sequence, rule_version = excluded.rule_version`;
}

/** Appends one step of an incident's history; the same step twice is refused by its key. */
export async function appendUpdate(
  tx: Tx,
  incidentId: string,
  update: IncidentUpdate,
  said: { author: string; text: string } | null = null,
): Promise<void> {
  await tx`
    insert into incident_update (incident_id, sequence, kind, known_at, effective_at, verdict, finding, severity, author, text)
    values (${incidentId}, ${update.sequence}, ${update.kind}, ${new Date(update.knownAt)}, ${new Date(update.effectiveAt)},
      ${update.verdict}, ${tx.json(update.finding as never)}, ${update.severity}, ${said?.author ?? null}, ${said?.text ?? null})`;
}

/** Puts an event into the outbox. Its key makes telling it twice an error, not a duplicate. */
export async function appendEvent(tx: Tx, event: OutboxEvent, componentId: number): Promise<void> {
  const { type, key, occurredAt, ...payload } = event;
  const incidentId = "incident" in payload ? payload.incident.id : null;
  await tx`
    insert into outbox (type, occurred_at, component_id, incident_id, key, payload)
    values (${type}, ${new Date(occurredAt)}, ${componentId}, ${incidentId}, ${key}, ${tx.json(payload as never)})`;
}
