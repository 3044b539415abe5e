/** Uniform in [0, 1). */
export type Random = () => number;

/**
 * mulberry32 (T. Ettinger, public domain): the generator of the methods' reference script, so that its permutations can be
 * drawn again here to the last one. Its 2^32 states are far more than the 9,999 draws of a test.
 */
export function mulberry32(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A seed from a name (FNV-1a): an event draws the same permutations whenever and wherever it is judged again. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
