import { type Given, isPublicId, limitOf, readEntry, wordOf, writeEntry } from "#domain/publish/list-query.ts";
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

/** What of `/api/v1/cloud-events` is asked for. */
export function cloudEventQueryOf(given: Given): CloudEventQuery {
  return {
    limit: limitOf(given),
    provider: given.get("provider") ?? null,
    region: given.get("region") ?? null,
    state: wordOf(given, "state", CLOUD_EVENT_STATES),
    cursor: decodeCloudCursor(given.get("cursor") ?? ""),
  };
}
