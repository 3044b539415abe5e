import { type Answer, json } from "#drill/world/answers/answer.ts";
import {
  isOpen,
  type PageIncident,
  type PartState,
  type StatusPageModel,
  stateOf,
} from "#drill/world/press/status-page.ts";
import { iso } from "#drill/world/press/xml.ts";
import { hex64 } from "#drill/world/seed.ts";

/** Hosts of status pages that are not Statuspage. */

/** Instatus writes its words in capitals and without separators: MAJOROUTAGE. */
const capital = (word: string) => word.replaceAll("_", "").toUpperCase();

function instatusEntry({ host }: StatusPageModel, { id, name, posts, startedAt }: PageIncident): object {
  const last = posts.at(-1);
  return {
    id,
    name,
    status: capital(last?.status ?? ""),
    url: `https://${host}/${id}`,
    updatedAt: iso(last?.at ?? startedAt),
  };
}

/** Lists are left out when they are empty, and what is over is in none of them. Work has a length in minutes. */
function instatusSummary(model: StatusPageModel): Answer {
  const open = model.incidents
    .filter(isOpen)
    .map((one) => ({ ...instatusEntry(model, one), started: iso(one.startedAt), impact: capital(one.state) }));
  const work = model.maintenances.filter(isOpen).map((one) => {
    const { from, until } = one.window ?? { from: one.startedAt, until: one.startedAt };
    return { ...instatusEntry(model, one), start: iso(from), duration: String(Math.round((until - from) / 60_000)) };
  });
  const status = open.length > 0 ? "HASISSUES" : work.length > 0 ? "UNDERMAINTENANCE" : "UP";
  return json({
    page: { name: model.name, url: `https://${model.host}`, status },
    ...(open.length > 0 ? { activeIncidents: open } : {}),
    ...(work.length > 0 ? { activeMaintenances: work } : {}),
  });
}

function instatusComponents(model: StatusPageModel): Answer {
  const components = model.components.map((part, order) => ({
    id: part.id,
    name: part.name,
    description: "",
    status: capital(stateOf(part, model)),
    order,
    isParent: false,
    group: null,
  }));
  return json({ components });
}

const INSTATUS: Readonly<Record<string, (model: StatusPageModel) => Answer>> = {
  "/summary.json": instatusSummary,
  "/v2/summary.json": instatusSummary,
  "/v3/summary.json": instatusSummary,
  "/v2/components.json": instatusComponents,
  "/v3/components.json": instatusComponents,
};

export const instatusPaths: readonly string[] = Object.keys(INSTATUS);

export function instatus(model: StatusPageModel, path: string): Answer | null {
  return INSTATUS[path]?.(model) ?? null;
}

/** Better Stack's words. */
function betterStackState(state: PartState): string {
  if (state === "under_maintenance") return "maintenance";
  return state === "operational" ? "operational" : "downtime";
}

const resourcesOf = (incident: PageIncident, state: string) =>
  incident.parts.map(({ id }) => ({ status_page_resource_id: id, status: state }));

function reportOf(incident: PageIncident): object[] {
  const { id, name, posts, startedAt, resolvedAt, state, window } = incident;
  const word = betterStackState(state);
  const states = posts.map((_, index) => (index === posts.length - 1 && !isOpen(incident) ? "operational" : word));
  const updates = posts.map(({ at, body }, index) => ({
    id: hex64("post", id, at).slice(0, 12),
    type: "status_update",
    attributes: {
      message: body,
      published_at: iso(at),
      status_report_id: id,
      affected_resources: resourcesOf(incident, states[index] ?? word),
    },
  }));
  const report = {
    id,
    type: "status_report",
    attributes: {
      title: name,
      report_type: window ? "maintenance" : "manual",
      starts_at: iso(window?.from ?? startedAt),
      // It stays null on reports of outages that are resolved; the aggregate state tells.
      ends_at: window ? iso(resolvedAt ?? window.until) : null,
      aggregate_state: isOpen(incident) ? word : "resolved",
      affected_resources: resourcesOf(incident, word),
    },
    relationships: { status_updates: { data: updates.map((update) => ({ id: update.id, type: "status_update" })) } },
  };
  return [report, ...updates];
}

/** `index.json`: JSON:API, the page and everything on it. */
export function betterStack(model: StatusPageModel): Answer {
  const { host, name } = model;
  const reports = [...model.incidents, ...model.maintenances];
  const isWorking = reports.filter(isOpen).every(({ window }) => window !== undefined);
  const section = hex64("section", host).slice(0, 12);
  const resources = model.components.map((part) => ({
    id: part.id,
    type: "status_page_resource",
    attributes: {
      public_name: part.name,
      status: betterStackState(stateOf(part, model)),
      status_page_section_id: section,
    },
  }));
  const attributes = {
    company_name: name,
    company_url: `https://${host}`,
    custom_domain: host,
    subdomain: host.replaceAll(".", "-"),
    aggregate_state: !reports.some(isOpen) ? "operational" : isWorking ? "maintenance" : "downtime",
  };
  return json({
    data: { id: hex64("page", host).slice(0, 12), type: "status_page", attributes },
    included: [
      { id: section, type: "status_page_section", attributes: { name, position: 0 } },
      ...resources,
      ...reports.flatMap(reportOf),
    ],
  });
}
