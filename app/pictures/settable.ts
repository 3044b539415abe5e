/** What both faces of the pictures have (server/faces.ts): a test draws each of these. */
export const SET =
  /^[ -~\u00a0-\u00ac\u00ae-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2191\u2193\u2212\u2215]$/u;

/** Characters of other people's titles that have a plain spelling, and no decomposition. */
const SPELLED: Readonly<Record<string, string>> = {
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2015": "\u2014",
  "→": "->",
  "←": "<-",
  "≤": "<=",
  "≥": ">=",
};
const UNSET = /\ufffc(?:\s*\ufffc)*/g;

/**
 * A text as the faces of the pictures can set it: in the nearest spelling that they have, with an ellipsis where they have
 * none. What they cannot set would be asked for on the internet (node_modules/next/dist/compiled/@vercel/og).
 */
export function settable(text: string): string {
  const set = Array.from(text.normalize("NFC"), (character) => {
    if (SET.test(character)) return character;
    const spelled =
      SPELLED[character] ??
      character
        .normalize("NFKD")
        .replace(/[\p{M}\p{Cf}]/gu, "")
        .replace(/\s/g, " ");
    return Array.from(spelled).every((part) => SET.test(part)) ? spelled : "\ufffc";
  });
  return set.join("").replace(UNSET, "…").normalize("NFC");
}
