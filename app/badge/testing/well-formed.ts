/** For tests: a strict reading of what XML 1.0 calls well-formed, of documents without a prolog, comments or sections. */

const NAME = "[A-Za-z_][A-Za-z0-9_.:-]*";
const TOKEN = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, "gy");
const ATTRIBUTE = new RegExp(`(${NAME})="([^"<]*)"`, "g");
/** The production Char. */
const CHAR = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
const REFERENCE = /&(?:(?:lt|gt|amp|quot|apos)|#(\d+)|#x([0-9a-fA-F]+));|&/g;

/** What is wrong with a text; null when it is well-formed. */
export function whatIsWrong(xml: string): string | null {
  if (!CHAR.test(xml)) return "a character that XML forbids";
  const open: string[] = [];
  let [at, roots] = [0, 0];
  for (const match of xml.matchAll(TOKEN)) {
    if (match.index !== at) break;
    at += match[0].length;
    const [, isEnd, name = "", attributes = "", isEmpty, text] = match;
    if (text !== undefined) {
      if (open.length === 0) return "text outside of the root";
      if (text.includes("]]>")) return "the end of a section in text";
    } else if (isEnd === "/") {
      if (open.pop() !== name || attributes !== "") return `an end of ${name} that is none`;
    } else {
      if (open.length === 0) roots += 1;
      const names = [...attributes.matchAll(ATTRIBUTE)].map(([, one]) => one);
      if (new Set(names).size !== names.length) return `an attribute of ${name} twice`;
      if (isEmpty !== "/") open.push(name);
    }
    const wrong = wrongReference(text ?? attributes);
    if (wrong !== null) return wrong;
  }
  if (at !== xml.length) return `no markup at ${at}: ${xml.slice(at, at + 40)}`;
  return open.length === 0 && roots === 1 ? null : `${roots} roots, open: ${open.join(" ")}`;
}

function wrongReference(text: string): string | null {
  for (const [reference, decimal, hex] of text.matchAll(REFERENCE)) {
    if (reference === "&") return "an ampersand that is no reference";
    const code = decimal === undefined ? (hex === undefined ? 65 : Number.parseInt(hex, 16)) : Number(decimal);
    if (code > 0x10ffff || !CHAR.test(String.fromCodePoint(code))) return `a reference to nothing: ${reference}`;
  }
  return null;
}

/** The names of all elements and attributes. */
export function namesIn(xml: string): ReadonlySet<string> {
  const tags = [...xml.matchAll(TOKEN)].filter(([, , name]) => name !== undefined);
  return new Set(
    tags.flatMap(([, , name = "", attributes = ""]) => [
      name,
      ...[...attributes.matchAll(ATTRIBUTE)].map(([, one = ""]) => `@${one}`),
    ]),
  );
}

/** The text of every element of a name, as a reader would have it. */
export function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, "g"))].map(([, text = ""]) =>
    text
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, "&"),
  );
}
