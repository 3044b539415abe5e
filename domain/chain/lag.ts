import type { HeightAt } from "#domain/chain/block-time.ts";
import { isComparedByTip, lagLimitS } from "#domain/chain/limits.ts";
import type { HeadReport } from "#domain/chain/report.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";

/** Where the quorum has been: heights in ascending order, each with when it was first known to be reached. */
export type Trail = readonly HeightAt[];

/** A head that others are compared with. */
export interface HeadPoint {
  readonly height: number;
  /** The youngest observation at exactly that height. */
  readonly observedAt: EpochMs;
  /** Seconds, each operator's at its own observation, so that the polling interval adds nothing. */
  readonly ageS: number;
  /** Ends at this head; empty for one that was seen once. */
  readonly trail: Trail;
}

/** How far behind a report is: in seconds, and in blocks as they were counted. */
export interface Lag {
  readonly lagS: number;
  readonly lagBlocks: number;
}

/** A trail's steps are at least so far apart, and there are so many: together a little more than `FAR_LAG_S`. */
const TRAIL_STEP_MS = 10_000;
const TRAIL_LENGTH = 64;

/** The trail with one more head. A head below its end takes the end back: the quorum has changed, or the chain. */
export function extendTrail(trail: Trail, head: HeightAt): Trail {
  const kept = trail.filter(({ height, at }) => height <= head.height && at <= head.at);
  const end = kept.at(-1);
  if (end?.height === head.height) return kept;
  const before = kept.at(-2);
  const crowded = end && before && end.at - before.at < TRAIL_STEP_MS;
  return [...(crowded ? kept.slice(0, -1) : kept), head].slice(-TRAIL_LENGTH);
}

/**
 * Seconds for which the quorum had been past the report's head when it was observed. Before the trail it is reckoned by
 * the block time; of an observation from before all that is known of the quorum nothing can be said, and so 0.
 */
function pastS(report: HeadReport, { trail, height, observedAt }: HeadPoint, blockTimeS: number): number {
  const blocksS = (from: number) => (from - report.height) * blockTimeS;
  if (trail.length === 0) return (report.observedAt - observedAt) / 1_000 + blocksS(height);
  const index = trail.findIndex((step) => step.height > report.height);
  const next = trail[index];
  if (!next) return 0;
  const soFarS = (report.observedAt - next.at) / 1_000;
  return index > 0 || soFarS < 0 ? soFarS : soFarS + blocksS(next.height);
}

/**
 * How far a report is behind a head.
 *
 * Reports are of different moments, up to a polling interval apart, so the difference of heights alone would accuse
 * everyone who was asked a minute ago. A report is behind only as far as every one of these says so:
 * - its blocks behind, times the block time. On a halted chain the heights are the same, so nobody lags;
 * - for how long the quorum had been past its height when it was observed: what the chain has made since is not held
 *   against it. Without a trail both heads are moved to one instant by the block time, which alone would accuse on a chain
 *   that makes its blocks in bursts;
 * - how much older its head was when observed than the reference's: an old observation had a young head. It alone would
 *   accuse on a chain that rests when there is nothing to do, where a head seen at the end of a rest was as old as the
 *   rest was long. Absent where answers carry no time.
 */
export function lagOf(report: HeadReport, reference: HeadPoint, blockTimeS: number): Lag {
  const lagBlocks = Math.max(0, reference.height - report.height);
  if (lagBlocks === 0) return { lagS: 0, lagBlocks };
  const byBlocks = lagBlocks * blockTimeS;
  const byTrail = pastS(report, reference, blockTimeS);
  const byAge = report.ageS === undefined ? byBlocks : report.ageS - reference.ageS;
  return { lagS: Math.max(0, Math.min(byBlocks, byTrail, byAge)), lagBlocks };
}

/** No chain runs at more than this many times its learned rate for the time between two polls. */
const BURST = 5;

/** Whether a report is so far ahead that the chain cannot have come there since the other head was observed. */
export function isWildlyAhead(report: HeadReport, other: HeadPoint, spec: ChainSpec, blockTimeS: number): boolean {
  const sinceS = Math.max(0, (report.observedAt - other.observedAt) / 1_000);
  return (report.height - other.height) * blockTimeS > lagLimitS(spec, blockTimeS) + BURST * sinceS;
}

/** Whether a report and a head are of one height, as far as that can be told from different moments. */
export function isLevel(report: HeadReport, other: HeadPoint, spec: ChainSpec, blockTimeS: number): boolean {
  if (isComparedByTip(spec)) return Math.abs(report.height - other.height) <= spec.limits.providerLagBlocks;
  const { lagS } = lagOf(report, other, blockTimeS);
  return lagS <= lagLimitS(spec, blockTimeS) && !isWildlyAhead(report, other, spec, blockTimeS);
}
