import type { FailureType, Phase } from "#domain/failure/failure.ts";
import type { Finding, Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/**
 * `minor`: degraded. `major`: down, while other components of the service are not. `critical`: the whole service is out.
 * An incident keeps the worst that it ever was.
 */
export const SEVERITIES = ["minor", "major", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Retraction {
  readonly at: EpochMs;
  readonly author: string;
  readonly reason: string;
  /** By `npm run rejudge`: the verdicts themselves were corrected, so no time of it is to be left out of uptime. */
  readonly rejudged?: true;
}

/** Words of a person, or of a command that a person ran. */
export interface Said {
  readonly author: string;
  readonly text: string;
}

/** A span in which a component was not up. Instants are those of measurements, but for `detectedAt` and `knownAt`. */
export interface Incident {
  /** 12 of [a-z0-9], the same for ever. */
  readonly id: string;
  readonly group: string;
  /** `infura/polygon` */
  readonly component: string;
  /** First failing round. */
  readonly startedAt: EpochMs;
  /** The last good result before it; the true onset lies between the two. */
  readonly lastGood: EpochMs | null;
  /** When the judge opened it. */
  readonly detectedAt: EpochMs;
  /** First good round after it, or when it was judged last (`endedUnseen`); null while it is open. */
  readonly resolvedAt: EpochMs | null;
  /** The last bad result before that; the true end lies between the two. Null while it is open, and when not known. */
  readonly lastBad: EpochMs | null;
  readonly severity: Severity;
  /** Seen from two places or more. */
  readonly confirmed: boolean;
  readonly vantages: readonly string[];
  /** The most vantages that could have seen it. */
  readonly usable: number;
  readonly failureTypes: readonly FailureType[];
  readonly phase: Phase | null;
  /** The worst that was found: what its sentence says. */
  readonly finding: Finding;
  /** Of the verdict that stands now; `up` when it is over, `unknown` when nobody looks any more. */
  readonly verdict: Judged["verdict"];
  readonly retracted: Retraction | null;
  /** Number of its newest update, from 1. */
  readonly sequence: number;
  readonly ruleVersion: number;
}

/** It was closed because its component is judged no more: how it ended is not known. */
export function endedUnseen({ resolvedAt, verdict }: Pick<Incident, "resolvedAt" | "verdict">): boolean {
  return resolvedAt !== null && verdict === "unknown";
}

export const UPDATE_KINDS = [
  "opened",
  "reopened",
  "worsened",
  "improved",
  "confirmed",
  "changed",
  "resolved",
  "joined",
  "noted",
  "retracted",
] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

/** One step of an incident's history, appended and never changed. */
export interface IncidentUpdate {
  readonly sequence: number;
  readonly kind: UpdateKind;
  /** When we knew. */
  readonly knownAt: EpochMs;
  /** From when on it holds. */
  readonly effectiveAt: EpochMs;
  readonly verdict: Judged["verdict"];
  readonly finding: Finding;
  readonly severity: Severity;
}
