import {
  isPublicId,
  isSlug,
  readEntry,
  readLimit,
  readParameters,
  WRONG_CURSOR,
  WRONG_LIMIT,
  type Wrong,
  writeEntry,
} from "#domain/publish/list-query.ts";
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

export const isCloudEventId = isPublicId;

export function encodeCloudCursor({ onsetAt, id }: CloudEventCursor): string {
  return writeEntry({ at: onsetAt, id });
}

/** @returns null for anything that `encodeCloudCursor` does not write. */
export function decodeCloudCursor(text: string): CloudEventCursor | null {
  const entry = readEntry(text);
  return entry && { onsetAt: entry.at, id: entry.id };
}

const PARAMETERS = ["limit", "cursor", "state", "provider", "region"] as const;

/** Reads the parameters of `/api/v1/cloud-events`: each at most once, none that is not known. `wrong` says what is not right. */
export function parseCloudEventQuery(
  parameters: Iterable<readonly [string, string]>,
): { readonly query: CloudEventQuery } | Wrong {
  const parsed = readParameters(parameters, PARAMETERS);
  if ("wrong" in parsed) return parsed;
  const { given } = parsed;
  const limit = readLimit(given.get("limit"));
  if (limit === null) return WRONG_LIMIT;
  const state = CLOUD_EVENT_STATES.find((known) => known === given.get("state")) ?? null;
  if (given.has("state") && state === null) return { wrong: `state is one of ${CLOUD_EVENT_STATES.join(", ")}.` };
  const cursor = decodeCloudCursor(given.get("cursor") ?? "");
  if (given.has("cursor") && cursor === null) return WRONG_CURSOR;
  const [provider, region] = [given.get("provider") ?? null, given.get("region") ?? null];
  if (provider !== null && !isSlug(provider)) return { wrong: "provider is the slug of a provider." };
  if (region !== null && !isSlug(region)) return { wrong: "region is the id of a region." };
  return { query: { limit, provider, region, state, cursor } };
}
