/** A confidence interval. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution: two-sided 95 %. */
const Z = 1.959963984540054;

function checkCount(count: number, what: string): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`no ${what}: ${count}`);
}

/**
 * Wilson's score interval, 95 %, for a proportion of `k` out of `n` events (E. B. Wilson 1927). Without events it is 0 to 1:
 * nothing is known. Not for uptime: rounds are not independent (methods 6).
 *
 * @throws RangeError unless k and n are whole numbers with 0 <= k <= n
 */
export function wilson95(k: number, n: number): Bounds {
  checkCount(k, "count");
  checkCount(n, "total");
  if (k > n) throw new RangeError(`${k} of ${n}`);
  if (n === 0) return { low: 0, high: 1 };
  const z2 = Z * Z;
  const centre = k + z2 / 2;
  const half = Z * Math.sqrt((k * (n - k)) / n + z2 / 4);
  // For k = 0 the two cancel exactly (the root of a square is exact); for k = n the last bits would be off.
  return { low: (centre - half) / (n + z2), high: k === n ? 1 : (centre + half) / (n + z2) };
}

/** 95 % points of chi-squared with 2m degrees of freedom, halved: m * (1 - 1/(9m) -+ z/(3 sqrt m))^3 (Wilson, Hilferty 1931). */
function halfChiSquared(m: number, z: number): number {
  return m * (1 - 1 / (9 * m) + z / (3 * Math.sqrt(m))) ** 3;
}

/**
 * Garwood's interval, 95 %, for a rate of which `count` events were seen in `exposure` (any unit; the bounds are per that
 * unit). The chi-squared points are Wilson and Hilferty's approximation: 3.668 instead of 3.689 for no event, nearer for more.
 *
 * @throws RangeError unless count is a whole number >= 0 and exposure > 0
 */
export function garwood95(count: number, exposure: number): Bounds {
  checkCount(count, "count");
  if (!(exposure > 0)) throw new RangeError(`no exposure: ${exposure}`);
  const low = count === 0 ? 0 : halfChiSquared(count, -Z);
  return { low: low / exposure, high: halfChiSquared(count + 1, Z) / exposure };
}
