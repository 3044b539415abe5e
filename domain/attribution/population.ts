/** mu: how many services are expected to have an onset by chance, from the probability of each (methods 3.3 A). */
export function expectedHits(chances: readonly number[]): number {
  return chances.reduce((sum, chance) => sum + chance, 0);
}

/**
 * P(at least `k` services have an onset), each by its own probability and independently: the tail of the Poisson-binomial
 * distribution, by dynamic programming over the services, O(n^2).
 *
 * Every term is positive and the tail is summed from its small end, so that nothing cancels: good to the last digits even
 * where 1 - CDF is 0 (12 of 41 at mu 0.08 is 1.2e-23).
 *
 * @throws RangeError for a probability outside 0..1
 */
export function poissonBinomialTail(chances: readonly number[], k: number): number {
  for (const chance of chances) if (!(chance >= 0 && chance <= 1)) throw new RangeError(`no probability: ${chance}`);
  if (k <= 0) return 1;
  if (k > chances.length) return 0;
  const exactly = new Float64Array(chances.length + 1);
  exactly[0] = 1;
  for (const [done, chance] of chances.entries()) {
    for (let hits = done + 1; hits > 0; hits -= 1) {
      exactly[hits] = (exactly[hits] ?? 0) * (1 - chance) + (exactly[hits - 1] ?? 0) * chance;
    }
    exactly[0] = (exactly[0] ?? 0) * (1 - chance);
  }
  let tail = 0;
  for (let hits = chances.length; hits >= k; hits -= 1) tail += exactly[hits] ?? 0;
  return Math.min(1, tail);
}
