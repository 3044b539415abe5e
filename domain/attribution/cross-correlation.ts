import type { Random } from "#domain/attribution/random.ts";

export interface CrossCorrelationInputs {
  /** Minutes since the record began in which an incident of the cloud began. */
  readonly cloud: readonly number[];
  /** Minutes since the record began in which a service began to fail. */
  readonly services: readonly number[];
  /** Minutes of the record. */
  readonly length: number;
  readonly random: Random;
  /** Of the band; 999 unless told. */
  readonly shifts?: number;
}

/** How alike the two series are at one lag, and how alike they are by chance. */
export interface CorrelationAtLag {
  /** Minutes; positive: the services fell after the cloud. */
  readonly lagMin: number;
  /** Pearson's r of the two 1-min indicator series. */
  readonly r: number;
  /** The middle 95 % of the circular shifts at this lag. */
  readonly low: number;
  readonly high: number;
}

export interface CrossCorrelation {
  /** -60 to +60. */
  readonly lags: readonly CorrelationAtLag[];
  /** 95 % of the shifts stay below this at every lag at once: of 121 single bands six are left by chance alone. */
  readonly ceiling: number;
}

const LAGS_MIN = 60;
const LAG_COUNT = 2 * LAGS_MIN + 1;
const SHIFTS = 999;

/**
 * (F) of methods 3.3 over many incidents: cross-correlation of 1-min indicator series, with a band from circular shifts of
 * one against the other. Shifts that would leave the true alignment within the lags are not drawn. null when one of the
 * series has no onset, or when the record is too short to be shifted.
 */
export function crossCorrelation(inputs: CrossCorrelationInputs): CrossCorrelation | null {
  const { length, random, shifts = SHIFTS } = inputs;
  const cloud = minutesOf(inputs.cloud, length);
  const services = minutesOf(inputs.services, length);
  const leastShift = 2 * LAGS_MIN + 1;
  if (cloud.length === 0 || services.length === 0 || length <= 4 * leastShift) return null;
  const failing = new Uint8Array(length);
  for (const minute of services) failing[minute] = 1;
  const correlate = correlator(cloud, failing, services.length);
  const real = correlate(0);
  const chance = Array.from({ length: shifts }, () => {
    return correlate(leastShift + Math.floor(random() * (length - 2 * leastShift)));
  });
  const peaks = chance.map((row) => Math.max(...row)).sort((a, b) => a - b);
  const lags = Array.from(real, (r, index) => {
    const sorted = chance.map((row) => row[index] ?? 0).sort((a, b) => a - b);
    return { lagMin: index - LAGS_MIN, r, low: at(sorted, 0.025), high: at(sorted, 0.975) };
  });
  return { lags, ceiling: at(peaks, 0.95) };
}

/** Distinct whole minutes of the record. */
function minutesOf(times: readonly number[], length: number): number[] {
  return [...new Set(times.map(Math.floor))].filter((minute) => minute >= 0 && minute < length);
}

/** r at each lag with the services' series turned by a shift; both series are sparse, so only ones are visited. */
function correlator(cloud: readonly number[], failing: Uint8Array, failingMinutes: number) {
  const length = failing.length;
  const x = cloud.length / length;
  const y = failingMinutes / length;
  const spread = Math.sqrt(x * (1 - x) * y * (1 - y));
  return (shift: number): Float64Array => {
    const row = new Float64Array(LAG_COUNT);
    for (const minute of cloud) {
      for (let index = 0; index < LAG_COUNT; index += 1) {
        const place = (minute + shift + index - LAGS_MIN + length) % length;
        row[index] = (row[index] ?? 0) + (failing[place] ?? 0);
      }
    }
    return row.map((both) => (spread === 0 ? 0 : (both / length - x * y) / spread));
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
