import { type Given, isPublicId, limitOf, readInstant, wordOf, writeInstant } from "#domain/publish/list-query.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

export const INCIDENT_STATES = ["open", "resolved"] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/**
 * A place in the list: after an incident, in one of its two sections. `knownTo`: what the list shows was known by then,
 * when its first page was read.
 */
export interface IncidentCursor {
  readonly knownTo: EpochMs;
  readonly section: IncidentState;
  readonly startedAt: EpochMs;
  readonly id: string;
}

export interface IncidentQuery {
  readonly limit: number;
  readonly state: IncidentState | null;
  /** Slug of a service. */
  readonly service: string | null;
  readonly cursor: IncidentCursor | null;
}

export interface IncidentPage {
  readonly incidents: readonly IncidentView[];
  /** Null on the last page. */
  readonly next: IncidentCursor | null;
}

export const isIncidentId = isPublicId;

/** `r.mmjrtmo0.mmjrqcs0.a1b2c3d4e5f6`: safe in an address as it is. Its form is nobody's business and may change. */
export function encodeCursor({ knownTo, section, startedAt, id }: IncidentCursor): string {
  return [section.slice(0, 1), writeInstant(knownTo), writeInstant(startedAt), id].join(".");
}

/** @returns null for anything that `encodeCursor` does not write. */
export function decodeCursor(text: string): IncidentCursor | null {
  const [letter, known = "", started = "", id = "", ...more] = text.split(".");
  const section = INCIDENT_STATES.find((state) => state.slice(0, 1) === letter);
  const [knownTo, startedAt] = [readInstant(known), readInstant(started)];
  if (section === undefined || knownTo === null || startedAt === null) return null;
  return isPublicId(id) && more.length === 0 ? { knownTo, section, startedAt, id } : null;
}

/** What of `/api/v1/incidents` is asked for. */
export function incidentQueryOf(given: Given): IncidentQuery {
  return {
    limit: limitOf(given),
    state: wordOf(given, "state", INCIDENT_STATES),
    service: given.get("service") ?? null,
    cursor: decodeCursor(given.get("cursor") ?? ""),
  };
}
