/** ln 0!, ln 1! ... ln n!: sums of logarithms, exact enough for tables of some thousands and free of overflow. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i += 1) logs[i] = (logs[i - 1] ?? 0) + Math.log(i);
  return logs;
}

function checkCounts(...counts: readonly number[]): void {
  for (const count of counts) if (!Number.isInteger(count) || count < 0) throw new RangeError(`no count: ${count}`);
}

/** Two groups, each split into those that were hit and those that were not. */
export interface Table {
  readonly dependents: Split;
  readonly others: Split;
}

export interface Split {
  readonly hit: number;
  readonly missed: number;
}

/**
 * Fisher's exact test, one-sided: the probability of at least so many hits among the dependents when hits fall on all
 * services alike (methods 3.3 B). Hypergeometric terms in log space, summed from the far end.
 *
 * @throws RangeError unless all four are whole numbers >= 0
 */
export function fisherOneSided({ dependents, others }: Table): number {
  checkCounts(dependents.hit, dependents.missed, others.hit, others.missed);
  const members = dependents.hit + dependents.missed;
  const hits = dependents.hit + others.hit;
  const all = members + others.hit + others.missed;
  const log = logFactorials(all);
  const choose = (n: number, k: number) => (log[n] ?? 0) - (log[k] ?? 0) - (log[n - k] ?? 0);
  let p = 0;
  for (let hit = Math.min(members, hits); hit >= dependents.hit; hit -= 1) {
    if (hits - hit > all - members) break;
    p += Math.exp(choose(members, hit) + choose(all - members, hits - hit) - choose(all, hits));
  }
  return Math.min(1, p);
}

/**
 * P(at least `k` of `n`), each with probability `q`: the binomial tail, in log space.
 *
 * @throws RangeError unless k and n are whole numbers >= 0 and q is a probability
 */
export function binomialTail(k: number, n: number, q: number): number {
  checkCounts(k, n);
  if (!(q >= 0 && q <= 1)) throw new RangeError(`no probability: ${q}`);
  if (k === 0) return 1;
  if (k > n || q === 0) return 0;
  if (q === 1) return 1;
  const log = logFactorials(n);
  let p = 0;
  for (let i = n; i >= k; i -= 1) {
    const ways = (log[n] ?? 0) - (log[i] ?? 0) - (log[n - i] ?? 0);
    p += Math.exp(ways + i * Math.log(q) + (n - i) * Math.log1p(-q));
  }
  return Math.min(1, p);
}
