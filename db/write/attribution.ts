import { RECORDED_CHANNEL, type Tx } from "#db/client.ts";
import { type IncidentRow, incidentOf } from "#db/read/incident-row.ts";
import { appendEvent } from "#db/write/incidents.ts";
import { ATTRIBUTION_RULES, type AttributionRecord, type StoredAttribution } from "#domain/attribution/record.ts";
import { attributionEvent } from "#domain/incident/chronicle.ts";
import type { EpochMs } from "#domain/time.ts";

interface AttributionRow {
  incident_id: string;
  cloud_event_id: string;
  detail: AttributionRecord;
  computed_at: Date;
  rule_version: number;
}

/** An attribution on record, and whether its incident still stands. */
export interface StandingAttribution extends StoredAttribution {
  readonly retracted: boolean;
}

/** Attributions to one of the events or of one of the incidents, and those whose incident was taken back. */
export async function readStanding(
  tx: Tx,
  { events, incidents }: { readonly events: readonly string[]; readonly incidents: readonly string[] },
): Promise<StandingAttribution[]> {
  const rows = await tx<(AttributionRow & { retracted: boolean })[]>`
    select a.incident_id, a.cloud_event_id, a.detail, a.computed_at, a.rule_version, i.retracted is not null as retracted
    from attribution a join incident i on i.id = a.incident_id
    where a.cloud_event_id = any(${events}::text[]) or a.incident_id = any(${incidents}::text[]) or i.retracted is not null
    order by a.incident_id`;
  return rows.map((row) => ({
    incident: row.incident_id,
    cloudEvent: row.cloud_event_id,
    record: row.detail,
    computedAt: row.computed_at.getTime(),
    ruleVersion: row.rule_version,
    retracted: row.retracted,
  }));
}

/** The smallest number that a column of four bytes holds at full precision: less than it is an error there. */
const LEAST_REAL = 1.2e-38;

export async function putAttribution(
  tx: Tx,
  { incident, cloudEvent, record }: Pick<StoredAttribution, "incident" | "cloudEvent" | "record">,
  now: EpochMs,
): Promise<void> {
  const { best, population } = record;
  const p = Math.max(LEAST_REAL, population.p);
  await tx`
    insert into attribution (incident_id, cloud_event_id, provider, region, score, word, basis, provisional, p, detail,
      computed_at, rule_version)
    values (${incident}, ${cloudEvent}, ${best.provider}, ${best.region}, ${best.score}, ${best.word}, ${best.basis},
      ${best.provisional}, ${p}, ${tx.json(record as never)}, ${new Date(now)}, ${ATTRIBUTION_RULES})
    on conflict (incident_id) do update set cloud_event_id = excluded.cloud_event_id, provider = excluded.provider,
      region = excluded.region, score = excluded.score, word = excluded.word, basis = excluded.basis,
      provisional = excluded.provisional, p = excluded.p, detail = excluded.detail, computed_at = excluded.computed_at,
      rule_version = excluded.rule_version`;
}

export async function dropAttribution(tx: Tx, incident: string): Promise<void> {
  await tx`delete from attribution where incident_id = ${incident}`;
}

/** What is told when an incident's attribution is new, says something else, or no longer holds (`record` null). */
export interface AttributionNews {
  readonly incident: string;
  readonly cloudEvent: string;
  readonly record: AttributionRecord | null;
}

/** Puts what is new of attributions into the outbox, in the transaction that made it so. Whoever delivers it renders it. */
export async function tellAttributions(tx: Tx, news: readonly AttributionNews[], now: EpochMs): Promise<void> {
  if (news.length === 0) return;
  const rows = await tx<IncidentRow[]>`
    select i.*, s.slug || '/' || c.slug as component
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    where i.id = any(${news.map(({ incident }) => incident)}::text[])`;
  const incidents = new Map(rows.map((row) => [row.id, row]));
  for (const { incident: id, cloudEvent, record } of news) {
    const row = incidents.get(id);
    if (row === undefined) continue;
    const event = attributionEvent(incidentOf(row), { cloudEvent, attribution: record }, now);
    await appendEvent(tx, event, Number(row.component_id));
  }
}

/** Wakes the web processes: something of what they show has changed. */
export async function notifyRecorded(tx: Tx): Promise<void> {
  await tx`select pg_notify(${RECORDED_CHANNEL}, '')`;
}
