import { groupedBy } from "#domain/grouped.ts";
import { closesAt, type DocketCheck, type DocketVantage } from "#domain/status/docket.ts";
import type { Sample } from "#domain/status/evidence.ts";
import type { EpochMs } from "#domain/time.ts";

/** A stored result that no detector has seen yet. */
export interface NewSample {
  readonly checkId: string;
  readonly vantage: string;
  readonly sample: Sample;
  /** The vantage's controls failed when it was made. */
  readonly gated: boolean;
}

/** All results of one check at one tick. */
export interface ClosedRound {
  readonly check: DocketCheck;
  readonly samples: readonly NewSample[];
  /** When the last of its results was there. */
  readonly completeAt: EpochMs;
}

/** What is already known of each vantage's progress at a check: the tick of its last round, 0 for none. */
export type SteppedTicks = (checkId: string, vantage: string) => EpochMs;

/** Results by the check that they are of. */
export function byCheck(samples: readonly NewSample[]): ReadonlyMap<string, readonly NewSample[]> {
  return groupedBy(samples, ({ checkId }) => checkId);
}

/** The rounds of one check, the earliest first. */
export function byTick(samples: readonly NewSample[]): (readonly [EpochMs, readonly NewSample[]])[] {
  return [...groupedBy(samples, ({ sample }) => sample.tick)].sort(([a], [b]) => a - b);
}

const completionOf = (samples: readonly NewSample[]) =>
  Math.max(...samples.map(({ sample }) => sample.at + sample.totalMs));

/**
 * The rounds that may be judged: those that every vantage at work has reported on, and those that have waited long enough.
 * So the order in which results arrive within a round decides nothing. The extra round at a worker's start is its own
 * alone and waits for nobody. A result that comes after its round was judged is judged when it comes.
 */
export function closedRounds(
  check: DocketCheck,
  samples: readonly NewSample[],
  vantages: readonly DocketVantage[],
  stepped: SteppedTicks,
  now: EpochMs,
): ClosedRound[] {
  const intervalMs = check.spec.intervalS * 1_000;
  const awaited = vantages.filter(({ name, live }) => live && check.vantages.includes(name));
  const closed: ClosedRound[] = [];
  for (const [tick, round] of byTick(samples)) {
    const inGrid = tick % intervalMs === 0;
    const missing = awaited.some(
      ({ name }) => !round.some(({ vantage }) => vantage === name) && stepped(check.id, name) < tick,
    );
    // What follows an open round waits with it: a detector is stepped in order.
    if (inGrid && missing && now < closesAt(check, tick)) break;
    closed.push({ check, samples: round, completeAt: Math.min(now, completionOf(round)) });
  }
  return closed;
}
