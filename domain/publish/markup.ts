/**
 * What XML 1.0 has no place for, not even as a reference (its section 2.2), with the other control characters, which no text of
 * ours needs, and those that turn the direction of what follows.
 */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Any text as it may stand where nothing needs to be escaped: without half characters, controls and turns of direction. */
export function plainText(text: string): string {
  return text.replace(FORBIDDEN, "");
}

/**
 * Any text as it may stand in XML or HTML, in an element or in an attribute between quotation marks. HTML that stands in XML is
 * put through it once more.
 */
export function escapeMarkup(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
