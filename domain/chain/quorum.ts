/** How many of some witnesses decide: of the operators of a chain, or of the vantages that see an operator. */

/**
 * How many of n operators must have reached a height: the majority, ceil(n/2); of two, both (rpc-health, section 5.2).
 */
export function heightQuorum(operators: number): number {
  return operators === 2 ? 2 : Math.ceil(operators / 2);
}

/**
 * How many of n must show a young head for it to be young: ceil(n/2). Of two, one is enough: a block that one of them has
 * just got, and the other does not contradict, was made.
 */
export function freshQuorum(n: number): number {
  return Math.ceil(n / 2);
}

/** How many must stand still: so many that the rest are no longer a quorum. It is the K of n of methods 1.2. */
export function stillQuorum(n: number): number {
  return n - freshQuorum(n) + 1;
}

/** The k-th of the values in ascending order, k from 1. Throws when there are fewer. */
export function kthSmallest(values: readonly number[], k: number): number {
  const value = values.toSorted((a, b) => a - b)[k - 1];
  if (value === undefined) throw new RangeError(`no ${k}th of ${values.length} values`);
  return value;
}
