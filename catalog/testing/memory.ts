import type { AnswerMemory } from "#domain/check/assertion.ts";

/** What a check remembers, in a map: empty, as at a first poll. */
export function emptyMemory(): AnswerMemory {
  const seen = new Map<string, { value: number; since: number }>();
  return {
    get: (key) => seen.get(key),
    set: (key, value, at) => void seen.set(key, { value, since: at }),
  };
}
