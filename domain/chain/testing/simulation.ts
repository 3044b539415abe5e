import { type ChainStep, type Standing, stepChain } from "#domain/chain/judge-chain.ts";
import { type HeadReport, reportKey } from "#domain/chain/report.ts";
import type { ChainState } from "#domain/chain/state.ts";
import type { ChainSpec } from "#domain/check/service.ts";
import type { EpochMs } from "#domain/time.ts";

/** A made-up chain with operators that are polled at different instants, for tests. */
export const START: EpochMs = Date.parse("2026-03-10T12:00:00Z");

/** The chain's blocks: a height and its instant, in order, in seconds after `START`. */
export type Blocks = readonly { readonly height: number; readonly atS: number }[];

/** Blocks at even gaps. `rests` are spans without any. */
export function blocksEvery(
  blockTimeS: number,
  untilS: number,
  rests: readonly (readonly [number, number])[] = [],
): Blocks {
  const blocks: { height: number; atS: number }[] = [];
  // Before the start, too: whoever is behind serves blocks from then.
  for (let tick = Math.ceil(-900 / blockTimeS); tick * blockTimeS <= untilS; tick += 1) {
    const atS = tick * blockTimeS;
    if (!rests.some(([from, to]) => atS > from && atS < to)) blocks.push({ height: 1_000_000 + blocks.length, atS });
  }
  return blocks;
}

/** Blocks at the given instants. */
export function blocksAt(instants: readonly number[]): Blocks {
  return instants.map((atS, index) => ({ height: 900_000 + index, atS }));
}

export interface SimulatedOperator {
  readonly operator: string;
  readonly checkId?: string;
  readonly vantage?: string;
  readonly intervalS: number;
  /** Its first poll, in seconds after `START`. */
  readonly offsetS: number;
  /** Seconds added to each poll in turn, over and over. */
  readonly jitterS?: readonly number[];
  /** It serves what the chain was so many seconds ago. */
  readonly delayS?: number;
  /** From then on it serves the same head for ever. */
  readonly frozenFromS?: number;
  /** From then on, and until then, it does not answer. */
  readonly goneFromS?: number;
  readonly backFromS?: number;
  /** It serves these blocks, not those of the chain. */
  readonly madeUp?: Blocks;
  /** It claims so many blocks more than there are. */
  readonly aheadBlocks?: number;
  /** Its answers carry no time. */
  readonly ageless?: boolean;
  readonly fork?: string;
}

function tipAt(blocks: Blocks, atS: number): Blocks[number] | undefined {
  return blocks.findLast((block) => block.atS <= atS);
}

function report(blocks: Blocks, who: SimulatedOperator, atS: number): HeadReport | null {
  if (atS >= (who.goneFromS ?? Infinity) && atS < (who.backFromS ?? Infinity)) return null;
  const tip = tipAt(who.madeUp ?? blocks, Math.min(atS - (who.delayS ?? 0.5), who.frozenFromS ?? Infinity));
  if (!tip) return null;
  const { operator, checkId = `${operator}/chain/head`, vantage = "here", intervalS, aheadBlocks = 0, fork = "" } = who;
  const observedAt = START + Math.round(atS * 1_000);
  return {
    operator,
    checkId,
    vantage,
    observedAt,
    height: tip.height + aheadBlocks,
    hash: `0x${tip.height + aheadBlocks}${fork}`,
    expiresAt: observedAt + 3 * intervalS * 1_000,
    ...(who.ageless ? {} : { ageS: atS - tip.atS }),
  };
}

function pollsOf(who: SimulatedOperator, untilS: number): number[] {
  const jitter = who.jitterS ?? [0];
  const polls: number[] = [];
  for (let index = 0; who.offsetS + index * who.intervalS <= untilS; index += 1) {
    polls.push(who.offsetS + index * who.intervalS + (jitter[index % jitter.length] ?? 0));
  }
  return polls.sort((a, b) => a - b);
}

export interface SimulatedStep extends ChainStep {
  readonly atS: number;
}

/**
 * Polls everybody from the start until `untilS` and judges the chain every `stepS` seconds.
 *
 * @returns every step
 */
export function simulate(
  spec: ChainSpec,
  blocks: Blocks,
  operators: readonly SimulatedOperator[],
  untilS: number,
  stepS = 10,
): readonly SimulatedStep[] {
  const queues = operators.map((who) => ({ who, polls: pollsOf(who, untilS) }));
  const newest = new Map<string, HeadReport>();
  const steps: SimulatedStep[] = [];
  let state: ChainState | null = null;
  for (let atS = stepS; atS <= untilS; atS += stepS) {
    for (const { who, polls } of queues) {
      for (let next = polls[0]; next !== undefined && next <= atS; next = polls[0]) {
        polls.shift();
        const seen = report(blocks, who, next);
        if (seen) newest.set(reportKey(seen), seen);
      }
    }
    const step = stepChain(state, spec, [...newest.values()], START + atS * 1_000);
    state = step.state;
    steps.push({ ...step, atS });
  }
  return steps;
}

/** Operators `a`, `b`, `c` ... polled every 30 s, evenly staggered. */
export function operators(count: number, rest: Partial<SimulatedOperator> = {}): readonly SimulatedOperator[] {
  return Array.from({ length: count }, (_, index) => ({
    operator: String.fromCharCode(97 + index),
    intervalS: 30,
    offsetS: (index * 30) / count,
    ...rest,
  }));
}

/** The last step. Throws when there is none. */
export function last(steps: readonly SimulatedStep[]): SimulatedStep {
  const step = steps.at(-1);
  if (!step) throw new Error("no step");
  return step;
}

/** The first step at that instant or later. Throws when there is none. */
export function at(steps: readonly SimulatedStep[], atS: number): SimulatedStep {
  return last(steps.filter((step) => step.atS >= atS).slice(0, 1));
}

/** Operators with a report of one of those findings at any step, sorted. */
export function everWith(
  steps: readonly SimulatedStep[],
  ...findings: readonly Standing["finding"][]
): readonly string[] {
  const standings = steps.flatMap((step) => [...step.standings.values()]);
  const found = standings.filter((standing) => findings.includes(standing.finding));
  return [...new Set(found.map((standing) => standing.operator))].sort();
}
