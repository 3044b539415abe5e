import type { Signal } from "#domain/check/spec.ts";
import type { NetworkPart } from "#domain/failure/cdn.ts";
import type { FailureType, Phase } from "#domain/failure/failure.ts";
import type { EpochMs } from "#domain/time.ts";

/** What the judge concludes for a check or a component. */
export const VERDICTS = ["up", "degraded", "down", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether it says that something is wrong, and not merely that nobody knows. */
export function isBad(verdict: Verdict): boolean {
  return verdict === "down" || verdict === "degraded";
}

/**
 * Why a verdict is what it is. One word for each kind of thing that can be said, because each has a sentence of its own.
 *
 * up: `answers`; `chain_stands` (it answers, and its head is old only because the chain's is).
 * down: `failing`; `stale` (data far too old); `halted` (the market says that it is closed); `chain_halted`.
 * degraded: `partial` (bad from some vantages), `intermittent`, `recovering` (the outage is over, its rounds are still in
 * the window), `stale`, `slow`, `limited` (a market takes some orders only), `refused` (401 or 403 where it answered
 * before), `some_resolvers` (its name is resolved by some only), `some_checks` (a check that is not vital is bad), `wrong_chain`, `chain_stale`.
 * unknown: `waiting` (no result yet), `no_vantage` (none reports), `vantage_down` (all have lost their network),
 * `rate_limited`, `blocked` (geo-block or bot wall), `quota`, `misconfigured` (our request or key), `unreachable` (the
 * endpoint that is only borrowed to look at something else), `unproven`,
 * `no_operator`, `one_operator`, `operators_disagree` (a chain without a quorum), `edge_only` (only its edge is asked),
 * `not_monitored`, `retracted` (what was said of it is taken back, and no good answer has come since).
 */
export const FINDINGS = {
  answers: "up",
  chain_stands: "up",
  failing: "down",
  halted: "down",
  chain_halted: "down",
  partial: "degraded",
  intermittent: "degraded",
  recovering: "degraded",
  stale: "degraded",
  far_stale: "down",
  slow: "degraded",
  limited: "degraded",
  refused: "degraded",
  some_resolvers: "degraded",
  some_checks: "degraded",
  wrong_chain: "degraded",
  chain_stale: "degraded",
  waiting: "unknown",
  no_vantage: "unknown",
  vantage_down: "unknown",
  rate_limited: "unknown",
  blocked: "unknown",
  quota: "unknown",
  misconfigured: "unknown",
  unreachable: "unknown",
  unproven: "unknown",
  no_operator: "unknown",
  one_operator: "unknown",
  operators_disagree: "unknown",
  edge_only: "unknown",
  not_monitored: "unknown",
  retracted: "unknown",
} as const satisfies Record<string, Verdict>;

export type FindingKind = keyof typeof FINDINGS;

/** A finding with what its sentence needs. Plain data: it is stored as JSON and rendered in any language. */
export interface Finding {
  readonly kind: FindingKind;
  /** Slug of the check that shows it. */
  readonly check?: string;
  /** What that check proves, in the catalog's words. */
  readonly proves?: string;
  /** What kind of thing that check looks at. */
  readonly signal?: Signal;
  readonly failureType?: FailureType;
  readonly phase?: Phase;
  readonly httpStatus?: number;
  readonly networkPart?: NetworkPart;
  /** The target's own word for its mode. */
  readonly mode?: string;
  readonly chain?: string;
  /** Seconds behind the reference head. */
  readonly lagS?: number;
  /** Age in seconds of the newest block, trade or whatever is served. */
  readonly ageS?: number;
  /** Independent operators that show it, of those that were reachable. */
  readonly operators?: { readonly agree: number; readonly of: number };
  /** 95th percentile of the last ten minutes and its limit. */
  readonly p95Ms?: number;
  readonly limitMs?: number;
  /** Failed rounds in the window of 20, over all usable vantages. */
  readonly failures?: number;
  /** Bad checks, of those that decide. */
  readonly checks?: { readonly bad: number; readonly of: number };
}

/** The numbers of a finding have two significant digits: a sentence that changes with every second is news to nobody. */
export function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.round(value / step) * step;
}

/** A verdict with its evidence. All instants are those of measurements, not of the judge's work. */
export interface Judged {
  readonly verdict: Verdict;
  readonly finding: Finding;
  /** From when on it holds: the first failing round of an outage, the first good one after it. */
  readonly since: EpochMs;
  /** The last good result before `since`: the lower end of the onset bracket; null when there was none. */
  readonly lastGood: EpochMs | null;
  /** Of `up`, the last result before `since` that was not good: the lower end of the bracket of an end; else null. */
  readonly lastBad: EpochMs | null;
  /** Vantages that see it, sorted by name. */
  readonly vantages: readonly string[];
  /** Vantages that could see it: usable ones. */
  readonly usable: number;
  /** Distinct failure types behind it, most frequent first. */
  readonly failureTypes: readonly FailureType[];
}

/**
 * One entry of a component's verdict log, which is only ever appended to: at `knownAt` the judge concluded that from
 * `effectiveAt` on the verdict is this. What was known at an instant is the fold of the entries known by then.
 */
export interface VerdictEntry {
  readonly knownAt: EpochMs;
  readonly effectiveAt: EpochMs;
  readonly verdict: Verdict;
}
