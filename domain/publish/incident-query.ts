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

const LIMIT = { default: 50, max: 200 } as const;

/** The ids that incidents have (domain/incident/identity.ts). */
const ID = /^[a-z0-9]{12}$/;

export function isIncidentId(text: string): boolean {
  return ID.test(text);
}

/** `r.mmjrtmo0.mmjrqcs0.a1b2c3d4e5f6`: safe in an address as it is. Its form is nobody's business and may change. */
export function encodeCursor({ knownTo, section, startedAt, id }: IncidentCursor): string {
  return [section.slice(0, 1), knownTo.toString(36), startedAt.toString(36), id].join(".");
}

/** The last instant that a `Date` can hold. */
const LATEST = 8.64e15;

/** @returns null for anything that `encodeCursor` does not write. */
export function decodeCursor(text: string): IncidentCursor | null {
  const [, letter, known = "", started = "", id = ""] =
    /^([or])\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]+)$/.exec(text) ?? [];
  if (letter === undefined || !isIncidentId(id)) return null;
  const [knownTo, startedAt] = [Number.parseInt(known, 36), Number.parseInt(started, 36)];
  if (knownTo > LATEST || startedAt > LATEST) return null;
  return { knownTo, section: letter === "o" ? "open" : "resolved", startedAt, id };
}

export type ParsedQuery = { readonly query: IncidentQuery } | { readonly wrong: string };

const PARAMETERS = ["limit", "cursor", "state", "service"] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Reads the parameters of `/api/v1/incidents`: each at most once, none that is not known. `wrong` says what is not right. */
export function parseIncidentQuery(parameters: Iterable<readonly [string, string]>): ParsedQuery {
  const given = new Map<Parameter, string>();
  for (const [name, value] of parameters) {
    const known = PARAMETERS.find((parameter) => parameter === name);
    if (known === undefined) return { wrong: `There is no such parameter here; there are ${PARAMETERS.join(", ")}.` };
    if (given.has(known)) return { wrong: `${known} is given more than once.` };
    given.set(known, value);
  }
  const limit = parseLimit(given.get("limit"));
  if (limit === null) return { wrong: `limit is a whole number from 1 to ${LIMIT.max}.` };
  const state = given.get("state");
  if (state !== undefined && !isState(state)) return { wrong: `state is one of ${INCIDENT_STATES.join(", ")}.` };
  const text = given.get("cursor");
  const cursor = text === undefined ? null : decodeCursor(text);
  if (text !== undefined && cursor === null) return { wrong: "cursor is not one that this list has given." };
  const service = given.get("service") ?? null;
  if (service !== null && !/^[a-z0-9-]{1,64}$/.test(service)) return { wrong: "service is the slug of a service." };
  return { query: { limit, state: state ?? null, service, cursor } };
}

function isState(text: string): text is IncidentState {
  return (INCIDENT_STATES as readonly string[]).includes(text);
}

function parseLimit(text: string | undefined): number | null {
  if (text === undefined) return LIMIT.default;
  if (!/^[1-9]\d{0,2}$/.test(text)) return null;
  const limit = Number(text);
  return limit <= LIMIT.max ? limit : null;
}
