/** How long something took, or (not `observed`) how long it had not happened when we stopped looking. Any one unit. */
export interface Lifetime {
  readonly time: number;
  readonly observed: boolean;
}

/**
 * The median by Kaplan and Meier 1958: the first time at which no more than half are left, those that were no longer looked
 * at leaving without an event. null when it is never reached: more than half never did.
 */
export function kaplanMeierMedian(lifetimes: readonly Lifetime[]): number | null {
  // What happened and what was given up at one time: the event first, as who was still watched then saw it.
  const sorted = lifetimes.toSorted((a, b) => a.time - b.time || Number(b.observed) - Number(a.observed));
  let atRisk = sorted.length;
  let left = 1;
  for (const { time, observed } of sorted) {
    if (observed) left *= 1 - 1 / atRisk;
    atRisk -= 1;
    // 1 - 1/n multiplied out is a fraction that need not be exact: a half may come out a hair above.
    if (observed && left <= 0.5 + 1e-9) return time;
  }
  return null;
}
