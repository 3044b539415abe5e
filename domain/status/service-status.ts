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
  /** Block production judged by the operators' quorum. */
  readonly quorum: boolean;
  readonly checks: readonly StandingCheck[];
}

/** Whether a check decides its component's verdict. */
export function isDeciding({ spec, monitored }: StandingCheck, rules: Rules): boolean {
  const { slug, tier, vital = false, intervalS, signal } = spec;
  return decides({ slug, tier, vital, intervalS, signal, monitored }, rules);
}

/** The status of a service, or of a layer of it, from its components: the same for the judge and for what is published. */
export function serviceStatus(components: readonly ComponentStanding[], rules: Rules): Status {
  const parts = components.flatMap(({ weight, verdict, quorum, checks }): Part[] => {
    if (verdict === null) return [];
    const deciding = checks.filter((check) => isDeciding(check, rules));
    const edgeOnly = !quorum && deciding.every(({ spec }) => spec.signal === "reachability");
    return [{ status: statusOf(verdict), weight, edgeOnly }];
  });
  return combineStatus(parts);
}
