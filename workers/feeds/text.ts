/** Longer texts are cut: Google's mini reports reach 26,000 characters. */
const LONGEST_TEXT = 32_000;
const LONGEST_TITLE = 300;
const LONGEST_NAME = 120;
const LONGEST_URL = 2_000;
/** What is looked at of a text before it is cut, so that no input makes the work grow without limit. */
const LONGEST_INPUT = 256 * 1024;

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    ndash: "\u2013",
    mdash: "\u2014",
    lsquo: "\u2018",
    rsquo: "\u2019",
    ldquo: "\u201c",
    rdquo: "\u201d",
    hellip: "\u2026",
    bull: "\u2022",
    copy: "\u00a9",
    reg: "\u00ae",
    trade: "\u2122",
  }),
);

function character(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : "";
}

/** Character references resolved once: predefined, numeric and a few of HTML's. Others stay as they are. */
export function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return NAMED.get(name) ?? whole;
  });
}

const BREAKING = new Set(["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"]);
/** Elements whose content is not text. */
const SILENT = new Set(["script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head"]);

/** Removes markup in one pass over the text: a `<` that begins no tag ("<1 min", "US <-> EU") is text. */
function withoutTags(html: string): string {
  // Letters of other scripts may change their length in lower case, which would move every position after them.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let out = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) return out + html.slice(at);
    out += html.slice(at, open);
    const name = /^<\/?([a-z][a-z0-9-]{0,30})|^<[!?]/.exec(lower.slice(open, open + 34));
    if (name === null) {
      out += "<";
      at = open + 1;
      continue;
    }
    const comment = lower.startsWith("<!--", open);
    const close = comment ? lower.indexOf("-->", open + 4) : lower.indexOf(">", open);
    // A tag that never ends: what follows cannot be told from it.
    if (close < 0) return out;
    at = close + (comment ? 3 : 1);
    const tag = name[1] ?? "";
    if (BREAKING.has(tag)) out += "\n";
    if (SILENT.has(tag) && lower[open + 1] !== "/") {
      const end = lower.indexOf(`</${tag}`, at);
      if (end < 0) return out;
      at = end;
    }
  }
  return out;
}

const DEEPEST_ESCAPING = 3;

/** Control, direction and private characters; tabs and line breaks stay. */
const UNWANTED = /[^\P{C}\n\t]/gu;

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(UNWANTED, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // A cut through a surrogate pair would leave half a character, which Postgres refuses.
  return `${text
    .slice(0, longest - 1)
    .replace(/\p{Cs}$/u, "")
    .trimEnd()}\u2026`;
}

/** Text without markup, unless that was escaped more often than anybody does. */
function unmarked(html: string): string {
  let text = html.slice(0, LONGEST_INPUT);
  for (let depth = 0; depth < DEEPEST_ESCAPING; depth += 1) {
    const next = decodeReferences(withoutTags(text));
    if (next === text) return text;
    text = next;
  }
  return withoutTags(text);
}

/** Takes out what could still begin a tag, in whatever way it came together. */
function withoutBeginnings(text: string): string {
  return text.replace(/<+/g, (run, at: number) => (/[a-z/!?]/i.test(text[at + run.length] ?? "") ? "" : run));
}

/** What others wrote, as plain text of several lines: no markup, no control characters, bounded. */
export function plainText(html: string | null | undefined, longest = LONGEST_TEXT): string {
  return cut(withoutBeginnings(tidy(unmarked(html ?? ""))), longest);
}

/** The same on one line. */
export function plainTitle(html: string | null | undefined, longest = LONGEST_TITLE): string {
  return cut(plainText(html).replace(/\s+/g, " ").trim(), longest);
}

/** The name of a component or service. */
export function plainName(html: string | null | undefined): string {
  return plainTitle(html, LONGEST_NAME);
}

/** An address that may be shown as a link: http or https, without a password in it, bounded; else null. */
export function httpUrl(text: string | null | undefined): string | null {
  if (!text || text.length > LONGEST_URL) return null;
  try {
    const url = new URL(text.trim());
    const web = url.protocol === "https:" || url.protocol === "http:";
    return web && url.username === "" && url.password === "" && url.href.length <= LONGEST_URL ? url.href : null;
  } catch {
    return null;
  }
}
