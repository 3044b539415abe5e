import { type Answer, json } from "#drill/world/answers/answer.ts";
import {
  changedAt,
  firstPost,
  isOpen,
  lastPost,
  type PageIncident,
  type PagePart,
  type PartState,
  type StatusPageModel,
  stateOf,
} from "#drill/world/press/status-page.ts";
import { iso } from "#drill/world/press/xml.ts";
import { hex64 } from "#drill/world/seed.ts";

/** Atlassian's Statuspage, v2. */

const INCIDENTS_SHOWN = 50;

const groupId = (host: string, group: string) => hex64("group", host, group).slice(0, 12);
const pageId = (host: string) => hex64("page", host).slice(0, 12);

function componentOf(part: PagePart, position: number, state: PartState, { host, since }: StatusPageModel): object {
  return {
    id: part.id,
    name: part.name,
    status: state,
    created_at: iso(since),
    updated_at: iso(since),
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: part.group === null ? null : groupId(host, part.group),
    page_id: pageId(host),
    group: false,
    only_show_if_degraded: false,
  };
}

function componentsOf(model: StatusPageModel): object[] {
  const groups = [...new Set(model.components.flatMap(({ group }) => group ?? []))];
  const parts = model.components.map((part, index) => componentOf(part, index + 1, stateOf(part, model), model));
  const heads = groups.map((name, index) => ({
    ...componentOf({ id: groupId(model.host, name), name, group: null }, index + 1, "operational", model),
    group: true,
  }));
  return [...heads, ...parts];
}

/** Words of posts at which the parts are well: before a window, and when it is over. */
const AT_REST: ReadonlySet<string> = new Set(["scheduled", "completed", "resolved"]);

function updatesOf({ id, posts, parts, state }: PageIncident): object[] {
  const states = posts.map(({ status }) => (AT_REST.has(status) ? "operational" : state));
  return posts
    .map(({ at, status, body }, index) => {
      const affected = parts.map((part) => ({
        code: part.id,
        name: part.group === null ? part.name : `${part.group} - ${part.name}`,
        old_status: states[index - 1] ?? "operational",
        new_status: states[index] ?? "operational",
      }));
      return {
        id: hex64("post", id, at).slice(0, 12),
        status,
        body,
        incident_id: id,
        created_at: iso(at),
        updated_at: iso(at),
        display_at: iso(at),
        affected_components: affected,
        deliver_notifications: false,
        custom_tweet: null,
        tweet_id: null,
      };
    })
    .reverse();
}

function incidentOf(incident: PageIncident, model: StatusPageModel): object {
  const { id, name, impact, startedAt, resolvedAt, parts, window } = incident;
  return {
    id,
    name,
    status: lastPost(incident).status,
    created_at: iso(firstPost(incident).at),
    updated_at: iso(lastPost(incident).at),
    monitoring_at: null,
    resolved_at: resolvedAt === null ? null : iso(resolvedAt),
    impact,
    shortlink: `https://${model.host}/incidents/${id}`,
    started_at: iso(startedAt),
    page_id: pageId(model.host),
    incident_updates: updatesOf(incident),
    components: parts.map((part, index) => componentOf(part, index + 1, stateOf(part, model), model)),
    ...(window ? { scheduled_for: iso(window.from), scheduled_until: iso(window.until) } : {}),
  };
}

function overallOf({ incidents }: StatusPageModel): object {
  const open = incidents.filter(isOpen);
  if (open.length === 0) return { indicator: "none", description: "All Systems Operational" };
  return open.some(({ impact }) => impact === "critical")
    ? { indicator: "critical", description: "Major Service Outage" }
    : { indicator: "major", description: "Partial System Outage" };
}

type Part = (model: StatusPageModel) => object;

const incidents: Part = (model) => ({
  incidents: model.incidents.slice(0, INCIDENTS_SHOWN).map((one) => incidentOf(one, model)),
});
const unresolved: Part = (model) => ({
  incidents: model.incidents.filter(isOpen).map((one) => incidentOf(one, model)),
});
const components: Part = (model) => ({ components: componentsOf(model) });
const overall: Part = (model) => ({ status: overallOf(model) });

const maintenances =
  (wanted: (status: string) => boolean): Part =>
  (model) => ({
    scheduled_maintenances: model.maintenances
      .filter((one) => wanted(lastPost(one).status))
      .map((one) => incidentOf(one, model)),
  });
const notOver = maintenances((status) => status !== "completed");

/** What stands under `/api/v2/`, each a page's head and some of its parts. */
const FILES: Readonly<Record<string, readonly Part[]>> = {
  "summary.json": [components, unresolved, notOver, overall],
  "status.json": [overall],
  "components.json": [components],
  "incidents.json": [incidents],
  "incidents/unresolved.json": [unresolved],
  "scheduled-maintenances.json": [maintenances(() => true)],
  "scheduled-maintenances/active.json": [maintenances((status) => status === "in_progress")],
  "scheduled-maintenances/upcoming.json": [maintenances((status) => status === "scheduled")],
};

/** The paths of a Statuspage. */
export const statuspagePaths: readonly string[] = Object.keys(FILES).map((file) => `/api/v2/${file}`);

export function statuspage(model: StatusPageModel, path: string): Answer | null {
  const parts = FILES[path.replace(/^\/api\/v2\//, "")];
  if (!parts) return null;
  const { host, name } = model;
  const page = {
    id: pageId(host),
    name,
    url: `https://${host}`,
    time_zone: "Etc/UTC",
    updated_at: iso(changedAt(model)),
  };
  return json(Object.assign({ page }, ...parts.map((part) => part(model))));
}
