import type { Spoken, Tense } from "#domain/publish/sentence-words.ts";

/** `{is|was}`: both tenses of a clause in one place. Foreign words are put in afterwards and never pass through here. */
export function tell(text: string, tense: Tense): string {
  return text.replace(/\{([^{}|]*)\|([^{}|]*)\}/g, tense === "now" ? "$1" : "$2");
}

export const spoken = (text: string): Spoken => ({ now: tell(text, "now"), past: tell(text, "past") });
