import { stableId } from "#domain/incident/identity.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";

/** Incidents with onsets close to one another, or of one attribution (regroup.ts): one entry on pages, in feeds and webhooks. */
export interface IncidentGroup {
  readonly id: string;
  /**
   * Onset of the incident that it was made for: what others are measured against, so that a group cannot creep on. One that
   * has taken another's incidents in is known by the anchors of both.
   */
  readonly anchor: EpochMs;
}

/**
 * The group an onset belongs to: the nearest whose anchor is within 15 minutes, else a new one.
 * @param groups those that could match; any order.
 */
export function groupFor(
  groups: readonly IncidentGroup[],
  component: string,
  onset: EpochMs,
  rules: Rules,
): IncidentGroup {
  const near = groups
    .map((group) => ({ group, away: Math.abs(group.anchor - onset) }))
    .filter(({ away }) => away < rules.groupMs)
    .sort((a, b) => a.away - b.away || (a.group.id < b.group.id ? -1 : 1))[0];
  return near?.group ?? { id: stableId("group", component, onset), anchor: onset };
}
