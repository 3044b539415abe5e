import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";

/** A height and the instant that belongs to it: its block's own timestamp, or when it was first seen where there is none. */
export interface HeightAt {
  readonly height: number;
  readonly at: EpochMs;
}

/** What has been learned of a chain's block time. */
export interface BlockTime {
  readonly seconds: number;
  /** Where the next sample begins; null after the chain stood still. */
  readonly anchor: HeightAt | null;
}

/** A learned value stays within this factor of the catalog's: registries are up to 25 times apart, our own eyes are not. */
const CREDIBLE_FACTOR = 5;
/** A sample beyond the credible range by this factor was a halt or a leap, and teaches nothing. */
const ABSURD_FACTOR = 10;

function clamp(value: number, spec: ChainSpec): number {
  return Math.min(Math.max(value, spec.blockTimeS / CREDIBLE_FACTOR), spec.blockTimeS * CREDIBLE_FACTOR);
}

/** Seconds between two blocks: as learned, or the catalog's guess. Always within a fifth and five times that guess. */
export function blockTimeOf(learned: BlockTime | null, spec: ChainSpec): number {
  return clamp(learned?.seconds ?? spec.blockTimeS, spec);
}

/** Seconds after which a sample has lost half its weight: an hour, and 60 blocks where an hour holds few of them. */
function halfLifeS(spec: ChainSpec): number {
  return Math.max(3_600, 60 * spec.blockTimeS);
}

/**
 * The average after one more sample. It averages the rate (blocks a second, each weighted by the time that it lasted) and
 * not the gaps: weighting gaps by their own length would see long ones twice over, and learn 1,200 s for Bitcoin.
 */
function average(seconds: number, sampleS: number, elapsedS: number, spec: ChainSpec): number {
  const weight = 1 - 2 ** (-elapsedS / halfLifeS(spec));
  const rate = 1 / seconds + (1 / sampleS - 1 / seconds) * weight;
  return clamp(1 / rate, spec);
}

/**
 * Learns from the reference head's advance: an exponential moving average that begins at the catalog's value (eRPC and
 * dshackle measure theirs likewise; guides/rpc-health.md, section 4).
 *
 * `head` is null while the chain stands still: the sample is dropped, so that a halt does not pass for slow blocks. A step
 * backward (a reorganisation, or another set of operators) begins anew, too. A sample spans at least a minute and five
 * blocks: shorter ones are mostly the noise of who was asked when.
 */
export function stepBlockTime(learned: BlockTime | null, spec: ChainSpec, head: HeightAt | null): BlockTime {
  const seconds = blockTimeOf(learned, spec);
  const anchor = learned?.anchor ?? null;
  if (!head || !anchor) return { seconds, anchor: head };
  const blocks = head.height - anchor.height;
  const elapsedS = (head.at - anchor.at) / 1_000;
  if (blocks < 0 || elapsedS < 0) return { seconds, anchor: head };
  if (blocks === 0 || elapsedS < Math.max(60, 5 * spec.blockTimeS)) return { seconds, anchor };
  const sampleS = elapsedS / blocks;
  const credible = clamp(sampleS, spec);
  if (sampleS > credible * ABSURD_FACTOR || sampleS < credible / ABSURD_FACTOR) return { seconds, anchor: head };
  return { seconds: average(seconds, credible, elapsedS, spec), anchor: head };
}
