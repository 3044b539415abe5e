import type { EpochMs } from "#domain/time.ts";

/** What stands on a status page, before it is written in the form of one host of such pages. */
export interface StatusPageModel {
  readonly host: string;
  readonly name: string;
  readonly since: EpochMs;
  readonly components: readonly PagePart[];
  /** Newest first. */
  readonly incidents: readonly PageIncident[];
  readonly maintenances: readonly PageIncident[];
}

/** Statuspage's words. */
export type PartState = "operational" | "partial_outage" | "major_outage" | "under_maintenance";

export interface PagePart {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
}

export interface PagePost {
  readonly at: EpochMs;
  readonly status: string;
  readonly body: string;
}

export interface PageIncident {
  readonly id: string;
  readonly name: string;
  readonly impact: "major" | "critical" | "maintenance";
  /** What its parts are in while it lasts. */
  readonly state: PartState;
  readonly startedAt: EpochMs;
  readonly resolvedAt: EpochMs | null;
  readonly parts: readonly PagePart[];
  /** Oldest first; never empty. */
  readonly posts: readonly PagePost[];
  readonly window?: { readonly from: EpochMs; readonly until: EpochMs };
}

export const lastPost = ({ posts, startedAt }: PageIncident): PagePost =>
  posts.at(-1) ?? { at: startedAt, status: "", body: "" };

export const firstPost = ({ posts, startedAt }: PageIncident): PagePost =>
  posts[0] ?? { at: startedAt, status: "", body: "" };

export const isOpen = ({ resolvedAt }: PageIncident): boolean => resolvedAt === null;

/** The state of a part now: that of an incident or window which is on. */
export function stateOf({ id }: PagePart, { incidents, maintenances }: StatusPageModel): PartState {
  const holds = (one: PageIncident) => isOpen(one) && one.parts.some((part) => part.id === id);
  const incident = incidents.find(holds);
  if (incident) return incident.state;
  const planned = maintenances.find((one) => holds(one) && lastPost(one).status === "in_progress");
  return planned ? planned.state : "operational";
}

/** When anything on the page was last changed. */
export function changedAt({ since, incidents, maintenances }: StatusPageModel): EpochMs {
  return Math.max(since, ...[...incidents, ...maintenances].map((one) => lastPost(one).at));
}
