import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** From the bytes of a body to its text, at once: bodies are capped below what would hold up the event loop noticeably. */

/** An error that `classifyError` knows by its code. */
export class CodedError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function inflate(bytes: Buffer, options: { maxOutputLength: number }): Buffer {
  // "deflate" means the zlib format (RFC 9110, 8.4.1.2), and some servers send it raw.
  const isZlib = bytes.length >= 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
  return isZlib ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}

function unpackOnce(bytes: Buffer, encoding: string, maxOutputLength: number): Buffer {
  switch (encoding) {
    case "":
    case "identity":
      return bytes;
    case "gzip":
    case "x-gzip":
      return gunzipSync(bytes, { maxOutputLength });
    case "deflate":
      return inflate(bytes, { maxOutputLength });
    case "br":
      return brotliDecompressSync(bytes, { maxOutputLength });
    default:
      throw new CodedError("UNKNOWN_ENCODING");
  }
}

/**
 * Undoes `Content-Encoding`, never making more than `maxBytes` of it, so that a bomb costs no more than a page.
 * @throws Error with a zlib `code`, or CodedError `UNKNOWN_ENCODING`.
 */
export function unpack(bytes: Buffer, contentEncoding: string | undefined, maxBytes: number): Buffer {
  const encodings = (contentEncoding ?? "").toLowerCase().split(",", 4);
  if (encodings.length > 2) throw new CodedError("UNKNOWN_ENCODING");
  if (bytes.length === 0) return bytes;
  return encodings.reduceRight((packed, encoding) => unpackOnce(packed, encoding.trim(), maxBytes), bytes);
}

const UTF8 = new TextDecoder("utf-8");

/** Text in the charset that `Content-Type` declares; UTF-8 when it declares none or one that nobody knows. */
export function toText(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1]?.toLowerCase();
  if (charset === undefined || charset === "utf-8" || charset === "utf8") return UTF8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return UTF8.decode(bytes);
  }
}

/** The parsed body, or undefined when it is no JSON (which JSON itself cannot say). */
export function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
