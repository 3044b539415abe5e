import type { Notice, NoticeUpdate, PageComponent } from "#domain/cloud/notice.ts";
import type { EpochMs } from "#domain/time.ts";
import { convertEach, type NoticeFeed, type NoticesRead, reading, Skips, uniqueById } from "#workers/feeds/feed.ts";
import { readEntries, readJson, readShape } from "#workers/feeds/json.ts";
import { componentState, impactOf, isOver, statusWord } from "#workers/feeds/notice-words.ts";
import { componentSchema, incidentSchema, type PageIncident, pageSchema } from "#workers/feeds/statuspage-schema.ts";
import { httpUrl, plainName, plainText, plainTitle } from "#workers/feeds/text.ts";

/** The components that a page lists, by id: the incidents of a page name groups by their id alone. */
interface Listed {
  readonly groups: ReadonlyMap<string, string>;
  readonly components: ReadonlyMap<string, PageComponent>;
}

/** A component listed by an incident has the state of now, which is none of the incident's. */
function componentsOf({ components, incident_updates }: PageIncident, page: Listed): PageComponent[] {
  const listed = components
    .filter(({ group }) => group !== true)
    .map(({ id, name, group_id }) => ({ id, name: plainName(name), group: page.groups.get(group_id ?? "") ?? null }));
  // Some pages list components in updates only, with the group written before the name: "Europe - Amsterdam - (AMS)".
  const named = incident_updates
    .flatMap(({ affected_components }) => affected_components)
    .map(({ code, name }) => page.components.get(code) ?? { id: code, name: plainName(name), group: null });
  return uniqueById([...listed, ...named]).map((component) => ({ ...component, state: null }));
}

function updatesOf({ incident_updates }: PageIncident, components: readonly PageComponent[]): NoticeUpdate[] {
  const byId = new Map(components.map((component) => [component.id, component]));
  return incident_updates
    .map(({ id, status, body, display_at, created_at, affected_components }) => ({
      id: id ?? null,
      at: (display_at ?? created_at) as EpochMs,
      text: plainText(body),
      status: status ? statusWord(status) : null,
      set: affected_components.flatMap(({ code, new_status }): PageComponent[] => {
        const component = byId.get(code);
        return component ? [{ ...component, state: componentState(new_status) }] : [];
      }),
    }))
    .sort((a, b) => a.at - b.at);
}

function noticeOf(incident: PageIncident, page: string, listed: Listed): Notice {
  const components = componentsOf(incident, listed);
  const updates = updatesOf(incident, components);
  const status = statusWord(incident.status);
  const scheduled = incident.scheduled_for !== null;
  const closing = updates.findLast(
    (update) => update.status !== null && isOver(update.status) && update.status !== "postmortem",
  );
  const resolvedAt = isOver(status)
    ? (incident.resolved_at ?? closing?.at ?? updates.at(-1)?.at ?? incident.created_at)
    : null;
  return {
    page,
    id: incident.id,
    title: plainTitle(incident.name) || incident.id,
    url: httpUrl(incident.shortlink),
    // Pages mark some incidents with the impact "maintenance"; a window is what has a time it was scheduled for.
    impact: scheduled ? "maintenance" : impactOf(incident.impact),
    status,
    startedAt: incident.started_at ?? incident.created_at,
    publishedAt: incident.created_at,
    resolvedAt,
    changedAt: incident.updated_at,
    components,
    updates,
    maintenance:
      incident.scheduled_for === null ? null : { from: incident.scheduled_for, until: incident.scheduled_until },
  };
}

/** What a page's JSON says, read as Statuspage v2. Its page-level indicator is not looked at. */
export function readPage(json: unknown, fallback = "unknown"): NoticesRead {
  const page = readShape(pageSchema, json);
  const skips = new Skips();
  const entriesOf = readEntries(componentSchema, page.components ?? [], skips);
  const groups = new Map(entriesOf.filter(({ group }) => group === true).map(({ id, name }) => [id, plainName(name)]));
  const components = entriesOf
    .filter(({ group }) => group !== true)
    .map(({ id, name, status, group_id }) => ({
      id,
      name: plainName(name),
      group: groups.get(group_id ?? "") ?? null,
      state: componentState(status),
    }));
  const listed: Listed = { groups, components: new Map(components.map((component) => [component.id, component])) };
  const id = page.page?.id ?? httpUrl(page.page?.url) ?? (plainName(page.page?.name) || fallback);
  const entries = [...(page.incidents ?? []), ...(page.scheduled_maintenances ?? [])];
  const notices = convertEach(readEntries(incidentSchema, entries, skips), skips, (incident) =>
    noticeOf(incident, id, listed),
  );
  const total = entries.length + (page.components ?? []).length;
  return { ok: true, page: id, notices: uniqueById(notices), components, ...skips.read(total) };
}

/**
 * Atlassian Statuspage v2: `summary.json` (what is open, with all components), `incidents.json` (the newest fifty, with those
 * resolved), `scheduled-maintenances.json` and their relatives.
 */
export const parse: NoticeFeed = (bytes, context) => reading(() => readPage(readJson(bytes, context)));
