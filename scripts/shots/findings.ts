import { foreignPart } from "#scripts/shots/language.ts";
import type { Look } from "#scripts/shots/look/look.ts";

/** What of a page is not as it should be, in words. */
export function findingsOf(look: Look, language: "en" | "ja", names: readonly string[]): string[] {
  const foreign = look.texts.flatMap((text) => foreignPart(language, text, names) ?? []);
  return [
    ...(look.scrolls > 0 ? [`scrolls sideways by ${look.scrolls} px`] : []),
    ...look.outside.map((text) => `beyond the edge: ${text}`),
    ...look.cut.map((text) => `cut: ${text}`),
    ...look.overlaps.map((pair) => `one over the other: ${pair}`),
    ...look.unstyled.map((text) => `unstyled: ${text}`),
    ...new Set(foreign.map((text) => `${language === "ja" ? "English" : "Japanese"}: "${text}"`)),
  ];
}
