import { closesAt, type DocketCheck } from "#domain/status/docket.ts";
import { byTick, type NewSample } from "#domain/status/pass-rounds.ts";
import type { Rules } from "#domain/status/rules.ts";
import type { EpochMs } from "#domain/time.ts";

/** A result of the past, and when the judge would have stepped it. */
export interface ReleasedSample {
  readonly sample: NewSample;
  readonly at: EpochMs;
}

/** A round that waits: from its first result on until it is stepped it holds back what follows it. */
interface OpenRound {
  readonly firstAt: EpochMs;
  readonly at: EpochMs;
}

/** What is remembered of a check's rounds from batch to batch. */
export interface RoundsSeen {
  /** When each vantage last had a result. */
  readonly lastTicks: Map<string, EpochMs>;
  open: OpenRound | null;
}

const completionOf = ({ sample }: NewSample) => sample.at + sample.totalMs;

/**
 * When the rounds of one check were stepped, as `closedRounds` has it of the present: complete ones at once, others when
 * they have waited long enough. A vantage was waited for when it has a result in the round or in the three before it:
 * of the past nothing else is known of who was at work. Every result of a tick must be in one batch.
 */
export function releaseRounds(
  check: DocketCheck,
  samples: readonly NewSample[],
  seen: RoundsSeen,
  rules: Rules,
): ReleasedSample[] {
  const released: ReleasedSample[] = [];
  for (const [tick, all] of byTick(samples)) {
    const closes = closesAt(check, tick);
    const inGrid = tick % (check.spec.intervalS * 1_000) === 0;
    const inTime = inGrid ? all.filter((sample) => completionOf(sample) <= closes) : [];
    if (inTime.length > 0) {
      const round = openRound(check, tick, inTime, closes, seen, rules);
      const at = heldBack(round.at, seen.open);
      seen.open = { firstAt: round.firstAt, at };
      for (const sample of inTime) released.push({ sample, at });
    }
    for (const sample of all) {
      // The extra round at a worker's start is its own alone; what comes after its round was judged is judged when it comes.
      const at = completionOf(sample);
      if (!inGrid) released.push({ sample, at: heldBack(at, seen.open) });
      else if (!inTime.includes(sample)) released.push({ sample, at });
      seen.lastTicks.set(sample.vantage, Math.max(tick, seen.lastTicks.get(sample.vantage) ?? 0));
    }
  }
  return released;
}

/** What follows an open round waits with it: a detector is stepped in order. */
function heldBack(at: EpochMs, open: OpenRound | null): EpochMs {
  return open !== null && open.firstAt <= at ? Math.max(at, open.at) : at;
}

function openRound(
  check: DocketCheck,
  tick: EpochMs,
  samples: readonly NewSample[],
  closes: EpochMs,
  { lastTicks }: RoundsSeen,
  rules: Rules,
): OpenRound {
  const recent = tick - rules.expiresAfter * check.spec.intervalS * 1_000;
  const missing = check.vantages.some(
    (vantage) => !samples.some((sample) => sample.vantage === vantage) && (lastTicks.get(vantage) ?? 0) >= recent,
  );
  const completions = samples.map(completionOf);
  return { firstAt: Math.min(...completions), at: missing ? closes : Math.max(...completions) };
}
