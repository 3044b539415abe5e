import { createHash } from "node:crypto";

/** Deterministic made-up values: the same words always give the same value, in this world and in the next. */

/** 64 hex digits. */
export function hex64(...words: readonly (string | number)[]): string {
  return createHash("sha256").update(words.join(":")).digest("hex");
}

/** A number in [0, 1), cheap enough to be drawn by the hundred (FNV-1a with a final mix). */
export function unit(...words: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const char of words.join(":")) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** An integer in [0, below). */
export function pick(below: number, ...words: readonly (string | number)[]): number {
  return Math.floor(unit(...words) * below);
}
