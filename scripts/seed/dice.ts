/**
 * Uniform in [0, 1), from whole numbers: for what is looked up by its place instead of drawn in order, so that an hour is
 * the same whether it is asked for alone or among others. `use` tells apart what is asked of one place.
 */
export function dice(seed: number, place: number, use: number): number {
  let h = seed ^ Math.imul(place, 0x9e3779b1) ^ Math.imul(use + 1, 0x7feb352d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}
