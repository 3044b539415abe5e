import type { LocatedCheck } from "#domain/check/flatten.ts";

/** Which checks a person meant: an exact id, everything below a prefix, or, when neither, what it was near to. */
export type Selection =
  | { readonly checks: readonly LocatedCheck[]; readonly exact: boolean }
  | { readonly near: readonly string[] };

const MOST_NEAR = 5;

/** Edits that lead from one word to the other (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const kept = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** Ids and prefixes of as many parts as were asked for, the nearest first, none of them far off. */
function nearTo(wanted: string, ids: readonly string[]): string[] {
  const parts = wanted.split("/").length;
  const candidates = new Set(ids.map((id) => id.split("/").slice(0, parts).join("/")));
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...candidates]
    .map((id) => ({ id, away: id.includes(wanted) ? 0 : distance(wanted, id) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || a.id.localeCompare(b.id))
    .slice(0, MOST_NEAR)
    .map(({ id }) => id);
}

/** Finds `kraken/api/time`, or all of `kraken/api`, or all of `kraken`. */
export function select(located: readonly LocatedCheck[], wanted: string): Selection {
  const id = wanted.replace(/\/+$/, "").toLowerCase();
  const exact = located.filter((check) => check.id === id);
  if (exact.length > 0) return { checks: exact, exact: true };
  const below = located.filter((check) => check.id.startsWith(`${id}/`));
  if (below.length > 0) return { checks: below, exact: false };
  const ids = located.map((check) => check.id);
  return { near: nearTo(id, ids) };
}
