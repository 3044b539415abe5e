import type { StateSeconds } from "#domain/uptime/state-seconds.ts";

/** Below this coverage, in percent, no figure is printed (methods 6). */
export const COVERAGE_FOR_A_FIGURE = 50;

export interface AvailabilityOptions {
  /** How much of a degraded second is lost, 0 to 1. By default none: degraded counts as up and is printed beside it. */
  readonly degradedWeight?: number;
}

export interface Availability {
  /** 0 to 1; null when nothing is known. A number does not mean that it may be printed: see percent.ts. */
  readonly availability: number | null;
  /** The same with announced maintenance counted as down; null when there is neither. */
  readonly inclMaintenance: number | null;
  /** known / (known + unknown), 0 to 1; 0 when there is neither. Maintenance is in neither. */
  readonly coverage: number;
  /** Seconds up, degraded or down. */
  readonly knownSeconds: number;
}

/** The weight that the options give. @throws RangeError when it is not between 0 and 1 */
export function degradedWeightOf({ degradedWeight = 0 }: AvailabilityOptions): number {
  if (!(degradedWeight >= 0 && degradedWeight <= 1)) throw new RangeError(`no weight: ${degradedWeight}`);
  return degradedWeight;
}

/** Seconds of which it is known whether it worked. */
export function knownSeconds({ up, degraded, down }: StateSeconds): number {
  return up + degraded + down;
}

/** The stricter reading of the same seconds: announced maintenance is down time. */
export function maintenanceAsDown(seconds: StateSeconds): StateSeconds {
  return { ...seconds, down: seconds.down + seconds.maintenance, maintenance: 0 };
}

/** Whole microseconds: sums of thousandths are a hair off, and no clock here is that fine. */
export function micros(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e6));
}

/** Whether coverage reaches a whole number of percent. In integers, so that the limit itself is on the right side. */
export function isCovered(seconds: StateSeconds, percent: number): boolean {
  const known = micros(knownSeconds(seconds));
  return known > 0n && known * 100n >= (known + micros(seconds.unknown)) * BigInt(percent);
}

function share(seconds: StateSeconds, degradedWeight: number): number | null {
  const known = knownSeconds(seconds);
  return known > 0 ? (seconds.up + seconds.degraded * (1 - degradedWeight)) / known : null;
}

/**
 * Availability = (up + degraded * (1 - w)) / (up + degraded + down), methods 6. Unknown and maintenance are on neither
 * side; unknown lowers coverage instead.
 *
 * @throws RangeError when the weight is not between 0 and 1
 */
export function availability(seconds: StateSeconds, options: AvailabilityOptions = {}): Availability {
  const weight = degradedWeightOf(options);
  const known = knownSeconds(seconds);
  return {
    availability: share(seconds, weight),
    inclMaintenance: share(maintenanceAsDown(seconds), weight),
    coverage: known > 0 ? known / (known + seconds.unknown) : 0,
    knownSeconds: known,
  };
}
