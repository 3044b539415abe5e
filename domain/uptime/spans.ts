import type { Verdict, VerdictEntry } from "#domain/status/verdict.ts";
import type { EpochMs } from "#domain/time.ts";
import type { Interval } from "#domain/uptime/interval.ts";

/** A stretch of one verdict; the last one of a component is open (`to` is null). */
export interface VerdictSpan extends Interval {
  readonly verdict: Verdict;
}

/** A stretch of one verdict with the entry that says it. */
export interface ToldSpan<Entry extends VerdictEntry> extends Interval {
  /** The newest entry that says so: what else it tells is the last word on the stretch. */
  readonly entry: Entry;
  /** When that verdict became known of the stretch's beginning: of several entries that say the same, the first. */
  readonly knownAt: EpochMs;
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
export function foldEntries<Entry extends VerdictEntry>(
  entries: readonly Entry[],
  knownBy: EpochMs = Number.POSITIVE_INFINITY,
): ToldSpan<Entry>[] {
  const starts: { readonly from: EpochMs; readonly entry: Entry; readonly knownAt: EpochMs }[] = [];
  const known = entries.filter(({ knownAt }) => knownAt <= knownBy).sort((a, b) => a.knownAt - b.knownAt);
  for (const entry of known) {
    const { effectiveAt, verdict } = entry;
    let knownAt = entry.knownAt;
    let last = starts.at(-1);
    while (last !== undefined && last.from >= effectiveAt) {
      if (last.from === effectiveAt && last.entry.verdict === verdict) knownAt = last.knownAt;
      starts.pop();
      last = starts.at(-1);
    }
    if (last?.entry.verdict === verdict) starts[starts.length - 1] = { ...last, entry };
    else starts.push({ from: effectiveAt, entry, knownAt });
  }
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? null }));
}

/** The same without what else the entries tell. */
export function foldVerdicts(entries: readonly VerdictEntry[], knownBy?: EpochMs): VerdictSpan[] {
  return foldEntries(entries, knownBy).map(({ from, to, entry }) => ({ from, to, verdict: entry.verdict }));
}
