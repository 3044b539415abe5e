import type { Parameters as ApiParameters, ParameterError } from "#domain/publish/api/parameters.ts";
import { RESOURCE_ADDRESSES, type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";
import { BADGE_LANGUAGES, BADGE_PARAMETERS, BADGE_THEMES, LATENCY_WINDOWS } from "#domain/publish/badge-query.ts";
import { BADGE_KINDS } from "#domain/publish/badge-snippets.ts";
import { feedPath, readFeedPath } from "#domain/publish/feed/address.ts";
import { decodeGroupCursor, encodeGroupCursor, GROUP_LAYERS, GROUP_STATES } from "#domain/publish/group-query.ts";
import { isIncidentId } from "#domain/publish/incident-query.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";
import { COUNTER_OUTCOMES, COUNTER_PROBLEMS } from "#domain/publish/webhook/counter.ts";
import { readPlace } from "#domain/publish/what-if.ts";
import { UPTIME_WINDOWS } from "#domain/status/overview.ts";
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
/** A provider, or a region of one: `aws/us-east-1`. */
const place: Spelling = (value) => (readPlace(value) === null ? null : value);
const incidentId: Spelling = (value) => (isIncidentId(value) ? value : null);
const groupCursor: Spelling = (value) => {
  const cursor = decodeGroupCursor(value);
  return cursor && encodeGroupCursor(cursor);
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
  { at: "/subscribe", parameters: { problem: oneOf(COUNTER_PROBLEMS) } },
  // What is one reader's alone is put in by server/desk, which also answers where the address ends in a token.
  { at: "/subscribe/{step}", parameters: { is: oneOf(COUNTER_OUTCOMES) } },
  {
    at: "/badges",
    // A field that was left empty asks for nothing.
    parameters: {
      of: slug,
      kind: oneOf(BADGE_KINDS),
      ...BADGE_PARAMETERS,
      label: (value) => BADGE_PARAMETERS.label(value) || null,
    },
  },
  { at: "/methodology" },
  { at: "/developers" },
  { at: "/about" },
];

/** Where the pages are, without their language: `/services/{slug}`. */
export const PAGE_ADDRESSES: readonly string[] = PAGES.map(({ at }) => at);

/** Statuspage's resources: what is asked beside their addresses is nobody's business, as its clients expect. */
const STATUSPAGE: readonly Route[] = STATUSPAGE_FILES.map((file) => ({ at: `/api/v2/${file}` }));

/** What machines read that is neither a page nor the API; a test compares the table with the files of app. */
const FILES: readonly Route[] = [
  { at: "/robots.txt" },
  { at: "/sitemap.xml" },
  { at: "/openapi.json" },
  { at: "/manifest.webmanifest" },
  { at: "/.well-known/security.txt" },
  ...["svg", "json"].flatMap((form): Route[] => [
    { at: `/badge/{slug}.${form}`, parameters: BADGE_PARAMETERS },
    {
      at: `/badge/{slug}/uptime/{window}.${form}`,
      parts: { window: oneOf(UPTIME_WINDOWS) },
      parameters: BADGE_PARAMETERS,
    },
    {
      at: `/badge/{slug}/latency/{window}.${form}`,
      parts: { window: oneOf(LATENCY_WINDOWS) },
      parameters: BADGE_PARAMETERS,
    },
  ]),
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

/** What stands in a frame on other people's pages. */
const EMBEDS: readonly Route[] = [
  { at: "/embed/{slug}", parameters: { lang: oneOf(BADGE_LANGUAGES), theme: oneOf(BADGE_THEMES) } },
];

/** A part that is none of what it can be: no service, incident or cloud has this name. */
const NOBODY = "-";
/** Where the answer to every address stands that no route has. */
const NO_PAGE = "/-";
const NO_RESOURCE = "/api/-";

interface Compiled<P = Parameters> {
  readonly pattern: RegExp;
  readonly parts: readonly (readonly [name: string, Spelling])[];
  readonly at: string;
  readonly parameters: P;
}

function compileResource(at: ResourceAddress): Compiled<ApiParameters> {
  const { parts = {}, parameters = {} } = resourceAt(at);
  const spellings = Object.entries(parts).map(([name, { spell }]) => [name, spell] as const);
  return { ...compile({ at, parts: Object.fromEntries(spellings) }), parameters };
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
const resources = RESOURCE_ADDRESSES.map(compileResource);
const statuspage = STATUSPAGE.map(compile);
const files = FILES.map(compile);
const embeds = EMBEDS.map(compile);

/**
 * What Next.js is asked for a page: its path without a language and its query, in their one spelling. Whatever is no page
 * is one and the same page that was not found.
 */
export function pageTarget(path: string, query: string): string {
  const found = find(pages, path);
  if (found === null || !found.possible) return NO_PAGE;
  return (found.path === "/" ? "" : found.path) + pageQuery(query, found.route.parameters);
}

/** What Next.js is asked for a resource of the API, in its one spelling; or what is not right with the query. */
export function apiTarget(path: string, query: string): string | readonly ParameterError[] {
  const found = find(resources, path);
  if (found === null) return find(statuspage, path)?.path ?? NO_RESOURCE;
  const spelled = apiQuery(query, found.route.parameters);
  return typeof spelled === "string" ? found.path + spelled : spelled;
}

/** What Next.js is asked for a file that it makes, in its one spelling; null for what is none. Few know any parameters. */
export function fileTarget(path: string, query = ""): string | null {
  const found = find(files, path);
  return found === null ? null : found.path + pageQuery(query, found.route.parameters);
}

/** What Next.js is asked for what stands in a frame: its language and theme are parts of the path. Null for what is none. */
export function embedTarget(path: string, query: string): string | null {
  const found = find(embeds, path);
  if (found === null) return null;
  const given = new URLSearchParams(pageQuery(query, found.route.parameters));
  return found.path.replace("/embed/", () => `/embed/${given.get("lang") ?? "en"}/${given.get("theme") ?? "auto"}/`);
}

/** What Next.js is asked for a feed or a calendar: its language is a part of the path. No query changes one. Null for what is none. */
export function feedTarget(path: string): string | null {
  const address = readFeedPath(path);
  return address && `/feeds/${address.language}${feedPath(address.scope, address.file)}`;
}

interface Found<P> {
  readonly route: Compiled<P>;
  readonly path: string;
  /** Every part may be the name of something. */
  readonly possible: boolean;
}

function find<P>(routes: readonly Compiled<P>[], path: string): Found<P> | null {
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
