import { XMLParser, XMLValidator } from "fast-xml-parser";
import { decodeText, refuseHtml } from "#workers/feeds/decode.ts";
import { type FeedContext, FeedError } from "#workers/feeds/feed.ts";
import { decodeReferences } from "#workers/feeds/text.ts";

const MAX_XML_BYTES = 4 * 1024 * 1024;
const DEEPEST = 32;
const MOST_ITEMS = 2_000;

export interface XmlElement {
  /** Without its namespace. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text and CDATA; references outside of CDATA are resolved. */
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  cdataPropName: "#cdata",
  // The library expands nothing: the few references that XML defines are resolved here, once.
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
});

type Node = Readonly<Record<string, unknown>>;

const nodes = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter((node): node is Node => typeof node === "object" && node !== null) : [];

const ownText = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function textOf(content: readonly Node[]): string {
  return content
    .map((node) => {
      if (Object.hasOwn(node, "#text")) return decodeReferences(ownText(node["#text"]));
      return Object.hasOwn(node, "#cdata")
        ? nodes(node["#cdata"])
            .map((part) => ownText(part["#text"]))
            .join("")
        : "";
    })
    .join("");
}

function elementsOf(content: readonly Node[]): XmlElement[] {
  return content.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@" && !key.startsWith("#"));
    if (name === undefined) return [];
    const inner = nodes(node[name]);
    const attributes = Object.entries((node[":@"] ?? {}) as Node);
    return [
      {
        name,
        attributes: new Map(attributes.map(([key, value]) => [key, decodeReferences(ownText(value))])),
        children: elementsOf(inner),
        text: textOf(inner),
      },
    ];
  });
}

/** Whether a document type or an entity is declared; the same letters inside CDATA are text. */
function declaresType(xml: string): boolean {
  let at = 0;
  for (;;) {
    const open = xml.indexOf("<![CDATA[", at);
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(at, open < 0 ? undefined : open))) return true;
    const close = open < 0 ? -1 : xml.indexOf("]]>", open);
    if (close < 0) return false;
    at = close + 3;
  }
}

/** The root element of an XML answer. One that declares a document type or entities is refused unread. */
export function readXml(bytes: Uint8Array, { contentType }: FeedContext): XmlElement {
  const text = decodeText(bytes, contentType, MAX_XML_BYTES);
  refuseHtml(text);
  if (!/^\s*</.test(text)) throw new FeedError("not_xml", "does not begin with a tag");
  if (declaresType(text)) throw new FeedError("hostile_xml", "declares a document type");
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: true });
  if (valid !== true) throw new FeedError("not_xml", `line ${valid.err.line}: ${valid.err.msg}`.slice(0, 160));
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch (error) {
    throw new FeedError("hostile_xml", (error instanceof Error ? error.message : "not parsed").slice(0, 160));
  }
  const root = elementsOf(nodes(parsed))[0];
  if (root === undefined) throw new FeedError("not_xml", "no element");
  return root;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of a child, or null when there is none or it is empty. */
export function childText(element: XmlElement, name: string): string | null {
  const text = childOf(element, name)?.text.trim();
  return text ? text : null;
}

/** The items of an RSS 2.0 feed. A feed without a channel is no feed; one without items is a quiet one. */
export function rssItems(root: XmlElement): XmlElement[] {
  const channel = root.name === "rss" ? childOf(root, "channel") : undefined;
  if (channel === undefined) throw new FeedError("wrong_shape", `not RSS: <${root.name.slice(0, 40)}>`);
  return childrenOf(channel, "item").slice(0, MOST_ITEMS);
}
