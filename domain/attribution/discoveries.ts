/** Share of false ones that is accepted among what is called a discovery (methods 3.3 A). */
export const FALSE_DISCOVERY_RATE = 0.01;

/**
 * Benjamini and Hochberg 1995: which of the tests are discoveries when a share of `q` of them may be false. It answers for
 * having looked at many events: the more were tested, the smaller a lone p must be.
 *
 * With m tests a lone p must not exceed q/m. A permutation of 9,999 draws cannot print less than 1e-4, so with more than 100
 * tests in the year one event alone cannot pass; it takes several, more draws, or the vendor's word.
 *
 * @throws RangeError for a p outside 0..1
 */
export function discoveries(ps: readonly number[], q: number = FALSE_DISCOVERY_RATE): boolean[] {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new RangeError(`no probability: ${p}`);
  const sorted = ps.toSorted((a, b) => a - b);
  let limit = -1;
  for (const [rank, p] of sorted.entries()) if (p <= (q * (rank + 1)) / ps.length) limit = p;
  return ps.map((p) => p <= limit);
}
