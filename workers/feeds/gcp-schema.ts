import { z } from "zod";
import type { Severity } from "#domain/cloud/event.ts";
import { listOf, looseText } from "#workers/feeds/json.ts";
import { anyTime, maybeTime } from "#workers/feeds/time.ts";

const placeSchema = z.object({ id: z.string().min(1).max(60), title: looseText });

const updateSchema = z.object({
  when: maybeTime,
  created: maybeTime,
  text: looseText,
  status: looseText,
  affected_locations: listOf(placeSchema),
});

/** Both schemas: before April 2021 there was no id, no `status_impact` and no location, and `number` was an integer. */
export const incidentSchema = z.object({
  id: z.string().min(1).max(200).optional().catch(undefined),
  uri: z.string().min(1).max(300).optional().catch(undefined),
  begin: anyTime,
  created: maybeTime,
  modified: maybeTime,
  end: maybeTime,
  external_desc: looseText,
  status_impact: looseText,
  severity: looseText,
  service_key: looseText,
  service_name: looseText,
  affected_products: listOf(placeSchema),
  currently_affected_locations: listOf(placeSchema),
  previously_affected_locations: listOf(placeSchema),
  updates: listOf(updateSchema),
});
export type GcpIncident = z.output<typeof incidentSchema>;

const STATUS: ReadonlyMap<string, Severity> = new Map([
  ["SERVICE_INFORMATION", "informational"],
  ["SERVICE_DISRUPTION", "disruption"],
  ["SERVICE_OUTAGE", "outage"],
]);
const OLD_SEVERITY: ReadonlyMap<string, Severity> = new Map([
  ["low", "informational"],
  ["medium", "disruption"],
  ["high", "outage"],
]);

/** Null for AVAILABLE, for a word we do not know, and for none. */
export function gcpSeverity(status: string | null | undefined): Severity | null {
  return STATUS.get(status ?? "") ?? null;
}

/** The old schema has only this word. */
export function ofOldSeverity(severity: string | null | undefined): Severity | null {
  return OLD_SEVERITY.get(severity ?? "") ?? null;
}
