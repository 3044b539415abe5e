import { plainName } from "#domain/publish/near-names.ts";

/** Whether each word of what is looked for is a part of a text of plain names. */
export function isFound(text: string, q: string): boolean {
  return q
    .split(/\s+/)
    .map(plainName)
    .every((word) => text.includes(word));
}
