import {
  cursorOf,
  idOf,
  limit,
  oneOf,
  type Parameter,
  type Parameters,
  slugOf,
} from "#domain/publish/api/parameters.ts";
import { CLOUD_EVENT_STATES, decodeCloudCursor, encodeCloudCursor } from "#domain/publish/cloud-query.ts";
import { decodeGroupCursor, encodeGroupCursor, GROUP_LAYERS, GROUP_STATES } from "#domain/publish/group-query.ts";
import { decodeCursor, encodeCursor, INCIDENT_STATES } from "#domain/publish/incident-query.ts";
import { decodeMeasurementCursor, encodeMeasurementCursor, readCheckId } from "#domain/publish/measurements.ts";
import { PART_LAYERS } from "#domain/publish/parts.ts";
import { decodeSaidCursor, encodeSaidCursor } from "#domain/publish/said-query.ts";
import { readPlace } from "#domain/publish/what-if.ts";
import { STATUSES } from "#domain/status/status.ts";
import { RANGE_NAMES } from "#domain/timeline/range.ts";
import { LAYERS } from "#domain/timeline/rows.ts";

/** A resource of the API: everything that is said of it anywhere is made of this. */
export interface Resource {
  /** What it is, in a sentence. */
  readonly about: string;
  /** Of the parts in braces. A slug unless it stands here. */
  readonly parts?: Parameters;
  /** Others are refused. */
  readonly parameters?: Parameters;
  /** What is asked for in examples: values of its parts and parameters. None where only a record has such a thing. */
  readonly example?: Readonly<Record<string, string>>;
}

/** A cursor in its one spelling. */
function respelled<T>(decode: (text: string) => T | null, encode: (cursor: T) => string): Parameter {
  return cursorOf((text) => {
    const cursor = decode(text);
    return cursor && encode(cursor);
  });
}

/** A provider, or a region of one: `aws/us-east-1`. */
const place: Parameter = {
  spell: (value) => (readPlace(value) === null ? null : value),
  is: "a provider, or a region of one, such as aws/us-east-1",
  schema: { type: "string", pattern: "^[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?$" },
};
const check: Parameter = {
  spell: readCheckId,
  is: "a check by its three parts, such as kraken/api/time",
  schema: { type: "string", pattern: "^[a-z0-9-]{1,64}(/[a-z0-9-]{1,64}){2}$" },
  required: true,
};
const service = slugOf("service");
const incident = { id: idOf("an incident") };

/** Every resource of the API of our own, by its address. */
export const RESOURCES = {
  "/api/v1/services": {
    about: "Every service with its components, what is judged of them, their checks and the newest results.",
    example: {},
  },
  "/api/v1/services/{slug}": { about: "One service, as in the list.", example: { slug: "kraken" } },
  "/api/v1/services/{slug}/said-against-saw": {
    about: "One service's incidents beside what its vendor said of them, newest first.",
    parameters: { limit, cursor: respelled(decodeSaidCursor, encodeSaidCursor) },
    example: { slug: "kraken", limit: "10" },
  },
  "/api/v1/components": {
    about: "Every component by itself.",
    parameters: { service, layer: oneOf(PART_LAYERS), status: oneOf(STATUSES) },
    example: { status: "major_outage" },
  },
  "/api/v1/checks": {
    about: "Every check: what it asks for, from where, and its newest result at each vantage.",
    parameters: { service, component: slugOf("component") },
    example: { service: "infura" },
  },
  "/api/v1/measurements": {
    about: "The raw results of one check over the last 24 hours, newest first.",
    parameters: {
      check,
      vantage: slugOf("vantage"),
      limit,
      cursor: respelled(decodeMeasurementCursor, encodeMeasurementCursor),
    },
    example: { check: "kraken/api/time" },
  },
  "/api/v1/timeline": {
    about: "Cloud, access and chain on one axis: what held when, and since when that was known.",
    parameters: { range: oneOf(RANGE_NAMES), layer: oneOf(LAYERS), service },
    example: { range: "24h", layer: "chain" },
  },
  "/api/v1/incidents": {
    about: "Incidents, open ones first and then the newest.",
    parameters: { limit, cursor: respelled(decodeCursor, encodeCursor), state: oneOf(INCIDENT_STATES), service },
    example: { state: "open" },
  },
  "/api/v1/incidents/{id}": { about: "One incident with its history.", parts: incident },
  "/api/v1/incident-groups": {
    about: "Incidents that began together or coincide with one event: all open groups first, then the newest.",
    parameters: {
      limit,
      cursor: respelled(decodeGroupCursor, encodeGroupCursor),
      state: oneOf(GROUP_STATES),
      layer: oneOf(GROUP_LAYERS),
      service,
      cloud: slugOf("provider"),
    },
    example: { cloud: "aws" },
  },
  "/api/v1/incident-groups/{id}": {
    about: "One group with all of its incidents.",
    parts: { id: idOf("a group of incidents") },
  },
  "/api/v1/clouds": { about: "What each cloud says of itself now, and who stands on it.", example: {} },
  "/api/v1/cloud-events": {
    about: "Events of the clouds, those that began last first.",
    parameters: {
      limit,
      cursor: respelled(decodeCloudCursor, encodeCloudCursor),
      state: oneOf(CLOUD_EVENT_STATES),
      provider: slugOf("provider"),
      region: slugOf("region"),
    },
    example: { provider: "aws" },
  },
  "/api/v1/cloud-events/{id}": {
    about: "One event with every state of its record, and the incidents that coincide with it.",
    parts: { id: idOf("an event of a cloud") },
  },
  "/api/v1/hosting": {
    about: "Where each component stands, with every piece of evidence.",
    parameters: { service, provider: slugOf("provider") },
    example: { provider: "aws" },
  },
  "/api/v1/concentration": {
    about: "In how few hands the access layer lies, and what would go dark with a provider or region.",
    parameters: { without: place },
    example: { without: "aws" },
  },
  "/api/v1/said-against-saw": {
    about: "What vendors and clouds said beside what was measured, over the last 90 days.",
    example: {},
  },
  "/api/v1/drills": { about: "The scorecards of this instance's drills in short, newest first.", example: {} },
  "/api/v1/drills/{id}": { about: "The scorecard of the last drill of a scenario." },
  "/api/v1/replays": { about: "Past outages that can be watched again, newest first.", example: {} },
  "/api/v1/replays/{id}": {
    about: "One replay whole: its rows with their spans, and every entry with its source.",
    example: { id: "2025-10-20-aws-us-east-1" },
  },
} as const satisfies Readonly<Record<string, Resource>>;

export type ResourceAddress = keyof typeof RESOURCES;

export const RESOURCE_ADDRESSES = Object.keys(RESOURCES) as readonly ResourceAddress[];

export function resourceAt(at: ResourceAddress): Resource {
  return RESOURCES[at];
}

/** The address of a resource's example: `/api/v1/incidents?state=open`; null where there is none. */
export function exampleOf(at: ResourceAddress): string | null {
  const { example } = resourceAt(at);
  if (example === undefined) return null;
  const left = new Map(Object.entries(example));
  const path = at.replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = left.get(name);
    left.delete(name);
    return value ?? whole;
  });
  // A slash says more than its code, and may stand in a query as it is.
  const query = `${new URLSearchParams([...left])}`.replaceAll("%2F", "/");
  return query === "" ? path : `${path}?${query}`;
}
