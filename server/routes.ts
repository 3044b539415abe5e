import {
  CLOUD_EVENT_STATES,
  decodeCloudCursor,
  encodeCloudCursor,
  isCloudEventId,
} from "#domain/publish/cloud-query.ts";
import { decodeGroupCursor, encodeGroupCursor, GROUP_LAYERS, GROUP_STATES } from "#domain/publish/group-query.ts";
import { decodeCursor, encodeCursor, INCIDENT_STATES, isIncidentId } from "#domain/publish/incident-query.ts";
import { readLimit } from "#domain/publish/list-query.ts";
import { decodeSaidCursor, encodeSaidCursor } from "#domain/publish/said-query.ts";
import { readPlace } from "#domain/publish/what-if.ts";
import { STATUSES } from "#domain/status/status.ts";
import { LAYERS, STANDINGS } from "#domain/timeline/rows.ts";
import {
  apiQuery,
  matching,
  minute,
  name,
  oneOf,
  type Parameters,
  pageQuery,
  type Spelling,
  slug,
} from "#server/spelling.ts";

/** A path, with the parts that vary in braces, and what a query may say there. */
interface Route {
  /** `/clouds/{provider}` */
  readonly at: string;
  /** Of the parts in braces. A slug unless it stands here. */
  readonly parts?: Parameters;
  readonly parameters?: Parameters;
}

const range = oneOf(["2h", "24h", "7d", "90d"]);
/** The groups of kinds that pages know (components/words/words.ts). */
export const KINDS = ["exchanges", "rpc", "endpoints", "wallets", "decentralised", "oracles"] as const;
const limit: Spelling = (value) => (readLimit(value) === null ? null : value);
/** A provider, or a region of one: `aws/us-east-1`. */
const place: Spelling = (value) => (readPlace(value) === null ? null : value);
const incidentId: Spelling = (value) => (isIncidentId(value) ? value : null);
const incidentCursor: Spelling = (value) => {
  const cursor = decodeCursor(value);
  return cursor && encodeCursor(cursor);
};
const groupCursor: Spelling = (value) => {
  const cursor = decodeGroupCursor(value);
  return cursor && encodeGroupCursor(cursor);
};
const eventCursor: Spelling = (value) => {
  const cursor = decodeCloudCursor(value);
  return cursor && encodeCloudCursor(cursor);
};
const saidCursor: Spelling = (value) => {
  const cursor = decodeSaidCursor(value);
  return cursor && encodeSaidCursor(cursor);
};

/**
 * Every page, without its language. A page that is not built yet is the 404 page, as is what does not stand here; a test
 * compares the table with the files of app/[lang]. Parameters that only scripts read (`speed`, `sel`) have no place here.
 */
const PAGES: readonly Route[] = [
  {
    at: "/",
    parameters: {
      range,
      layer: oneOf(LAYERS),
      kind: oneOf(KINDS),
      state: oneOf(STANDINGS),
      cloud: slug,
      all: oneOf(["1"]),
      view: oneOf(["table"]),
    },
  },
  { at: "/replay" },
  { at: "/drill/{id}" },
  { at: "/replay/{id}", parameters: { t: minute, as: oneOf(["then"]) } },
  {
    at: "/services",
    parameters: { q: name, layer: oneOf(["access", "chain"]), kind: oneOf(KINDS), status: oneOf(STATUSES) },
  },
  { at: "/services/{slug}", parameters: { range, check: matching(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/) } },
  {
    at: "/incidents",
    parameters: {
      state: oneOf(GROUP_STATES),
      layer: oneOf(GROUP_LAYERS),
      cloud: slug,
      service: slug,
      cursor: groupCursor,
    },
  },
  { at: "/incidents/{id}", parts: { id: incidentId } },
  { at: "/clouds" },
  { at: "/clouds/{provider}" },
  { at: "/clouds/{provider}/{region}" },
  { at: "/concentration", parameters: { without: place } },
  { at: "/subscribe" },
  { at: "/badges" },
  { at: "/methodology" },
  { at: "/developers" },
  { at: "/about" },
];

/** Where the pages are, without their language: `/services/{slug}`. */
export const PAGE_ADDRESSES: readonly string[] = PAGES.map(({ at }) => at);

/** Every resource of the API; a test compares the table with the files of app/api. */
const API: readonly Route[] = [
  { at: "/api/v1/services" },
  { at: "/api/v1/services/{slug}" },
  { at: "/api/v1/services/{slug}/said-against-saw", parameters: { limit, cursor: saidCursor } },
  {
    at: "/api/v1/incidents",
    parameters: { limit, cursor: incidentCursor, state: oneOf(INCIDENT_STATES), service: slug },
  },
  { at: "/api/v1/incidents/{id}", parts: { id: incidentId } },
  { at: "/api/v1/clouds" },
  {
    at: "/api/v1/cloud-events",
    parameters: { limit, cursor: eventCursor, state: oneOf(CLOUD_EVENT_STATES), provider: slug, region: slug },
  },
  { at: "/api/v1/cloud-events/{id}", parts: { id: (value) => (isCloudEventId(value) ? value : null) } },
  { at: "/api/v1/hosting", parameters: { service: slug, provider: slug } },
  { at: "/api/v1/concentration", parameters: { without: place } },
  { at: "/api/v1/said-against-saw" },
  { at: "/api/v1/drills/{id}" },
  { at: "/api/v1/replays" },
  { at: "/api/v1/replays/{id}" },
];

/** What machines read that is neither a page nor the API; a test compares the table with the files of app. */
const FILES: readonly Route[] = [
  { at: "/robots.txt" },
  { at: "/sitemap.xml" },
  { at: "/manifest.webmanifest" },
  { at: "/.well-known/security.txt" },
  { at: "/mark/{status}.svg", parts: { status: oneOf(STATUSES) } },
  { at: "/pictures/now.png" },
  { at: "/pictures/services.png" },
  { at: "/pictures/services/{slug}.png" },
  { at: "/pictures/incidents.png" },
  { at: "/pictures/incidents/{id}.png", parts: { id: incidentId } },
  { at: "/pictures/clouds.png" },
  { at: "/pictures/clouds/{provider}.png" },
  { at: "/pictures/clouds/{provider}/{region}.png" },
  { at: "/pictures/concentration.png" },
  { at: "/pictures/method.png" },
  { at: "/pictures/replay.png" },
  { at: "/pictures/replay/{id}.png" },
];

/** A part that is none of what it can be: no service, incident or cloud has this name. */
const NOBODY = "-";
/** Where the answer to every address stands that no route has. */
const NO_PAGE = "/-";
const NO_RESOURCE = "/api/-";

interface Compiled {
  readonly pattern: RegExp;
  readonly parts: readonly (readonly [name: string, Spelling])[];
  readonly at: string;
  readonly parameters: Parameters;
}

function compile({ at, parts = {}, parameters = {} }: Route): Compiled {
  const names = [...at.matchAll(/\{([a-z]+)\}/g)].map(([, name = ""]) => name);
  return {
    at,
    pattern: new RegExp(`^${at.replaceAll(".", "\\.").replace(/\{[a-z]+\}/g, "([^/]+)")}$`),
    parts: names.map((name) => [name, parts[name] ?? slug]),
    parameters,
  };
}

const pages = PAGES.map(compile);
const resources = API.map(compile);
const files = FILES.map(compile);

/**
 * What Next.js is asked for a page: its path without a language and its query, in their one spelling. Whatever is no page
 * is one and the same page that was not found.
 */
export function pageTarget(path: string, query: string): string {
  const found = find(pages, path);
  if (found === null || !found.possible) return NO_PAGE;
  return (found.path === "/" ? "" : found.path) + pageQuery(query, found.route.parameters);
}

/** What Next.js is asked for a resource of the API, in its one spelling. */
export function apiTarget(path: string, query: string): string {
  const found = find(resources, path);
  return found === null ? NO_RESOURCE : found.path + apiQuery(query, found.route.parameters);
}

/** What Next.js is asked for a file that it makes; null for what is none. No query changes one. */
export function fileTarget(path: string): string | null {
  return find(files, path)?.path ?? null;
}

interface Found {
  readonly route: Compiled;
  readonly path: string;
  /** Every part may be the name of something. */
  readonly possible: boolean;
}

function find(routes: readonly Compiled[], path: string): Found | null {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (!match) continue;
    let [spelled, possible] = [route.at, true];
    for (const [index, [name, spelling]] of route.parts.entries()) {
      const part = spelling(match[index + 1] ?? "");
      possible &&= part !== null;
      spelled = spelled.replace(`{${name}}`, () => part ?? NOBODY);
    }
    return { route, path: spelled, possible };
  }
  return null;
}
