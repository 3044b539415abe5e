import { getTableColumns } from "drizzle-orm";
import { incident } from "#db/schema/verdict.ts";
import type { FailureType, Phase } from "#domain/failure/failure.ts";
import type { Incident, Severity } from "#domain/incident/incident.ts";
import type { Verdict } from "#domain/status/verdict.ts";

type Row = typeof incident.$inferSelect;

/** A row as `select i.*` gives it, with the key of its component (`infura/polygon`); and what its readers take from it. */
export interface IncidentRow {
  id: string;
  component: string;
  /** Numbers of 64 bits come as text. */
  component_id: string;
  made_up: boolean;
}

const NAMES = Object.entries(getTableColumns(incident)).map(([name, column]) => [name, column.name] as const);

/** An incident from a row as `select i.*` gives it. */
export function incidentOf(row: IncidentRow): Incident {
  const columns: Readonly<Record<string, unknown>> = { ...row };
  const named = Object.fromEntries(NAMES.map(([name, column]) => [name, columns[column]])) as Row;
  return incidentFrom(named, row.component);
}

/** An incident from a row by the schema's names. */
export function incidentFrom(row: Row, component: string): Incident {
  return {
    id: row.id,
    group: row.groupId,
    component,
    startedAt: row.startedAt.getTime(),
    lastGood: row.lastGood?.getTime() ?? null,
    detectedAt: row.detectedAt.getTime(),
    resolvedAt: row.resolvedAt?.getTime() ?? null,
    lastBad: row.lastBad?.getTime() ?? null,
    severity: row.severity as Severity,
    confirmed: row.confirmed,
    vantages: row.vantages,
    usable: row.usable,
    failureTypes: row.failureTypes as FailureType[],
    phase: row.phase as Phase | null,
    finding: row.finding,
    verdict: row.verdict as Verdict,
    retracted: row.retracted,
    sequence: row.sequence,
    ruleVersion: row.ruleVersion,
  };
}
