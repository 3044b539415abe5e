import type { Words } from "#components/words/words.ts";
import type { Text } from "#domain/replay/dossier.ts";
import type { EpochMs } from "#domain/time.ts";

/** Whether it has to be marked as being in English. */
export function langOf(text: Text, words: Words): { readonly lang?: "en" } {
  return typeof text === "string" && words.replay.marksEnglish ? { lang: "en" } : {};
}

/** `07:20` */
export function clockOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** `2025-10-20T07:20Z`, as the address says it. */
export function minuteOf(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
