import type { CheckSpec } from "#domain/check/spec.ts";
import { combineStatus, type Part, statusOf } from "#domain/status/algebra.ts";
import { decides } from "#domain/status/combine.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { Status } from "#domain/status/status.ts";
import type { Verdict } from "#domain/status/verdict.ts";

/** A check as its component's standing needs it. */
export interface StandingCheck {
  readonly spec: CheckSpec;
  /** Some vantage runs it. */
  readonly monitored: boolean;
}

/** A component as the status of its service needs it. */
export interface ComponentStanding {
  /** Its share. */
  readonly weight: number;
  /** Null when nothing decides here: it leaves the combination. */
  readonly verdict: Verdict | null;
  /** Its vendor has declared maintenance: laid over what is published, never over what is judged. */
  readonly maintained?: boolean;
  /** Block production judged by the operators' quorum. */
  readonly quorum: boolean;
  readonly checks: readonly StandingCheck[];
}

/** Whether a check decides its component's verdict. */
export function isDeciding({ spec, monitored }: StandingCheck, rules: Rules): boolean {
  const { slug, tier, vital = false, intervalS, signal } = spec;
  return decides({ slug, tier, vital, intervalS, signal, monitored }, rules);
}

/** Whether nothing but an edge is asked of a component: that it answers makes nothing operational. */
export function isEdgeOnly({ quorum, checks }: Pick<ComponentStanding, "quorum" | "checks">, rules: Rules): boolean {
  const deciding = checks.filter((check) => isDeciding(check, rules));
  return !quorum && deciding.every(({ spec }) => spec.signal === "reachability");
}

/**
 * The status of a service, or of a layer of it, from its components: the same for the judge and, but for declared
 * maintenance, for what is published.
 */
export function serviceStatus(components: readonly ComponentStanding[], rules: Rules): Status {
  const parts = components.flatMap(({ weight, verdict, maintained = false, quorum, checks }): Part[] => {
    if (verdict === null) return [];
    const edgeOnly = isEdgeOnly({ quorum, checks }, rules);
    return [{ status: maintained ? "under_maintenance" : statusOf(verdict), weight, edgeOnly }];
  });
  return combineStatus(parts);
}
