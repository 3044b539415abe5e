/** Longest label, in code points. */
export const LONGEST_LABEL = 64;

/** Code points that no text of one line has, or that XML 1.0 forbids: controls, formats, lone surrogates, private ones. */
const DROPPED = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/** Combining marks beyond these on one letter only pile up over what stands around. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/**
 * A text as it may stand in a badge: on one line, without control or direction characters and without anything that XML
 * forbids, composed (NFC), at most `longest` code points. Cleaning it again changes nothing.
 */
export function badgeText(text: string, longest = LONGEST_LABEL): string {
  const clean = text
    .replace(/\s+/g, " ")
    .replace(DROPPED, "")
    .normalize("NFC")
    .replace(PILED, "$1")
    .replace(/ {2,}/g, " ")
    .trim();
  const letters = [...clean];
  if (letters.length <= longest) return clean;
  return `${letters
    .slice(0, longest - 1)
    .join("")
    .trimEnd()}…`;
}

/** A colour as `rrggbb`; null for what is none. Names are none: what draws badges takes one it does not know for green. */
export function hexColour(text: string): string | null {
  const [, hex = ""] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text) ?? [];
  if (hex === "") return null;
  const long = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  return long.toLowerCase();
}
