import type { ListedComponents, StatuspageStatus } from "#domain/publish/statuspage/components.ts";

export interface StatuspageSummary {
  /** Never `maintenance`: clients know no such indicator. */
  readonly indicator: "none" | "minor" | "major" | "critical";
  readonly description: string;
}

/**
 * The page as a whole, in Statuspage's words. Of what nobody knows it is not silent: its components are left out, so the
 * description counts them, and all is not well.
 */
export function statuspageSummary({ rows, unknown }: Pick<ListedComponents, "rows" | "unknown">): StatuspageSummary {
  const statuses = rows.filter(({ group }) => !group).map(({ status }) => status);
  const of = statuses.length + unknown;
  if (of === 0) return { indicator: "minor", description: "Nothing is judged here yet" };
  const gap = `no fresh data of ${unknown} of ${of} ${of === 1 ? "component" : "components"}`;
  if (statuses.length === 0) return { indicator: "minor", description: gap.replace("no", "No") };
  const known = knownSummary(statuses, unknown);
  if (unknown === 0) return known;
  if (known.indicator !== "none") return { ...known, description: `${known.description}; ${gap}` };
  return { indicator: "minor", description: gap.replace("no", "No") };
}

/** What nobody knows is not down: with it in hand, all that is known being down is a part. */
function knownSummary(statuses: readonly StatuspageStatus[], unknown: number): StatuspageSummary {
  const are = (status: StatuspageStatus) => statuses.includes(status);
  if (unknown === 0 && statuses.every((status) => status === "major_outage")) {
    return { indicator: "critical", description: "Major Service Outage" };
  }
  if (are("major_outage") || are("partial_outage")) return { indicator: "major", description: "Partial System Outage" };
  if (are("degraded_performance")) return { indicator: "minor", description: "Partially Degraded Service" };
  if (are("under_maintenance")) return { indicator: "none", description: "Service Under Maintenance" };
  return { indicator: "none", description: "All Systems Operational" };
}
