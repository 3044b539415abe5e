import { blockTimeOf, stepBlockTime } from "#domain/chain/block-time.ts";
import { acrossGap, stepCondition, unknownCondition } from "#domain/chain/condition.ts";
import { forkedWitnesses, stepAllHashes } from "#domain/chain/fork.ts";
import { isWildlyAhead, type Lag, lagOf } from "#domain/chain/lag.ts";
import { FAR_LAG_S, isComparedByTip, lagLimitS } from "#domain/chain/limits.ts";
import { headsByOperator, type OperatorHead } from "#domain/chain/operator-head.ts";
import { stepProgress } from "#domain/chain/progress.ts";
import { findReference, type NoReference, type Reference } from "#domain/chain/reference.ts";
import { bestReports, freshReports, type HeadReport, reportKey } from "#domain/chain/report.ts";
import type { ChainState, Condition } from "#domain/chain/state.ts";
import { type BehindBook, isBehindTip, stepBehind, stepTip } from "#domain/chain/tip.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import { FINDINGS, type Finding, type Judged } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";

/** One check's report from one vantage, held against the reference. */
export interface Standing extends Lag {
  readonly checkId: string;
  readonly vantage: string;
  readonly operator: string;
  readonly observedAt: EpochMs;
  /**
   * `answers`: level with the quorum; `chain_stands`: level, and old because the quorum is; `stale`: behind it by more than
   * the limit; `far_stale`: by more than 10 minutes. One report's word: how many rounds it takes is the judge's matter.
   */
  readonly finding: "answers" | "chain_stands" | "stale" | "far_stale";
}

export interface ChainStep {
  readonly state: ChainState;
  readonly reference: Reference | null;
  readonly judged: Judged;
  /** By `reportKey`: every report that still counts. Empty without a reference: nobody is accused by nobody. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Operators that a vantage sees on another chain than everyone else, by `witnessKey`. */
  readonly forked: ReadonlySet<string>;
  /** As used in this step. */
  readonly blockTimeS: number;
}

/** What a step has worked out before anything is concluded from it. */
interface Sight {
  readonly spec: ChainSpec;
  readonly blockTimeS: number;
  readonly reports: readonly HeadReport[];
  readonly heads: readonly OperatorHead[];
  readonly behind: BehindBook;
  readonly found: Reference | NoReference;
}

function isStale(sight: Sight, ageS: number): boolean {
  return ageS > sight.spec.limits.headAgeWarnS;
}

function standingOf(sight: Sight, reference: Reference, report: HeadReport): Standing {
  const { spec, blockTimeS, behind } = sight;
  const lag = lagOf(report, reference, blockTimeS);
  const byTip = isComparedByTip(spec);
  const late = byTip ? isBehindTip(behind, report) : lag.lagS > lagLimitS(spec, blockTimeS);
  const old = report.ageS === undefined ? report.height <= reference.height : isStale(sight, report.ageS);
  const level = old && isStale(sight, reference.ageS) ? "chain_stands" : "answers";
  const far = !byTip && lag.lagS > FAR_LAG_S;
  const { checkId, vantage, operator, observedAt } = report;
  return { checkId, vantage, operator, observedAt, ...lag, finding: late ? (far ? "far_stale" : "stale") : level };
}

/** The sentence for what is known. Of a chain that stands still it counts who stands; of one that moves, who is level. */
function findingOf(sight: Sight, condition: Condition): Finding {
  const { spec, found, heads } = sight;
  const of = heads.length;
  if (typeof found === "string") {
    return { kind: found, chain: spec.slug, operators: { agree: found === "operators_disagree" ? 0 : of, of } };
  }
  const { ageS } = found;
  if (condition.kind === "moving") {
    return { kind: "answers", chain: spec.slug, ageS, operators: { agree: found.agree, of } };
  }
  const standing = heads.filter((head) => isStale(sight, head.stillS)).length;
  const known = ageS > spec.limits.headAgeCritS ? "chain_halted" : "chain_stale";
  const kind = condition.kind === "still" ? known : "waiting";
  return { kind, chain: spec.slug, ageS, operators: { agree: standing, of } };
}

function judge(sight: Sight, condition: Condition, stoodAt: EpochMs | null): Judged {
  const finding = findingOf(sight, condition);
  const resumed = condition.kind === "moving" && stoodAt !== null && stoodAt < condition.since;
  const vantages = [...new Set(sight.reports.map((report) => report.vantage))].sort();
  return {
    verdict: FINDINGS[finding.kind],
    finding,
    since: condition.since,
    lastGood: condition.lastGood,
    lastBad: resumed ? stoodAt : null,
    vantages,
    usable: vantages.length,
    failureTypes: condition.kind === "still" ? ["payload.stale"] : [],
  };
}

/** Two tips that have differed for too long are no quorum, though neither can be called wrong. */
function withTips(
  found: Reference | NoReference,
  heads: readonly OperatorHead[],
  behind: BehindBook,
): Reference | NoReference {
  const apart = heads.length === 2 && heads.some((head) => isBehindTip(behind, head.report));
  return apart ? "operators_disagree" : found;
}

/** What the chain does with the new reference: its block time, and who is on another chain. */
function learn(state: ChainState | null, sight: Sight, reference: Reference | null) {
  const { spec, blockTimeS } = sight;
  const hashes = state?.hashes ?? {};
  // Without a reference there is nothing to learn from, and what was learned stays.
  const blockTime = state?.blockTime ?? { seconds: blockTimeS, anchor: null };
  if (!reference) return { blockTime, hashes, forked: new Set<string>() };
  const head = isStale(sight, reference.ageS) ? null : { height: reference.height, at: reference.blockAt };
  const near = sight.reports.filter((report) => !isWildlyAhead(report, reference, spec, blockTimeS));
  const remembered = spec.limits.hashDepth === 0 ? {} : stepAllHashes(hashes, near);
  return {
    blockTime: stepBlockTime(state?.blockTime ?? null, spec, head),
    hashes: remembered,
    forked: forkedWitnesses(remembered, reference.height, spec.limits.hashDepth),
  };
}

/**
 * Judges a chain once: where its quorum stands, whether it moves, and who is behind. The same input gives the same
 * output, in whatever order the reports come.
 *
 * One provider that is stale beside a fresh quorum is that provider's `stale`; a stale quorum is the chain's, with the
 * number of operators that stand still (all of them when `latest` is frozen everywhere), and then nobody is behind
 * (guides/rpc-health.md, section 1: "attribution is the product").
 *
 * @param state what the last step returned; null for the first
 * @param reports the newest of every check and vantage that reports on this chain, expired ones included or not
 */
export function stepChain(
  state: ChainState | null,
  spec: ChainSpec,
  reports: readonly HeadReport[],
  now: EpochMs,
): ChainStep {
  const blockTimeS = blockTimeOf(state?.blockTime ?? null, spec);
  const fresh = freshReports(reports, now);
  const seenAt = Math.max(state?.seenAt ?? 0, ...fresh.map((report) => report.observedAt));
  const instant = seenAt === 0 ? now : seenAt;
  const before = state && acrossGap(state, instant);

  const limits = { staleAfterS: spec.limits.headAgeWarnS, lagS: lagLimitS(spec, blockTimeS), blockTimeS };
  const { book, heads: seen } = stepProgress(before?.progress ?? {}, bestReports(fresh, now), limits, now);
  const heads = headsByOperator(seen);
  const tip = isComparedByTip(spec) ? stepTip(before?.tip ?? null, heads) : null;
  const behind = stepBehind(before?.behind ?? {}, fresh, tip);
  const found = withTips(findReference(heads, spec, blockTimeS, before?.trail ?? []), heads, behind);
  const sight: Sight = { spec, blockTimeS, reports: fresh, heads, behind, found };
  const reference = typeof found === "string" ? null : found;

  const condition = reference
    ? stepCondition(before, reference, heads, spec.limits.headAgeWarnS, instant)
    : unknownCondition(before, instant);
  const { forked, ...learned } = learn(before, sight, reference);
  const moved = reference !== null && !isStale(sight, reference.ageS);
  // As long as one operator shows a young head the chain may have moved on already.
  const stood = reference !== null && heads.every((head) => isStale(sight, head.stillS));
  const stoodAt = stood ? instant : (before?.stoodAt ?? null);
  const standings = reference ? fresh.map((report) => standingOf(sight, reference, report)) : [];
  return {
    state: {
      ...learned,
      progress: book,
      trail: reference?.trail ?? [],
      tip,
      behind,
      condition,
      seenAt: seenAt === 0 ? null : seenAt,
      movedAt: moved ? instant : (before?.movedAt ?? null),
      stoodAt,
    },
    reference,
    judged: judge(sight, condition, stoodAt),
    standings: new Map(standings.map((standing) => [reportKey(standing), standing])),
    forked,
    blockTimeS,
  };
}
