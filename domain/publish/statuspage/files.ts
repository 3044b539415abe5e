/** Statuspage's API v2, below `/api/v2/` (guides/conventions.md 4.1). */
export const STATUSPAGE_FILES = [
  "summary.json",
  "status.json",
  "components.json",
  "incidents.json",
  "incidents/unresolved.json",
  "scheduled-maintenances.json",
  "scheduled-maintenances/upcoming.json",
  "scheduled-maintenances/active.json",
] as const;
export type StatuspageFile = (typeof STATUSPAGE_FILES)[number];
