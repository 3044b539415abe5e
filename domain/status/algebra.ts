import { STATUSES, type Status } from "#domain/status/status.ts";
import type { Verdict } from "#domain/status/verdict.ts";

const OF_VERDICT: Readonly<Record<Verdict, Status>> = {
  up: "operational",
  degraded: "degraded_performance",
  down: "major_outage",
  unknown: "unknown",
};

/** What is published for a verdict; `partial_outage` arises only by combination. */
export function statusOf(verdict: Verdict): Status {
  return OF_VERDICT[verdict];
}

export function rank(status: Status): number {
  return STATUSES.indexOf(status);
}

/** Whether a status is trouble: known, and not well. What has none is in none. */
export function isTroubled(status: Status | null): boolean {
  return status !== null && rank(status) >= rank("degraded_performance");
}

/** The worst by the status order; `operational` for none. */
export function worstStatus(statuses: readonly Status[]): Status {
  return statuses.reduce<Status>((worst, status) => (rank(status) > rank(worst) ? status : worst), "operational");
}

/** A part of something bigger, with its share in it. */
export interface Part {
  readonly status: Status;
  /** Share; parts without one leave the combination. */
  readonly weight: number;
  /** Only an edge is asked here (a web page answers): that alone makes nothing operational. */
  readonly edgeOnly: boolean;
}

/**
 * Components to service, services to layer: all in major outage are a major outage, some a partial one; otherwise the
 * worst. Nothing that is judged, or nothing but edges that answer, is unknown. A part getting worse never improves the
 * whole (proven in the tests).
 */
export function combineStatus(parts: readonly Part[]): Status {
  const counted = parts.filter(({ weight }) => weight > 0);
  if (counted.length === 0) return "unknown";
  const out = counted.filter(({ status }) => status === "major_outage");
  if (out.length === counted.length) return "major_outage";
  if (out.length > 0) return "partial_outage";
  const worst = worstStatus(counted.map(({ status }) => status));
  // Announced maintenance of a mere edge says no more of what is behind it than its answer does.
  return rank(worst) < rank("unknown") && counted.every(({ edgeOnly }) => edgeOnly) ? "unknown" : worst;
}
