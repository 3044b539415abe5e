import { type Head, isConfirmedStale } from "#domain/chain/progress.ts";
import { freshQuorum, kthSmallest, stillQuorum } from "#domain/chain/quorum.ts";
import type { EpochMs } from "#domain/time.ts";

/** An operator's head, as the vantages that reach it see it together. */
export interface OperatorHead extends Head {
  /** When the block of `report` was made: its own timestamp, or when it was first seen there. */
  readonly blockAt: EpochMs;
  /** Enough vantages have found it too old in two polls each. */
  readonly isConfirmedStale: boolean;
}

/**
 * One operator's heads, put together by the quorum of methods 1.2, K of n vantages: the highest height that K of them have
 * seen, as old as fewer than K say that it is. One vantage of three that makes heads up, or is served old ones, moves neither.
 * Of two, both must have seen a height, and both that it is old: neither can be called wrong.
 */
function together(heads: readonly Head[]): OperatorHead {
  const n = heads.length;
  const needed = stillQuorum(n);
  const heights = heads.map(({ report }) => report.height);
  const height = kthSmallest(heights, n + 1 - needed);
  const best = heads
    .filter(({ report }) => report.height === height)
    .reduce((a, b) => (b.report.observedAt > a.report.observedAt ? b : a));
  const staleSince = heads.flatMap((head) => head.staleSince ?? []).toSorted((a, b) => a - b);
  return {
    report: best.report,
    blockAt: best.report.observedAt - best.stillS * 1_000,
    stillS: kthSmallest(
      heads.map(({ stillS }) => stillS),
      freshQuorum(n),
    ),
    staleSince: staleSince[needed - 1] ?? null,
    isConfirmedStale: heads.filter(isConfirmedStale).length >= needed,
  };
}

/** One head for each operator, in the order in which the operators come. */
export function headsByOperator(heads: readonly Head[]): readonly OperatorHead[] {
  const byOperator = new Map<string, Head[]>();
  for (const head of heads) {
    const own = byOperator.get(head.report.operator);
    if (own) own.push(head);
    else byOperator.set(head.report.operator, [head]);
  }
  return [...byOperator.values()].map(together);
}
