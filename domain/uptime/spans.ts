import type { Verdict, VerdictEntry } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

/** A stretch of one verdict; the last one of a component is open (`to` is null). */
export interface VerdictSpan extends Interval {
  readonly verdict: Verdict;
}

/**
 * Folds the verdict log of ONE component into what it says: each entry, in the order in which it was known, replaces
 * everything from its `effectiveAt` on.
 *
 * Entries may come in any order; those known at the same instant count in the order given. With `knownBy`, entries known
 * later are left out: what was known at that instant. The spans are sorted and contiguous, no two neighbours have the same
 * verdict, none is empty, and only the last is open. Before the first span nothing is known.
 *
 * The last span goes on for ever. A judge that has stopped is not seen here: whoever knows that it has, appends an entry
 * `unknown` from the last judged instant on.
 */
export function foldVerdicts(
  entries: readonly VerdictEntry[],
  knownBy: EpochMs = Number.POSITIVE_INFINITY,
): VerdictSpan[] {
  const starts: { readonly from: EpochMs; readonly verdict: Verdict }[] = [];
  const known = entries.filter(({ knownAt }) => knownAt <= knownBy).sort((a, b) => a.knownAt - b.knownAt);
  for (const { effectiveAt, verdict } of known) {
    while ((starts.at(-1)?.from ?? Number.NEGATIVE_INFINITY) >= effectiveAt) starts.pop();
    if (starts.at(-1)?.verdict !== verdict) starts.push({ from: effectiveAt, verdict });
  }
  return starts.map(({ from, verdict }, index) => ({ from, to: starts[index + 1]?.from ?? null, verdict }));
}
