/** What one vantage and all others see of one check now. */
export interface Comparison {
  /** Slug of the service: unrelated targets are those of different services. */
  readonly service: string;
  /** The newest evidence here is a failure. */
  readonly fails: boolean;
  /** At another usable vantage the newest evidence is an answer, and at none a failure. */
  readonly answersElsewhere: boolean;
}

/** Services that must be hit before it can be the vantage's own fault. */
export const UNRELATED = 3;

/**
 * The second guard of methods 1.2: more than half of the targets fail at one vantage, in at least three unrelated services,
 * and no other vantage agrees. It sees a fault on the way from one vantage that its controls do not notice. Without
 * another vantage to compare with it says nothing: half of crypto may really be down.
 */
export function standsAlone(comparisons: readonly Comparison[]): boolean {
  const alone = comparisons.filter(({ fails, answersElsewhere }) => fails && answersElsewhere);
  const services = new Set(alone.map(({ service }) => service));
  return 2 * alone.length > comparisons.length && services.size >= UNRELATED;
}
