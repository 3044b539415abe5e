/** Something that can be asked for, with every name it goes by. */
export interface Named {
  readonly slug: string;
  readonly names: readonly string[];
}

/** More than this is no help. */
const SHOWN = 5;
/** A name may differ in every third letter, and in one at least. */
const LETTERS_PER_SLIP = 3;
/** Of a part of a name so much must be there. */
const SHORTEST_PART = 3;

/** A name as it is compared: case, width, blanks and punctuation make no difference. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * Those whose names are nearest to what was asked for, the nearest first: by the fewest letters to change, add, leave out or
 * swap with their neighbour (Damerau and Levenshtein), or because one name holds the other. None when nothing is near.
 */
export function nearNames<T extends Named>(asked: string, known: readonly T[]): T[] {
  const wanted = plainName(asked);
  if (wanted === "") return [];
  return known
    .flatMap((entry) => {
      const distances = [entry.slug, ...entry.names].map((name) => distance(wanted, plainName(name)));
      const nearest = Math.min(...distances);
      return Number.isFinite(nearest) ? [{ entry, nearest }] : [];
    })
    .sort((a, b) => a.nearest - b.nearest)
    .slice(0, SHOWN)
    .map(({ entry }) => entry);
}

/** Infinite for names that nobody would take for one another. */
function distance(wanted: string, name: string): number {
  const slips = Math.max(1, Math.floor(wanted.length / LETTERS_PER_SLIP));
  if (Math.abs(wanted.length - name.length) <= slips) {
    const edits = editDistance(wanted, name);
    if (edits <= slips) return edits;
  }
  const [short, long] = wanted.length <= name.length ? [wanted, name] : [name, wanted];
  // After every misspelling: what is held in the other may mean something else.
  return short.length >= SHORTEST_PART && long.includes(short) ? long.length : Number.POSITIVE_INFINITY;
}

/** Optimal string alignment distance, in O(n m) for names of at most some dozens of letters. */
function editDistance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  from.forEach((letter, i) => {
    const row = [i + 1];
    to.forEach((other, j) => {
      const changed = (last[j] ?? 0) + (letter === other ? 0 : 1);
      const best = Math.min(changed, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1);
      const isSwap = i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === other;
      row.push(isSwap ? Math.min(best, (before[j - 1] ?? 0) + 1) : best);
    });
    [before, last] = [last, row];
  });
  return last[to.length] ?? 0;
}
