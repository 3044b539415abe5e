import type { ComponentState, NoticeImpact } from "#domain/cloud/notice.ts";
import { plainName } from "#workers/feeds/text.ts";

const letters = (word: string | null | undefined) => (word ?? "").toLowerCase().replace(/[^a-z]/g, "");

/** A state word in one spelling: "In Progress", "INPROGRESS" and "in_progress" differ between hosts. */
export function statusWord(word: string | null | undefined): string {
  const plain = letters(word);
  return (
    SPELLED.get(plain) ??
    (plainName(word)
      .toLowerCase()
      .replace(/[\s-]+/g, "_") ||
      "unknown")
  );
}

const SPELLED: ReadonlyMap<string, string> = new Map([
  ["inprogress", "in_progress"],
  ["maintenanceinprogress", "in_progress"],
  ["maintenancescheduled", "scheduled"],
  ["maintenancecomplete", "completed"],
  ["notstartedyet", "scheduled"],
  ["planned", "scheduled"],
]);

const OVER: ReadonlySet<string> = new Set([
  "resolved",
  "completed",
  "postmortem",
  "closed",
  "cancelled",
  "canceled",
  "merged",
]);

/** Whether a vendor's word says that it is over. */
export function isOver(status: string): boolean {
  return OVER.has(status);
}

const IMPACTS: ReadonlyMap<string, NoticeImpact> = new Map([
  ["none", "none"],
  ["operational", "none"],
  ["fulloutage", "critical"],
  ["majoroutage", "critical"],
  ["critical", "critical"],
  ["downtime", "critical"],
  ["servicedisruption", "critical"],
  ["partialoutage", "major"],
  ["major", "major"],
  ["partialservicedisruption", "major"],
  ["minor", "minor"],
  ["degraded", "minor"],
  ["degradedperformance", "minor"],
  ["minoroutage", "minor"],
  ["maintenance", "maintenance"],
  ["undermaintenance", "maintenance"],
  ["plannedmaintenance", "maintenance"],
]);

/** Statuspage's impacts, and the words of the other hosts that mean them. */
export function impactOf(word: string | null | undefined): NoticeImpact {
  return IMPACTS.get(letters(word)) ?? "unstated";
}

const STATES: ReadonlyMap<string, ComponentState> = new Map([
  ["operational", "operational"],
  ["up", "operational"],
  ["resolved", "operational"],
  ["degradedperformance", "degraded_performance"],
  ["degraded", "degraded_performance"],
  ["hasissues", "degraded_performance"],
  ["partialoutage", "partial_outage"],
  ["minoroutage", "partial_outage"],
  ["partialservicedisruption", "partial_outage"],
  ["majoroutage", "major_outage"],
  ["fulloutage", "major_outage"],
  ["downtime", "major_outage"],
  ["down", "major_outage"],
  ["servicedisruption", "major_outage"],
  ["undermaintenance", "under_maintenance"],
  ["maintenance", "under_maintenance"],
  ["plannedmaintenance", "under_maintenance"],
]);

/** A component's state in Statuspage's words; one we do not know is unknown, never operational. */
export function componentState(word: string | null | undefined): ComponentState {
  return STATES.get(letters(word)) ?? "unknown";
}
