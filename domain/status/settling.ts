import type { HeadReport } from "#domain/chain/report.ts";
import type { Condition } from "#domain/chain/state.ts";
import type { CheckSpec } from "#domain/check/spec.ts";
import type { Sample } from "#domain/status/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is known of the chain whose settlement a check looks at. */
export interface SettlingChain {
  /** The newest head of every witness. */
  readonly heads: readonly HeadReport[];
  readonly condition: Condition | null;
}

/** When the chain's newest block was made, as far as a witness shows it; null when none does. */
function newestBlockAt(heads: readonly HeadReport[], now: EpochMs): EpochMs | null {
  const made = heads.flatMap(({ ageS, observedAt, expiresAt }) =>
    ageS === undefined || expiresAt <= now ? [] : [observedAt - ageS * 1_000],
  );
  return made.length === 0 ? null : Math.max(...made);
}

/**
 * How long the chain stood still between a block and its newest one, in ms. While it is judged to stand still, a young head
 * that one witness shows is the first after the halt: the judgement follows once a quorum shows one.
 */
function stoodMs(condition: Condition | null, blockAt: EpochMs, newestAt: EpochMs): number {
  if (condition === null || condition.kind === "unknown" || condition.lastGood === null) return 0;
  const until = condition.kind === "moving" ? condition.since : newestAt;
  return Math.max(0, until - Math.max(blockAt, condition.lastGood));
}

/**
 * Whether a settled block is old only because its chain has made none since: there was nothing to settle then. Its age
 * counts from the newest block, without the time for which the chain stood still.
 */
export function isSettled({ signal, freshness }: CheckSpec, sample: Sample, chain: SettlingChain): boolean {
  const { head_age_s: ageS } = sample.facts;
  if (signal !== "l1_settlement" || freshness?.warnS === undefined || ageS === undefined) return false;
  const seenAt = sample.at + sample.totalMs;
  const blockAt = seenAt - ageS * 1_000;
  const newestAt = newestBlockAt(chain.heads, sample.at) ?? seenAt;
  return newestAt - blockAt - stoodMs(chain.condition, blockAt, newestAt) <= freshness.warnS * 1_000;
}
