import type { Tx } from "#db/client.ts";
import type { ExportedCheckDay, ExportedIncident } from "#domain/publish/export/rows.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Window } from "#domain/uptime/interval.ts";

/** Rows in memory at a time. */
const AT_ONCE = 500;

const ms = (at: Date | null): EpochMs | null => at?.getTime() ?? null;

interface IncidentRow {
  id: string;
  group_id: string;
  service: string;
  component: string;
  layer: string;
  last_good: Date | null;
  started_at: Date;
  detected_at: Date;
  last_bad: Date | null;
  resolved_at: Date | null;
  severity: string;
  verdict: string;
  finding: { kind: string };
  confirmed: boolean;
  vantages: string[];
  failure_types: string[];
  phase: string | null;
  cloud_event_id: string | null;
  provider: string;
  region: string | null;
  score: number;
  word: string;
  retracted: { at: EpochMs; author: string; reason: string } | null;
  rule_version: number;
  made_up: boolean;
}

/** The incidents that began within a span, oldest first; those that were retracted are among them. */
export async function* readExportedIncidents(tx: Tx, { from, to }: Window): AsyncGenerator<ExportedIncident> {
  const rows = tx<IncidentRow[]>`
    select i.*, s.slug as service, c.slug as component, c.layer,
      a.cloud_event_id, a.provider, a.region, a.score, a.word
    from incident i join component c on c.id = i.component_id join service s on s.id = c.service_id
    left join attribution a on a.incident_id = i.id
    where i.started_at >= ${new Date(from)} and i.started_at < ${new Date(to)} order by i.started_at, i.id collate "C"`;
  for await (const batch of rows.cursor(AT_ONCE)) yield* batch.map(exportedIncident);
}

function exportedIncident(row: IncidentRow): ExportedIncident {
  const { provider, region, score, word, retracted } = row;
  return {
    id: row.id,
    group: row.group_id,
    service: row.service,
    component: row.component,
    layer: row.layer,
    lastGood: ms(row.last_good),
    startedAt: row.started_at.getTime(),
    detectedAt: row.detected_at.getTime(),
    lastBad: ms(row.last_bad),
    resolvedAt: ms(row.resolved_at),
    severity: row.severity,
    verdict: row.verdict,
    finding: row.finding.kind,
    confirmed: row.confirmed,
    vantages: row.vantages,
    failureTypes: row.failure_types,
    phase: row.phase,
    coincides: row.cloud_event_id === null ? null : { cloudEvent: row.cloud_event_id, provider, region, score, word },
    retracted: retracted && { at: retracted.at, author: retracted.author, reason: retracted.reason },
    ruleVersion: row.rule_version,
    madeUp: row.made_up,
  };
}

interface CheckDayRow {
  day: Date;
  check: string;
  vantage: string;
  expected: number;
  ok: number;
  degraded: number;
  failed: number;
  neutral: number;
  failure_types: Record<string, number>;
  p50_ms: number | null;
  p95_ms: number | null;
  max_ms: number | null;
}

/** Every check at every vantage, day by day, in an order that does not depend on the database's language. */
export async function* readExportedCheckDays(tx: Tx, { from, to }: Window): AsyncGenerator<ExportedCheckDay> {
  const rows = tx<CheckDayRow[]>`
    select d.*, k.key as check, v.name as vantage
    from measurement_day d join check_def k on k.id = d.check_id join vantage v on v.id = d.vantage_id
    where d.day >= ${new Date(from)} and d.day < ${new Date(to)} order by d.day, k.key collate "C", v.name collate "C"`;
  for await (const batch of rows.cursor(AT_ONCE)) yield* batch.map(exportedCheckDay);
}

function exportedCheckDay(row: CheckDayRow): ExportedCheckDay {
  return {
    day: row.day.getTime(),
    check: row.check,
    vantage: row.vantage,
    expected: row.expected,
    ok: row.ok,
    degraded: row.degraded,
    failed: row.failed,
    neutral: row.neutral,
    failureTypes: row.failure_types,
    p50Ms: row.p50_ms,
    p95Ms: row.p95_ms,
    maxMs: row.max_ms,
  };
}

/** When the record begins that can be exported; null while there is none. */
export async function firstExportable(tx: Tx): Promise<EpochMs | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select least((select min(day) from measurement_day), (select min(started_at) from incident)) as at`;
  return ms(row?.at ?? null);
}

/** When something last became known of the incidents that began within a span: a step of theirs, or with what they coincide. */
export async function lastKnown(tx: Tx, { from, to }: Window): Promise<EpochMs | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select greatest(max(u.known_at), max(a.computed_at)) as at
    from incident i join incident_update u on u.incident_id = i.id left join attribution a on a.incident_id = i.id
    where i.started_at >= ${new Date(from)} and i.started_at < ${new Date(to)}`;
  return ms(row?.at ?? null);
}
