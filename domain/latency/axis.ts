/** From 0 up to `top`, with a tick at each quarter. */
export interface LatencyAxis {
  readonly top: number;
  /** In ms, ascending, 0 first. */
  readonly ticks: readonly number[];
  /** Values above `top`: they are cut off there, and marked. */
  readonly above: number;
}

/** Steps that a reader can count in. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;
const INTERVALS = 4;
/** One value in two hundred may be above the axis, ... */
const CAPPED_SHARE = 0.995;
/** ... and of what is only marked beside the values one in ten. */
const MARKED_SHARE = 0.9;
/** Less than this is nothing. */
const LEAST_MS = 4;

/**
 * The axis for values in ms: from 0, and up to their 99.5th percentile, so that one slow answer does not flatten the rest.
 * `marks` are drawn beside the values, and a few of them may lie above.
 */
export function latencyAxis(values: readonly number[], marks: readonly number[] = []): LatencyAxis {
  const cap = Math.max(percentile(values, CAPPED_SHARE), percentile(marks, MARKED_SHARE));
  const step = niceStep(Math.max(cap, LEAST_MS) / INTERVALS);
  const top = step * INTERVALS;
  return {
    top,
    ticks: Array.from({ length: INTERVALS + 1 }, (_, n) => n * step),
    above: [...values, ...marks].filter((value) => value > top).length,
  };
}

/** The smallest that at least this share of the values does not exceed. */
function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}

function niceStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step = STEPS.find((candidate) => candidate * magnitude >= least) ?? 10;
  return step * magnitude;
}
