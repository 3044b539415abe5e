/** Foreign words are never longer than this in a sentence of ours. */
const LONGEST = 40;

/**
 * Text that others wrote, as it may stand between quotation marks in a sentence of ours: on one line, without control or
 * direction characters, without a quotation mark that would end it early, and short. Null when nothing is left.
 */
export function foreignText(text: string | undefined, longest = LONGEST): string | null {
  const clean = (text ?? "")
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .replace(/["\u201c\u201d\u201e]/g, "'")
    .replace(/ {2,}/g, " ")
    .trim();
  if (clean === "") return null;
  const letters = [...clean];
  return letters.length <= longest
    ? clean
    : `${letters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}
