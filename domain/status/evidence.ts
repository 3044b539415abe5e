import type { CheckSpec } from "#domain/check/spec.ts";
import type { NetworkPart } from "#domain/failure/cdn.ts";
import type { FailureType, Outcome, Phase } from "#domain/failure/failure.ts";
import type { Facts } from "#domain/measurement.ts";
import type { EpochMs } from "#domain/time.ts";

/** Of a measurement, what judging needs. */
export interface Sample {
  readonly tick: EpochMs;
  /** When the probe began: the instant that onsets and ends are given in. */
  readonly at: EpochMs;
  readonly outcome: Outcome;
  readonly failureType: FailureType | null;
  readonly phase: Phase | null;
  readonly httpStatus: number | null;
  readonly totalMs: number;
  readonly facts: Facts;
}

/** Trouble that does not make an answer a failure: it answers, but. */
export type Soft = "stale" | "limited" | "refused" | "some_resolvers";

/** What one round at one vantage says about a target. */
export interface Evidence {
  readonly kind: "ok" | "fail" | "neutral";
  readonly soft: Soft | null;
  /** Null for a plain success. */
  readonly failureType: FailureType | null;
  readonly phase: Phase | null;
  readonly httpStatus: number | null;
  /** Absent where no content network was seen to fail. */
  readonly networkPart?: NetworkPart;
  readonly mode: string | null;
  /** Seconds behind the reference, and age of what was served; null when not known. */
  readonly lagS: number | null;
  readonly ageS: number | null;
  /** Latency of an answer; null when there was none. */
  readonly latencyMs: number | null;
  /** The head is old only because the chain's is. */
  readonly chainStands: boolean;
}

/** How the head that a sample reported stands against the operators' quorum. */
export interface HeadStanding {
  /** Null when there is no quorum to compare with. */
  readonly lagS: number | null;
  readonly lagging: boolean;
  /** So far behind that what is served is no answer any more. */
  readonly farBehind: boolean;
  /** The quorum itself stands still. */
  readonly chainStands: boolean;
  /** Serves another history than the majority. */
  readonly forked: boolean;
}

export interface EvidenceContext {
  /** For a check that reports a chain's head. */
  readonly head?: HeadStanding;
  /** For an L2's settlement: its parent chain itself stands still. */
  readonly parentStands?: boolean;
  /** For settlement and finality: what is settled is old only because the chain has made no block since (settling.ts). */
  readonly settled?: boolean;
  /** For a borrowed endpoint: it is behind the chain's other operators itself, so what it shows is old by its own fault. */
  readonly operatorBehind?: boolean;
  /** The vantage's own controls failed in this round. */
  readonly gated?: boolean;
}

/** Without a quorum nobody can say whether the chain or the operator stands still; past this the answer is useless anyway. */
const USELESS_AGE_S = 600;

/** The age that a freshness rule read, whichever fact it filled. */
function ageOf(facts: Facts): number | null {
  return facts.head_age_s ?? facts.last_trade_age_s ?? facts.data_age_s ?? null;
}

/**
 * Reads a stored result as evidence (methods 1.4). A stale head is held against the operator only as far as it is behind
 * the other operators (`head`); failures of an endpoint that is only borrowed to look at what stands behind it say nothing
 * about that.
 */
export function evidenceOf(check: CheckSpec, sample: Sample, context: EvidenceContext = {}): Evidence {
  const base: Evidence = {
    kind: "ok",
    soft: null,
    failureType: sample.failureType,
    phase: sample.phase,
    httpStatus: sample.httpStatus,
    ...(sample.facts.network_part === undefined ? {} : { networkPart: sample.facts.network_part }),
    mode: sample.facts.mode ?? null,
    lagS: context.head?.lagS ?? null,
    ageS: ageOf(sample.facts),
    latencyMs: sample.outcome === "ok" || sample.outcome === "degraded" ? sample.totalMs : null,
    chainStands: false,
  };
  if (context.gated) return { ...base, kind: "neutral", failureType: "neutral.vantage_down", latencyMs: null };
  if (sample.outcome === "neutral") return { ...base, kind: "neutral" };
  const served = sample.outcome === "ok" || sample.failureType === "payload.stale";
  if (context.head?.forked && served)
    return { ...base, kind: "fail", failureType: "payload.wrong_chain", phase: "application" };
  if (check.chain !== undefined && served) return headEvidence(base, sample, context.head);
  if (sample.failureType === "payload.stale" && (context.parentStands || context.settled))
    return answered({ ...base, chainStands: true });
  if (sample.failureType === "payload.stale" && context.operatorBehind && isBorrowed(check))
    return { ...base, kind: "neutral" };
  if (sample.outcome === "failed") return failedEvidence(check, base);
  if (sample.outcome === "degraded") return { ...base, soft: softOf(sample.failureType) };
  return base;
}

/** It answered: how old the answer was is judged elsewhere. */
function answered(evidence: Evidence): Evidence {
  return { ...evidence, kind: "ok", soft: null, failureType: null, phase: null };
}

function headEvidence(base: Evidence, sample: Sample, head: HeadStanding | undefined): Evidence {
  const stale = sample.failureType === "payload.stale";
  if (head?.chainStands) return answered({ ...base, chainStands: stale });
  if (head && head.lagS !== null) {
    const failureType = "payload.stale" as const;
    if (head.farBehind) return { ...base, kind: "fail", soft: "stale", failureType, phase: "application" };
    if (head.lagging) return { ...base, soft: "stale", failureType, phase: "application" };
    return answered(base);
  }
  if (!stale) return answered(base);
  const useless = sample.outcome === "failed" && (base.ageS === null || base.ageS > USELESS_AGE_S);
  return { ...base, kind: useless ? "fail" : "ok", soft: "stale" };
}

/**
 * Whether its endpoint is only borrowed to look at what stands behind it: settlement, consensus, blocks as somebody counts
 * them, a contract of others. A head that is one of several is a report to the quorum, and shows its own operator's door besides.
 */
function isBorrowed({ signal, chain }: CheckSpec): boolean {
  return (
    signal === "l1_settlement" ||
    signal === "consensus" ||
    signal === "oracle" ||
    (signal === "chain_head" && chain === undefined)
  );
}

/** What a borrowed endpoint says of what stands behind it, and not of itself. A contract's own error is the contract's. */
function saysOfBehind({ signal }: CheckSpec, failureType: FailureType | null): boolean {
  if (failureType === "payload.rpc_error") return signal === "oracle";
  return (failureType?.startsWith("payload.") ?? false) && failureType !== "payload.not_json";
}

/** A failure, and whether it caps what may be said: 401 and 403 may be a bot wall (methods 1.4, access_denied). */
function failedEvidence(check: CheckSpec, base: Evidence): Evidence {
  if (isBorrowed(check) && !saysOfBehind(check, base.failureType)) return { ...base, kind: "neutral" };
  const refused = base.failureType === "http.error" && (base.httpStatus === 401 || base.httpStatus === 403);
  return { ...base, kind: "fail", soft: refused ? "refused" : null };
}

function softOf(failureType: FailureType | null): Soft {
  if (failureType?.startsWith("dns.")) return "some_resolvers";
  return failureType === "payload.halted" ? "limited" : "stale";
}
