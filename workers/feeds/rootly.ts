import { type NoticeFeed, reading } from "#workers/feeds/feed.ts";
import { readJson } from "#workers/feeds/json.ts";
import { readPage } from "#workers/feeds/statuspage.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names that Rootly uses where Statuspage has another. A name that is there already is left alone. */
const RENAMED: readonly (readonly [string, string])[] = [
  ["title", "name"],
  ["severity", "impact"],
  ["url", "shortlink"],
  ["events", "incident_updates"],
  ["updates", "incident_updates"],
  ["affected_components", "components"],
];

/** An incident as Statuspage would write it: plain, or as JSON:API with its fields under `attributes`. */
function unwrapped(entry: unknown): unknown {
  if (!isFields(entry)) return entry;
  const fields: Record<string, unknown> = { ...entry, ...(isFields(entry.attributes) ? entry.attributes : {}) };
  for (const [theirs, ours] of RENAMED) {
    if (fields[ours] === undefined && fields[theirs] !== undefined) fields[ours] = fields[theirs];
  }
  return fields;
}

/** Rootly's status pages: like Statuspage's `incidents.json`. Best effort: no sample was at hand. */
export const parse: NoticeFeed = (bytes, context) =>
  reading(() => {
    const json = readJson(bytes, context);
    if (!isFields(json)) return readPage(json);
    const list = Array.isArray(json.incidents) ? json.incidents : json.data;
    return readPage(Array.isArray(list) ? { ...json, incidents: list.map(unwrapped) } : json);
  });
