import { FAR_LAG_S } from "#domain/chain/limits.ts";
import { type HeadReport, witnessKey } from "#domain/chain/report.ts";
import type { EpochMs } from "#domain/time.ts";

/** What is remembered of one operator's head at one vantage. Plain JSON. */
export interface Progress {
  /** Its highest height, and when it was first seen there. */
  readonly height: number;
  readonly at: EpochMs;
  readonly seenAt: EpochMs;
  /** Its first observation with a head that is too old, of an unbroken row of such; null while its head is young. */
  readonly staleSince: EpochMs | null;
}

/** By `witnessKey`. */
export type ProgressBook = Readonly<Record<string, Progress>>;

/** An operator's best report at a vantage, with how long its head has stood there. */
export interface Head {
  readonly report: HeadReport;
  /** Seconds from the head's own timestamp to the observation; where there is none, since the height last rose. */
  readonly stillS: number;
  readonly staleSince: EpochMs | null;
}

/** What a step has to know of the chain's limits, in seconds. */
export interface ProgressLimits {
  readonly staleAfterS: number;
  readonly lagS: number;
  readonly blockTimeS: number;
}

/** An operator that a vantage has not seen for so long is forgotten there. Longer than the rate limits and outages that hide one. */
const FORGET_MS = 3_600_000;
/** Two observations of an operator this far apart were two polls, whatever was retried in between. */
export const CONFIRM_MS = 25_000;

/**
 * A height counts as risen only above the highest seen: behind one address there may be several nodes, and one that
 * alternates between them on a halted chain would seem to move. A height that had been far too high is given up after
 * ten minutes, so that one wrong answer does not make its operator stand still for ever.
 */
function summit(
  known: Progress | undefined,
  report: HeadReport,
  limits: ProgressLimits,
): Pick<Progress, "height" | "at"> {
  const here = { height: report.height, at: report.observedAt };
  if (!known || report.height > known.height) return here;
  const farBelow = (known.height - report.height) * limits.blockTimeS > limits.lagS;
  return farBelow && report.observedAt - known.at > FAR_LAG_S * 1_000 ? here : { height: known.height, at: known.at };
}

function stepOne(known: Progress | undefined, report: HeadReport, limits: ProgressLimits): Progress & Head {
  const top = summit(known, report, limits);
  const stillS = report.ageS ?? Math.max(0, (report.observedAt - top.at) / 1_000);
  const staleSince = stillS > limits.staleAfterS ? (known?.staleSince ?? report.observedAt) : null;
  return { ...top, seenAt: report.observedAt, staleSince, report, stillS };
}

/**
 * Takes the best report of each operator at each vantage into the book. Operators that are not reachable now are kept for an hour, because a
 * height that has not risen over a gap has stood still through it; but what they showed before the gap confirms nothing.
 */
export function stepProgress(
  book: ProgressBook,
  best: readonly HeadReport[],
  limits: ProgressLimits,
  now: EpochMs,
): { readonly book: ProgressBook; readonly heads: readonly Head[] } {
  const next: Record<string, Progress> = {};
  for (const [key, known] of Object.entries(book)) {
    if (now - known.seenAt <= FORGET_MS) next[key] = { ...known, staleSince: null };
  }
  const heads = best.map((report) => {
    const key = witnessKey(report);
    const { stillS, staleSince, height, at, seenAt } = stepOne(book[key], report, limits);
    next[key] = { height, at, seenAt, staleSince };
    return { report, stillS, staleSince };
  });
  return { book: next, heads };
}

/** Whether a head has been too old in two polls of one vantage: a single slow one proves nothing. */
export function isConfirmedStale(head: Head): boolean {
  return head.staleSince !== null && head.report.observedAt - head.staleSince >= CONFIRM_MS;
}
