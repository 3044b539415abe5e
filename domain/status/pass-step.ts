import { bestReports, type HeadReport, reportKey, witnessKey } from "#domain/chain/report.ts";
import { stepRound } from "#domain/status/check-verdict.ts";
import type { Round } from "#domain/status/detector.ts";
import type { DocketCheck } from "#domain/status/docket.ts";
import { type EvidenceContext, evidenceOf, type Sample } from "#domain/status/evidence.ts";
import type { Ledger } from "#domain/status/pass-ledger.ts";
import type { ClosedRound } from "#domain/status/pass-rounds.ts";
import type { Rules } from "#domain/status/rules.ts";
import { isSettled, type SettlingChain } from "#domain/status/settling.ts";
import type { EpochMs } from "#domain/time.ts";

/** What a step of several rounds has touched. */
export interface Touched {
  readonly checks: ReadonlySet<string>;
  readonly chains: ReadonlySet<string>;
}

/** Steps the rounds of one moment: heads first, for a lag is told against what the others show at that moment. */
export function stepRounds(ledger: Ledger, rounds: readonly ClosedRound[], rules: Rules): Touched {
  const chains = new Set<string>();
  for (const { check, samples } of rounds) {
    for (const { vantage, sample, gated } of samples) {
      if (sample.outcome === "ok" || sample.outcome === "degraded") ledger.proven.add(check.id);
      const chain = ledger.index.chainOf.get(check.id);
      if (chain === undefined) continue;
      // A head seen earlier is no witness of now once the newest look has seen none.
      ledger.putHead(check.id, vantage, gated ? null : headReport(check, vantage, sample, rules));
      chains.add(chain);
    }
  }
  const at = Math.max(...rounds.map(({ completeAt }) => completeAt));
  for (const chain of new Set([...chains, ...chainsBehind(ledger, rounds)])) ledger.stepChain(chain, at);
  for (const round of rounds) stepCheck(ledger, round, rules);
  return { checks: new Set(rounds.map(({ check }) => check.id)), chains };
}

/** The chains of which something old was shown by who is no witness of their heads: how those stand says whose fault that is. */
function chainsBehind(ledger: Ledger, rounds: readonly ClosedRound[]): string[] {
  return rounds.flatMap(({ check, samples }) => {
    const chain = ledger.index.componentOf.get(check.id)?.chain;
    return chain != null && samples.some(({ sample }) => isStale(sample)) ? [chain] : [];
  });
}

const isStale = ({ failureType }: Sample) => failureType === "payload.stale";

function stepCheck(ledger: Ledger, { check, samples }: ClosedRound, rules: Rules): void {
  const rounds = new Map<string, Round>();
  for (const { vantage, sample, gated } of samples) {
    const evidence = evidenceOf(check.spec, sample, { ...contextOf(ledger, check, vantage, sample), gated });
    const lost = gated || evidence.failureType === "neutral.vantage_down";
    rounds.set(vantage, { tick: sample.tick, at: sample.at, evidence, gated: lost });
  }
  const views = ledger.views(check, () => null, rounds.keys());
  const stepped = stepRound(views, rounds, { intervalMs: check.spec.intervalS * 1_000 }, rules);
  ledger.detectors.set(check.id, new Map(stepped.map(({ vantage, state }) => [vantage, state])));
}

/** How the check's chain, and the chain it settles on, stand at this moment. */
function contextOf(ledger: Ledger, check: DocketCheck, vantage: string, sample: Sample): EvidenceContext {
  const { chain } = check.spec;
  const own = ledger.index.componentOf.get(check.id)?.chain;
  const parent = own ? ledger.docket.chains.get(own)?.parent : undefined;
  const parentStands = parent !== undefined && ledger.chains.get(parent)?.condition.kind === "still";
  const settled = isStale(sample) && own != null && isSettled(check.spec, sample, chainOf(ledger, own));
  const operatorBehind = isStale(sample) && own != null && isBehind(ledger, own, check, vantage, sample.at);
  const step = chain === undefined ? undefined : ledger.chainSteps.get(chain);
  if (!step) return { parentStands, settled, operatorBehind };
  const standing = step.standings.get(reportKey({ checkId: check.id, vantage }));
  const finding = standing?.finding;
  return {
    parentStands,
    settled,
    head: {
      lagS: standing ? standing.lagS : null,
      lagging: finding !== undefined && BEHIND.has(finding),
      farBehind: finding === "far_stale",
      chainStands: finding === "chain_stands",
      forked: step.forked.has(witnessKey({ operator: check.operator, vantage })),
    },
  };
}

/** What a head is that is older than the other operators' by the operator's own fault. */
const BEHIND: ReadonlySet<string> = new Set(["stale", "far_stale"]);

/**
 * Whether an operator is behind the others with the best head of a chain that it shows at a vantage. One that only compares hashes is
 * older by design.
 */
function isBehind(ledger: Ledger, chain: string, { operator }: DocketCheck, vantage: string, now: EpochMs): boolean {
  const standings = ledger.chainSteps.get(chain)?.standings;
  const own = chainOf(ledger, chain).heads.filter((head) => head.operator === operator && head.vantage === vantage);
  return bestReports(own, now).some((head) => BEHIND.has(standings?.get(reportKey(head))?.finding ?? ""));
}

function chainOf(ledger: Ledger, slug: string): SettlingChain {
  const heads = [...ledger.heads.values()].filter(({ checkId }) => ledger.index.chainOf.get(checkId) === slug);
  return { heads, condition: ledger.chains.get(slug)?.condition ?? null };
}

/** What a witness's result says of the head, be it fresh or not; null when it says nothing. */
export function headReport(check: DocketCheck, vantage: string, sample: Sample, rules: Rules): HeadReport | null {
  const { head_number, head_hash, head_age_s } = sample.facts;
  const served = sample.outcome === "ok" || sample.outcome === "degraded" || sample.failureType === "payload.stale";
  if (!served || head_number === undefined) return null;
  return {
    operator: check.operator,
    checkId: check.id,
    vantage,
    observedAt: Math.round(sample.at + sample.totalMs),
    height: head_number,
    ...(head_hash === undefined ? {} : { hash: head_hash }),
    ...(head_age_s === undefined ? {} : { ageS: head_age_s }),
    expiresAt: sample.at + rules.expiresAfter * check.spec.intervalS * 1_000,
  };
}
