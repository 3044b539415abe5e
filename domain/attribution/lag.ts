/** A stretch of minutes from a cloud event's onset, both ends included. */
export interface LagWindow {
  readonly fromMin: number;
  readonly toMin: number;
}

/** A service may be seen to fail a little before the onset that was measured for the cloud. */
export const EARLY_MIN = 5;
const EARLY_SHARE = 0.05;
export const MEAN_LAG_MIN = 15;
/** Nothing that a cloud takes down falls later than this. */
export const LONGEST_LAG_MIN = 120;

/** A first post is up to so late: AWS posted after 22 and (inferred) 35 minutes. */
export const LATEST_POST_MIN = 35;

/**
 * g: density per minute of the lag `tau` (minutes) between a measured onset of a cloud and that of a service it takes down.
 * 5 % uniform on [-5, 0), 95 % exponential with mean 15 cut at 120 (methods 3.2). Outside it is 0: no attribution.
 */
export function lagDensity(tau: number): number {
  if (tau < -EARLY_MIN || tau > LONGEST_LAG_MIN) return 0;
  if (tau < 0) return EARLY_SHARE / EARLY_MIN;
  const kept = 1 - Math.exp(-LONGEST_LAG_MIN / MEAN_LAG_MIN);
  return ((1 - EARLY_SHARE) * Math.exp(-tau / MEAN_LAG_MIN)) / (MEAN_LAG_MIN * kept);
}

/** gLive: the same when the cloud's onset is only its first post: the mean of g(tau + L) over L = 0..35 (methods 3.2). */
export function liveLagDensity(tau: number): number {
  let sum = 0;
  for (let late = 0; late <= LATEST_POST_MIN; late += 1) sum += lagDensity(tau + late);
  return sum / (LATEST_POST_MIN + 1);
}

/** The greatest value of g, at 0, or of gLive, at -5: what a bar of the timing is full at. */
export function peakDensity(provisional: boolean): number {
  return provisional ? liveLagDensity(-EARLY_MIN) : lagDensity(0);
}

/** The window W of the population test: [-5, +15] minutes, from -35 when the onset is only a first post (methods 3.3 A). */
export function populationWindow(provisional: boolean): LagWindow {
  return { fromMin: provisional ? -LATEST_POST_MIN : -EARLY_MIN, toMin: 15 };
}

/** |W| in minutes. */
export function windowLength({ fromMin, toMin }: LagWindow): number {
  return toMin - fromMin;
}
