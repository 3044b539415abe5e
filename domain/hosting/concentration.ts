/** How much of a whole lies in few hands. Formulas: methods 4. */

/** The two thresholds at which a Nakamoto coefficient is told: a third can stop a chain, a half can turn it. */
export const THETA = { third: 1 / 3, half: 1 / 2 } as const;

export interface Concentration {
  /** How many services the figures are about: the sum of what the providers carry. */
  readonly services: number;
  /** Providers that carry anything. */
  readonly providers: number;
  /** Sum of squared shares, in (0, 1]. */
  readonly hhi: number;
  /** 1 / HHI: as many providers of equal size would give the same HHI. */
  readonly effectiveProviders: number;
  /** HHI - 1 / C, C the number of services: 0 where each has a provider of its own (arXiv 2406.19569). */
  readonly s: number;
  readonly entropyBits: number;
  /** Entropy / log2(C), 0 to 1; null for a single service, which cannot be spread. */
  readonly entropyNormalised: number | null;
  readonly nakamoto: { readonly third: number; readonly half: number };
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * @param carried What each provider carries: services, or parts of them where a service has several providers. Throws a
 * RangeError for what is not a number of at least 0.
 * @param services C. Their sum, unless the numbers are weights of another unit.
 * @returns null when nobody carries anything: no figure is better than one of nothing.
 */
export function concentrationOf(carried: readonly number[], services: number = sumOf(carried)): Concentration | null {
  const shares = sharesOf(carried);
  if (shares === null || services <= 0) return null;
  const hhi = sumOfSquares(shares);
  const bits = shares.reduce((sum, share) => sum - share * Math.log2(share), 0);
  return {
    services,
    providers: shares.length,
    hhi,
    effectiveProviders: 1 / hhi,
    // Sums of squares carry rounding: even shares give exactly 0.
    s: clean(hhi - 1 / services),
    entropyBits: clean(bits),
    entropyNormalised: services > 1 ? clean(bits / Math.log2(services)) : null,
    // The shares make up the whole, so all of them together always pass.
    nakamoto: {
      third: nakamoto(shares, THETA.third) ?? shares.length,
      half: nakamoto(shares, THETA.half) ?? shares.length,
    },
  };
}

/** Shares of the whole, of those that carry anything; null when nobody does. */
export function sharesOf(carried: readonly number[]): number[] | null {
  if (carried.some((value) => !Number.isFinite(value) || value < 0)) {
    throw new RangeError("a provider carries a number of services that is not finite or below 0");
  }
  const total = sumOf(carried);
  return total > 0 ? carried.filter((value) => value > 0).map((value) => value / total) : null;
}

/**
 * NC(theta): the smallest number of entities that together hold more than theta of the whole; null when all of them do
 * not, as where much belongs to nobody that is named.
 */
export function nakamoto(shares: readonly number[], theta: number): number | null {
  let held = 0;
  for (const [index, share] of shares.toSorted((a, b) => b - a).entries()) {
    held += share;
    if (held > theta + ROUNDING) return index + 1;
  }
  return null;
}

/**
 * HHI when only the largest are named: "others" is at best a crowd of which each holds nothing, and at worst one entity.
 * @param named Shares of the whole, 0 to 1. @param remainder What they leave: the share of "others".
 */
export function hhiBounds(named: readonly number[], remainder: number): Bounds {
  const low = sumOfSquares(named);
  return { low, high: low + remainder * remainder };
}

/**
 * HHI when some shares are of nobody known: unlike "others", who are somebody else, they may belong to the largest named.
 * @param named Shares of the whole, 0 to 1. @param unknown The share about which nothing is known.
 */
export function hhiBoundsOfUnknown(named: readonly number[], unknown: number): Bounds {
  const [largest = 0, ...rest] = named.toSorted((a, b) => b - a);
  return { low: sumOfSquares(named), high: sumOfSquares(rest) + (largest + unknown) ** 2 };
}

/** NC(theta) when only the largest are named: with "others" as one entity, and as a crowd. A `high` of null has no end. */
export function nakamotoBounds(
  named: readonly number[],
  remainder: number,
  theta: number,
): { readonly low: number | null; readonly high: number | null } {
  return { low: nakamoto([...named, remainder], theta), high: nakamoto(named, theta) };
}

/** Sums of shares such as ten tenths miss their value by this much at most. */
const ROUNDING = 1e-12;

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** A value that only rounding keeps from 0 is 0. */
function clean(value: number): number {
  return Math.abs(value) < ROUNDING ? 0 : value;
}
