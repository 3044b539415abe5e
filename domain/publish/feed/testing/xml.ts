/** An element with its attributes; what stands in it are elements and texts, with all references resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const NAME = /[A-Za-z_][\w.:-]*/y;
/** What XML 1.0, production 2, has no place for; a lone surrogate is read as itself. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads XML strictly, as far as feeds need it: elements, attributes, the five entities and decimal references. Whatever XML 1.0
 * refuses is refused here: characters without a place in it, also by reference, stray markup, attributes given twice.
 * Comments, CDATA and processing instructions are refused as well: feeds have none. @throws Error saying what is wrong
 */
export function readXml(text: string): XmlElement {
  const source = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  const [forbidden] = NO_CHARACTER.exec(source) ?? [];
  if (forbidden !== undefined) fail(`character ${JSON.stringify(forbidden)}`);
  let at = 0;
  const take = (literal: string): boolean => {
    if (!source.startsWith(literal, at)) return false;
    at += literal.length;
    return true;
  };
  const demand = (literal: string) => take(literal) || fail(`no ${literal} at ${source.slice(at, at + 40)}`);
  const name = (): string => {
    NAME.lastIndex = at;
    const [found] = NAME.exec(source) ?? fail(`no name at ${source.slice(at, at + 40)}`);
    at += found.length;
    return found;
  };
  const space = () => {
    const before = at;
    while (/[ \t\n]/.test(source[at] ?? "")) at += 1;
    return at > before;
  };
  const upTo = (stop: string): string => {
    const end = source.indexOf(stop, at);
    if (end < 0) fail(`no ${stop}`);
    const raw = source.slice(at, end);
    at = end;
    return raw;
  };

  const element = (): XmlElement => {
    demand("<");
    const own = name();
    const attributes: Record<string, string> = {};
    while (space() && !/[/>]/.test(source[at] ?? "")) {
      const key = name();
      demand("=");
      const quote = take('"') ? '"' : take("'") ? "'" : fail("a bare attribute");
      const value = upTo(quote);
      demand(quote);
      if (value.includes("<")) fail("markup in an attribute");
      if (Object.hasOwn(attributes, key)) fail(`${key} twice`);
      attributes[key] = resolved(value);
    }
    if (take("/>")) return { name: own, attributes, children: [] };
    demand(">");
    const children: (XmlElement | string)[] = [];
    while (!take(`</${own}>`)) {
      if (source.startsWith("</", at)) fail(`${own} is closed by ${source.slice(at, at + 20)}`);
      if (source[at] === "<") children.push(element());
      else {
        const raw = upTo("<");
        if (raw.includes("]]>")) fail("]]> in a text");
        children.push(resolved(raw));
      }
    }
    return { name: own, attributes, children };
  };
  const root = element();
  space();
  if (at !== source.length) fail(`more than one element: ${source.slice(at, at + 40)}`);
  return root;
}

function resolved(raw: string): string {
  if (/&(?!(?:\w+|#\d+);)/.test(raw)) fail(`a bare & in ${raw.slice(0, 60)}`);
  return raw.replace(/&(#?)(\w+);/g, (_, isNumber: string, what: string) => {
    if (isNumber === "") return PREDEFINED[what] ?? fail(`the entity ${what}`);
    const point = /^\d+$/.test(what) ? Number(what) : -1;
    if (!(point >= 0 && point <= 0x10ffff)) return fail(`the character ${what}`);
    const character = String.fromCodePoint(point);
    return NO_CHARACTER.test(character) ? fail(`the character ${what}`) : character;
  });
}

function fail(what: string): never {
  throw new Error(`not well-formed: ${what}`);
}

/** Elements of a name, directly below. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== "string" && child.name === name);
}

/** The text of the one element of a name. */
export function textOf(parent: XmlElement, name: string): string {
  const [only, ...more] = childrenOf(parent, name);
  if (only === undefined || more.length > 0) fail(`not one ${name} in ${parent.name}`);
  return plainText(only);
}

function plainText({ children }: XmlElement): string {
  return children.map((child) => (typeof child === "string" ? child : plainText(child))).join("");
}

const ALLOWED = new Set(["div", "p", "small", "var", "br", "strong", "a"]);

/** Reads the HTML of an entry: nothing but paragraphs of what feeds are made of, each closed. @throws Error saying what is wrong */
export function readHtml(html: string): readonly string[] {
  const root = readXml(`<div>${html.replaceAll("<br>", "<br/>")}</div>`);
  const check = (element: XmlElement) => {
    if (!ALLOWED.has(element.name)) fail(`the element ${element.name}`);
    for (const [key, value] of Object.entries(element.attributes)) {
      if (key !== "data-var" && !(key === "href" && /^https?:/.test(value))) fail(`the attribute ${key}="${value}"`);
    }
    for (const child of element.children) if (typeof child !== "string") check(child);
  };
  check(root);
  return childrenOf(root, "p").map(plainText);
}
