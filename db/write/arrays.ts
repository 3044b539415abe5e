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

/**
 * Arrays already written as Postgres reads them, for what is written again and again: the driver quotes and escapes every
 * element. Where the server expects an array and is given a text, the driver sends that as it is.
 */
export function numberArray(values: readonly (number | null)[]): string {
  let array = "{";
  for (const value of values) array += `${value},`;
  return closed(array);
}

/** Whatever stands in the texts: quoted, only quotes and backslashes mean anything. */
export function textArray(values: readonly (string | null)[]): string {
  let array = "{";
  for (const value of values) array += value === null ? "null," : `${quoted(value)},`;
  return closed(array);
}

/** A text as an element of an array. */
export function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

function closed(array: string): string {
  return array.length === 1 ? "{}" : `${array.slice(0, -1)}}`;
}
