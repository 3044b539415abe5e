import { stableId } from "#domain/incident/identity.ts";
import { SEVERITIES, type Severity } from "#domain/incident/incident.ts";
import { bestAttribution } from "#domain/publish/coinciding.ts";
import type { Chains } from "#domain/publish/component-told.ts";
import type { FeedEntry, FeedVoice } from "#domain/publish/feed/entry.ts";
import { entryOfGroup } from "#domain/publish/feed/incidents.ts";
import type { FeedGroup } from "#domain/publish/feed/record.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import type { Attributions } from "#domain/publish/incident.ts";
import { PAGE_ID, type StatuspageComponent } from "#domain/publish/statuspage/components.ts";
import { publishUpdate } from "#domain/publish/statuspage/update.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

/** So many of the newest are listed, in whatever state. */
export const MOST_LISTED = 50;

export interface StatuspageScene {
  /** `https://status.example.org` */
  readonly url: string;
  readonly voice: FeedVoice;
  readonly chains: Chains;
  readonly attributions: Attributions;
  /** Those that are listed now, by `infura/polygon`. */
  readonly components: ReadonlyMap<string, StatuspageComponent>;
  readonly now: EpochMs;
}

type Stage = "investigating" | "identified" | "resolved";

/** A group of incidents as one incident of Statuspage; null when none of its steps is on record. */
export function statuspageIncident(group: FeedGroup, scene: StatuspageScene) {
  const entry = entryOfGroup(group, scene);
  if (entry === null) return null;
  const incidents = group.details.map(({ incident }) => incident);
  const standing = incidents.filter(({ retracted }) => retracted === null);
  const about = standing.length === 0 ? incidents : standing;
  const stage = stageOf(incidents, scene);
  const held = (at: EpochMs) => Math.min(at, scene.now);
  return {
    id: group.id,
    name: entry.title,
    status: stage,
    created_at: rfc3339(held(entry.publishedAt)),
    updated_at: rfc3339(held(entry.updatedAt)),
    monitoring_at: null,
    resolved_at: rfc3339OrNull(stage === "resolved" ? held(endOf(about)) : null),
    impact: standing.length === 0 ? ("none" as const) : worstOf(standing),
    shortlink: scene.url + entry.path,
    started_at: rfc3339(Math.min(...about.map(({ startedAt }) => startedAt))),
    page_id: PAGE_ID,
    incident_updates: entry.steps.map((step, index) =>
      publishUpdate(group.id, {
        id: updateId(step.id),
        status: index === 0 ? stage : step.marker === "Resolved" ? ("resolved" as const) : ("investigating" as const),
        body: index === 0 ? bodyOfNewest(entry, step.text) : step.text,
        at: held(step.at),
      }),
    ),
    components: [...new Set(standing.map(({ component }) => component))].flatMap(
      (component) => scene.components.get(component) ?? [],
    ),
    reminder_intervals: null,
  };
}

/** `incident/abc123def456/update/3`, by the same id as in what subscribers are sent (domain/publish/webhook/group.ts). */
function updateId(step: string): string {
  const [, incident = "", , sequence = ""] = step.split("/");
  return stableId(incident, sequence);
}

/** What must be known first, and what stands beside it, is said where it is read: in the newest step. */
function bodyOfNewest({ lead, foot }: FeedEntry, text: string): string {
  return [...lead.filter((line) => line !== text), text, ...foot].join(" ");
}

/** Vendors and tests may name a cause; what merely coincides identifies nothing. */
function stageOf(incidents: readonly IncidentView[], { attributions }: StatuspageScene): Stage {
  if (!incidents.some(isOpen)) return "resolved";
  const standing = incidents.filter(({ retracted }) => retracted === null);
  const word = bestAttribution(standing, attributions)?.record.best.word;
  return word === "confirmed" || word === "likely" ? "identified" : "investigating";
}

function worstOf(incidents: readonly IncidentView[]): Severity {
  const worst = Math.max(...incidents.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return SEVERITIES[worst] ?? "minor";
}

function endOf(incidents: readonly IncidentView[]): EpochMs {
  return Math.max(
    ...incidents.map(({ resolvedAt, retracted, detectedAt }) => resolvedAt ?? retracted?.at ?? detectedAt),
  );
}
