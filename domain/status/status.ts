/** Published status: Statuspage's words and our `unknown`, best first (design.md section 6). */
export const STATUSES = [
  "operational",
  "under_maintenance",
  "unknown",
  "degraded_performance",
  "partial_outage",
  "major_outage",
] as const;

export type Status = (typeof STATUSES)[number];
