/** So many services that have nothing to do with one another are not all wrong, and by the same. */
const LEAST = 5;
/** Of those heard, no more than this share may say something else. */
const MOST_DIFFER = 0.2;
/** Within this they agree: fractions cut off, and the way there and back. */
const WITHIN_S = 3;

/**
 * How far the clocks of others are ahead of ours, in seconds, where nearly all of them say the same; null when they are too few, or
 * differ. One that is alone with what it says has a wrong clock, or answers from a cache; when all say the same, the wrong clock is
 * ours.
 * @param offsetsS what each service said last, in seconds ahead of our clock
 */
export function agreedOffsetS(offsetsS: readonly number[]): number | null {
  const sorted = [...offsetsS].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (sorted.length < LEAST || middle === undefined) return null;
  const differing = sorted.filter((offset) => Math.abs(offset - middle) > WITHIN_S).length;
  return differing > sorted.length * MOST_DIFFER ? null : middle;
}
