import type { EpochMs } from "#domain/time.ts";

export const CLOUD_EVENT_STATES = ["open", "over"] as const;
export type CloudEventState = (typeof CLOUD_EVENT_STATES)[number];

/** A place in the list: after an event. */
export interface CloudEventCursor {
  readonly onsetAt: EpochMs;
  readonly id: string;
}

export interface CloudEventQuery {
  readonly limit: number;
  /** Slug of a provider. */
  readonly provider: string | null;
  /** A region that the event names. */
  readonly region: string | null;
  readonly state: CloudEventState | null;
  readonly cursor: CloudEventCursor | null;
}

const LIMIT = { default: 50, max: 200 } as const;
const ID = /^[a-z0-9]{12}$/;
const SLUG = /^[a-z0-9-]{1,64}$/;
/** The last instant that a `Date` can hold. */
const LATEST = 8.64e15;

/** `mmjrtmo0.a1b2c3d4e5f6`: safe in an address as it is. Its form is nobody's business and may change. */
export function encodeCloudCursor({ onsetAt, id }: CloudEventCursor): string {
  return `${onsetAt.toString(36)}.${id}`;
}

/** @returns null for anything that `encodeCloudCursor` does not write. */
export function decodeCloudCursor(text: string): CloudEventCursor | null {
  const [, onset = "", id = ""] = /^([0-9a-z]{1,11})\.([0-9a-z]+)$/.exec(text) ?? [];
  if (onset === "" || !ID.test(id)) return null;
  const onsetAt = Number.parseInt(onset, 36);
  return onsetAt > LATEST ? null : { onsetAt, id };
}

const PARAMETERS = ["limit", "cursor", "state", "provider", "region"] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Reads the parameters of `/api/v1/cloud-events`: each at most once, none that is not known. `wrong` says what is not right. */
export function parseCloudEventQuery(
  parameters: Iterable<readonly [string, string]>,
): { readonly query: CloudEventQuery } | { readonly wrong: string } {
  const given = new Map<Parameter, string>();
  for (const [name, value] of parameters) {
    const known = PARAMETERS.find((parameter) => parameter === name);
    if (known === undefined) return { wrong: `There is no such parameter here; there are ${PARAMETERS.join(", ")}.` };
    if (given.has(known)) return { wrong: `${known} is given more than once.` };
    given.set(known, value);
  }
  const text = given.get("limit") ?? String(LIMIT.default);
  const limit = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : LIMIT.max + 1;
  if (limit > LIMIT.max) return { wrong: `limit is a whole number from 1 to ${LIMIT.max}.` };
  const state = CLOUD_EVENT_STATES.find((known) => known === given.get("state")) ?? null;
  if (given.has("state") && state === null) return { wrong: `state is one of ${CLOUD_EVENT_STATES.join(", ")}.` };
  const cursor = decodeCloudCursor(given.get("cursor") ?? "");
  if (given.has("cursor") && cursor === null) return { wrong: "cursor is not one that this list has given." };
  const [provider, region] = [given.get("provider") ?? null, given.get("region") ?? null];
  if (provider !== null && !SLUG.test(provider)) return { wrong: "provider is the slug of a provider." };
  if (region !== null && !SLUG.test(region)) return { wrong: "region is the id of a region." };
  return { query: { limit, provider, region, state, cursor } };
}

export function isCloudEventId(text: string): boolean {
  return ID.test(text);
}
