import { FeedError } from "#workers/feeds/feed.ts";

/** More than any feed we know (Google's reached 5 MB), and little enough to parse at once. */
export const MAX_FEED_BYTES = 16 * 1024 * 1024;

const ENCODINGS: Readonly<Record<string, string>> = {
  "us-ascii": "windows-1252",
  "iso-8859-1": "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
  "utf-16be": "utf-16be",
  "utf-16le": "utf-16le",
};

function bomOf(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  return null;
}

/** UTF-16 without a mark: every feed begins with an ASCII character, so one of the first two bytes is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0 && bytes[1] !== 0) return "utf-16be";
  if (bytes[0] !== 0 && bytes[1] === 0) return "utf-16le";
  return null;
}

function declared(contentType: string | undefined, bytes: Uint8Array): string | null {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? "")?.[1];
  const head = String.fromCharCode(...bytes.subarray(0, 120));
  const inXml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(head)?.[1];
  const name = (named ?? inXml)?.toLowerCase();
  return name !== undefined && Object.hasOwn(ENCODINGS, name) ? (ENCODINGS[name] ?? null) : null;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The text of an answer. A byte order mark decides; without one, what is valid UTF-8 is UTF-8 whatever the header says (AWS
 * announces UTF-16 and has sent UTF-8), else the declared encoding. Bytes that fit none are not guessed at.
 */
export function decodeText(bytes: Uint8Array, contentType?: string, maxBytes = MAX_FEED_BYTES): string {
  if (bytes.length > maxBytes) throw new FeedError("too_large", `${bytes.length} bytes, more than ${maxBytes}`);
  const certain = bomOf(bytes) ?? unmarkedUtf16(bytes);
  const candidates = certain ? [certain] : ["utf-8", declared(contentType, bytes)];
  for (const encoding of candidates) {
    const text = encoding === null ? null : tryDecode(bytes, encoding);
    if (text === null) continue;
    if (text.trim() === "") throw new FeedError("empty_body", `${bytes.length} bytes without content`);
    return text;
  }
  throw new FeedError("wrong_encoding", `not valid ${candidates.filter((name) => name !== null).join(" or ")}`);
}

/** An HTML page where a feed should be, as proxies and error handlers send with status 200. */
export function refuseHtml(text: string): void {
  if (/^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?(?:<!doctype\s+html\b|<html\b)/i.test(text)) {
    throw new FeedError("error_page", "an HTML page");
  }
}
