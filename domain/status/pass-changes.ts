import type { Status } from "#domain/status/status.ts";
import { type Finding, type Judged, rounded } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a pass concluded anew of a component. */
export interface ComponentChange {
  readonly component: string;
  /** Null when nothing was known of it. */
  readonly before: Judged | null;
  readonly after: Judged;
  /** The status of its service now. */
  readonly service: Status;
  readonly knownAt: EpochMs;
}

/** Whether the verdict log gets an entry: another verdict, or another reason for the same. */
export function isNews({ before, after }: Pick<ComponentChange, "before" | "after">): boolean {
  return before === null || before.verdict !== after.verdict || before.finding.kind !== after.finding.kind;
}

/**
 * A component that is judged no more: it left the catalog, has closed for good, or nothing decides there now. Nobody knows
 * of it from when it was judged last.
 */
export function unwatched(component: string, before: Judged, lastJudgedAt: EpochMs, knownAt: EpochMs): ComponentChange {
  const after: Judged = {
    verdict: "unknown",
    finding: { kind: "not_monitored" },
    since: Math.max(before.since, lastJudgedAt),
    lastGood: null,
    lastBad: null,
    vantages: [],
    usable: 0,
    failureTypes: [],
  };
  return { component, before, after, service: "unknown", knownAt };
}

/** A healthy head's age changes with every look and tells nothing. */
function calm(finding: Finding): Finding {
  const { ageS, lagS, ...rest } = finding;
  if (finding.kind === "answers" || finding.kind === "chain_stands") return rest;
  return {
    ...rest,
    ...(lagS === undefined ? {} : { lagS: rounded(lagS) }),
    ...(ageS === undefined ? {} : { ageS: rounded(ageS) }),
  };
}

/** What the newest rounds of a component say of when something changed. */
export interface Moments {
  /** The newest round that said something. */
  readonly toldAt: EpochMs;
  /** The newest recovery: the first answer after failures, at any of its checks and vantages; 0 for none. */
  readonly recoveredAt: EpochMs;
}

/**
 * When what follows on `before` can have begun at the earliest. Slow answers are answers, and silence leaves no trace in a
 * detector: what ends either is the newest round itself. What is left of an outage that is partly over has an onset of its
 * own within it, but the outage was one until something recovered.
 */
function notBefore({ verdict, finding }: Judged, after: Judged, { toldAt, recoveredAt }: Moments): EpochMs {
  if (verdict === "unknown" || finding.kind === "slow") return toldAt;
  return verdict === "down" && after.verdict === "degraded" ? recoveredAt : 0;
}

/**
 * The new verdict in the light of the one before it: it began no earlier than that one, and one that goes on began when it
 * began. What follows on unknown begins with the newest evidence, or a gap would shrink by being dated back over.
 * Returns `before` itself when nothing changed, so that a change can be told by identity.
 */
export function settle(before: Judged | null, judged: Judged, moments: Moments): Judged {
  const after = { ...judged, finding: calm(judged.finding) };
  if (before === null) return after;
  const goesOn = before.verdict === after.verdict;
  const since = goesOn ? before.since : Math.max(after.since, before.since, notBefore(before, after, moments));
  const lastGood = goesOn && before.verdict !== "up" ? before.lastGood : after.lastGood;
  const lastBad = goesOn ? before.lastBad : after.lastBad;
  const settled = { ...after, since, lastGood, lastBad };
  return JSON.stringify(settled) === JSON.stringify(before) ? before : settled;
}
