import { SEVERITIES } from "#domain/incident/incident.ts";
import { publishAttribution } from "#domain/publish/attribution.ts";
import { bestAttribution } from "#domain/publish/coinciding.ts";
import type { Chains } from "#domain/publish/component-told.ts";
import { rfc3339, rfc3339OrNull } from "#domain/publish/figure.ts";
import {
  encodeGroupCursor,
  type GroupPage,
  type GroupState,
  type IncidentGroupView,
} from "#domain/publish/group-query.ts";
import { type Attributions, publishIncident } from "#domain/publish/incident.ts";
import { isOpen } from "#domain/status/overview.ts";

/**
 * Incidents that began together, or coincide with one event, as `/api/v1/incident-groups/{id}` shows them. What was taken back
 * counts only where nothing else is left.
 */
export function publishGroup({ id, incidents }: IncidentGroupView, chains: Chains, attributions: Attributions) {
  const standing = incidents.filter(({ retracted }) => retracted === null);
  const about = standing.length === 0 ? incidents : standing;
  const isOver = !incidents.some(isOpen);
  const best = bestAttribution(standing, attributions);
  const ends = about.map(({ resolvedAt, retracted, detectedAt }) => resolvedAt ?? retracted?.at ?? detectedAt);
  const worst = Math.max(...about.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return {
    id,
    state: (isOver ? "over" : "open") satisfies GroupState,
    severity: SEVERITIES[worst] ?? "minor",
    confirmed: about.some(({ confirmed }) => confirmed),
    retracted: standing.length === 0,
    started_at: rfc3339(Math.min(...about.map(({ startedAt }) => startedAt))),
    detected_at: rfc3339(Math.min(...about.map(({ detectedAt }) => detectedAt))),
    resolved_at: rfc3339OrNull(isOver ? Math.max(...ends) : null),
    services: [...new Set(about.map(({ about: { serviceSlug } }) => serviceSlug))],
    attribution: best === null ? null : publishAttribution(best.record),
    incidents: incidents.map((incident) => publishIncident(incident, chains, attributions)),
  };
}

/** A page of groups, as `/api/v1/incident-groups` shows it. */
export function publishGroups({ groups, next }: GroupPage, chains: Chains, attributions: Attributions) {
  return {
    data: groups.map((group) => publishGroup(group, chains, attributions)),
    next_cursor: next === null ? null : encodeGroupCursor(next),
  };
}
