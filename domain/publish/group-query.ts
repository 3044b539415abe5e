import { type Given, isSlug, limitOf, readEntry, wordOf, writeEntry } from "#domain/publish/list-query.ts";
import type { IncidentView } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

export const GROUP_STATES = ["open", "over"] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** The layers that incidents are of. */
export const GROUP_LAYERS = ["access", "chain"] as const;
export type GroupLayer = (typeof GROUP_LAYERS)[number];

/** After which group of the list the next page begins: it is sorted by anchor, the newest first. */
export interface GroupCursor {
  readonly anchorAt: EpochMs;
  readonly id: string;
}

/** Which groups a page lists: those with an incident that is all of this. Null for all. */
export interface GroupFilter {
  /** A group is open while any of its incidents is. */
  readonly state: GroupState | null;
  readonly layer: GroupLayer | null;
  /** Slug of a service. */
  readonly service: string | null;
  /** Slug of a provider that an incident of it coincides with. */
  readonly cloud: string | null;
}

export interface GroupQuery extends GroupFilter {
  readonly limit: number;
  readonly cursor: GroupCursor | null;
}

/** Incidents that began together, or coincide with one event: one entry of the list. */
export interface IncidentGroupView {
  readonly id: string;
  /** Open ones first, then as they began. Never empty. */
  readonly incidents: readonly IncidentView[];
}

export interface GroupPage {
  /** Open ones first (all of them, on the first page), then the newest. */
  readonly groups: readonly IncidentGroupView[];
  /** Null on the last page. */
  readonly next: GroupCursor | null;
}

export const ALL_GROUPS: GroupFilter = { state: null, layer: null, service: null, cloud: null };

export function encodeGroupCursor({ anchorAt, id }: GroupCursor): string {
  return writeEntry({ at: anchorAt, id });
}

/** @returns null for anything that `encodeGroupCursor` does not write. */
export function decodeGroupCursor(text: string): GroupCursor | null {
  const entry = readEntry(text);
  return entry && { anchorAt: entry.at, id: entry.id };
}

/** Reads a page's query: what it does not know is as if it were not there. */
export function parseGroupQuery(
  query: Readonly<Record<string, string | string[] | undefined>>,
  limit: number,
): GroupQuery {
  const one = (name: string) => [query[name] ?? ""].flat()[0] ?? "";
  const among = <T extends string>(values: readonly T[], text: string) =>
    values.find((value) => value === text) ?? null;
  const slug = (text: string) => (isSlug(text) ? text : null);
  return {
    limit,
    state: among(GROUP_STATES, one("state")),
    layer: among(GROUP_LAYERS, one("layer")),
    service: slug(one("service")),
    cloud: slug(one("cloud")),
    cursor: decodeGroupCursor(one("cursor")),
  };
}

/** What of `/api/v1/incident-groups` is asked for. */
export function groupQueryOf(given: Given): GroupQuery {
  return {
    limit: limitOf(given),
    state: wordOf(given, "state", GROUP_STATES),
    layer: wordOf(given, "layer", GROUP_LAYERS),
    service: given.get("service") ?? null,
    cloud: given.get("cloud") ?? null,
    cursor: decodeGroupCursor(given.get("cursor") ?? ""),
  };
}

/** The list's address under a filter, without a language. */
export function groupsPath({ state, layer, service, cloud }: GroupFilter, cursor: GroupCursor | null = null): string {
  const parameters = Object.entries({
    state,
    layer,
    service,
    cloud,
    cursor: cursor === null ? null : encodeGroupCursor(cursor),
  }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return `/incidents${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
}
