import type { EpochMs } from "#domain/time.ts";

/**
 * Arrays as parameters. postgres.js guesses an array's type from its first element, and guesses the element's type for
 * dates and booleans; texts and numbers are left to the server, which knows from the cast beside the parameter.
 */
export function instants(values: readonly (EpochMs | null)[]): (string | null)[] {
  return values.map((value) => (value === null ? null : new Date(value).toISOString()));
}

/** Booleans as 0 and 1, to be cast `::int[]` and compared. */
export function flags(values: readonly boolean[]): number[] {
  return values.map((value) => (value ? 1 : 0));
}
