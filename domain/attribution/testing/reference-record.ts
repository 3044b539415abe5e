import { mulberry32 } from "#domain/attribution/random.ts";

/** 90 days in minutes. */
export const REFERENCE_MIN = 129_600;
/** Where the reference script injects its event, and an instant where it injects none. */
export const INJECTED_AT = 70_000;
export const QUIET_AT = 50_000;

/**
 * The record of the vector `permutation`, drawn as the methods' reference script draws it: 41 services with 12 random onsets
 * each; the first 12 also begin to fail 0-12 min after the event. Minutes.
 */
export function referenceOnsets(): number[][] {
  const random = mulberry32(42);
  return Array.from({ length: 41 }, (_, service) => {
    const onsets = Array.from({ length: 12 }, () => random() * REFERENCE_MIN);
    return service < 12 ? [...onsets, INJECTED_AT + random() * 12] : onsets;
  });
}
