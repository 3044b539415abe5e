import { en as attributions } from "#domain/publish/attribution-en.ts";
import { chainsOf } from "#domain/publish/component-told.ts";
import type { FeedVoice } from "#domain/publish/feed/entry.ts";
import { real } from "#domain/publish/feed/feed.ts";
import type { FeedGroup, FeedRecord } from "#domain/publish/feed/record.ts";
import { feeds } from "#domain/publish/feed-en.ts";
import type { Unreal } from "#domain/publish/feed-words.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import type { Attributions } from "#domain/publish/incident.ts";
import { en as sentences } from "#domain/publish/sentences-en.ts";
import { type ListedComponents, listComponents, PAGE_ID } from "#domain/publish/statuspage/components.ts";
import type { StatuspageFile } from "#domain/publish/statuspage/files.ts";
import { MOST_LISTED, type StatuspageScene, statuspageIncident } from "#domain/publish/statuspage/incidents.ts";
import { statuspageMaintenance } from "#domain/publish/statuspage/maintenances.ts";
import { statuspageSummary } from "#domain/publish/statuspage/status.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is on record for Statuspage's clients. */
export interface StatuspageRecord extends Pick<FeedRecord, "notices"> {
  /** Those of which something was known last, and all that are open, each once. */
  readonly groups: readonly FeedGroup[];
  readonly attributions: Attributions;
}

export interface StatuspageSite {
  /** Where readers find it: every address in an answer begins with it. */
  readonly url: string;
  readonly unreal: Unreal | null;
}

const VOICE: FeedVoice = { feeds, sentences, attributions };

/** Whether a resource tells of incidents or maintenance: the others are made of what holds now alone. */
export function asksRecord(file: StatuspageFile): boolean {
  return file !== "status.json" && file !== "components.json";
}

/** One of Statuspage's resources. `page` comes first in each, as its clients know them. */
export function publishStatuspage(
  file: StatuspageFile,
  overview: Overview,
  record: StatuspageRecord,
  site: StatuspageSite,
  now: EpochMs,
) {
  const listed = listComponents(overview, now);
  const page = pageOf(overview, site);
  const list = () => incidentsOf(overview, record, listed, site, now);
  switch (file) {
    case "status.json":
      return { page, status: statuspageSummary(listed) };
    case "components.json":
      return { page, components: listed.rows };
    case "incidents.json":
      return { page, incidents: list().incidents.slice(0, MOST_LISTED) };
    case "incidents/unresolved.json":
      return { page, incidents: list().unresolved };
    case "scheduled-maintenances.json":
      return { page, scheduled_maintenances: list().maintenances.slice(0, MOST_LISTED) };
    case "scheduled-maintenances/upcoming.json":
      return { page, scheduled_maintenances: list().upcoming };
    case "scheduled-maintenances/active.json":
      return { page, scheduled_maintenances: list().active };
    case "summary.json": {
      const { unresolved, upcoming, active } = list();
      return {
        page,
        components: listed.rows,
        incidents: unresolved,
        scheduled_maintenances: [...active, ...upcoming],
        status: statuspageSummary(listed),
      };
    }
  }
}

/** `updated_at` is when all of it was judged: a judge that stands still makes no page of now. */
function pageOf({ judge, readAt }: Overview, { url, unreal }: StatuspageSite) {
  return {
    id: PAGE_ID,
    name: real("Faultline", { unreal, voice: VOICE }),
    url,
    time_zone: "Etc/UTC",
    updated_at: rfc3339(judge?.passedAt ?? readAt),
  };
}

function incidentsOf(
  overview: Overview,
  record: StatuspageRecord,
  listed: ListedComponents,
  { url, unreal }: StatuspageSite,
  now: EpochMs,
) {
  const rows = new Map(listed.rows.map((row) => [row.id, row]));
  const scene: StatuspageScene = {
    url,
    voice: VOICE,
    // Without a judge chains have names only: what they do now is no part of what was.
    chains: chainsOf({ services: overview.services, judge: null }, now),
    attributions: record.attributions,
    components: new Map(
      [...listed.ids].flatMap(([key, id]) => {
        const row = rows.get(id);
        return row === undefined ? [] : [[key, row] as const];
      }),
    ),
    now,
  };
  const named = <T extends { readonly name: string }>(one: T): T => ({
    ...one,
    name: real(one.name, { unreal, voice: VOICE }),
  });
  const incidents = record.groups
    .flatMap((group) => statuspageIncident(group, scene) ?? [])
    .map(named)
    .sort((a, b) => newerFirst(a.created_at, b.created_at) || newerFirst(b.id, a.id));
  const maintenances = record.notices
    .flatMap((notice) => statuspageMaintenance(notice, overview.services, scene) ?? [])
    .map(named)
    .sort((a, b) => newerFirst(a.scheduled_for, b.scheduled_for) || newerFirst(b.id, a.id));
  return {
    incidents,
    unresolved: incidents.filter(({ status }) => status !== "resolved"),
    maintenances,
    upcoming: maintenances.filter(({ status }) => status === "scheduled").reverse(),
    active: maintenances.filter(({ status }) => status === "in_progress" || status === "verifying"),
  };
}

/** Instants of one form are in order as texts are. */
function newerFirst(a: string, b: string): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
