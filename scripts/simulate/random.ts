/** Uniform in [0, 1). */
export type Random = () => number;

/** FNV-1a: every experiment has the name it is printed under as its seed, so that a new one moves no other's figures. */
function hashed(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/**
 * sfc32 (C. Doty-Humphrey, PractRand): 128 bits of state in a few additions. The period of a generator with 32 bits would
 * be in reach of the longest run here.
 */
export function seeded(name: string): Random {
  let a = hashed(name);
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let n = 0; n < 12; n += 1) next();
  return next;
}
