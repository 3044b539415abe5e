import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export const ENCODINGS = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Below this a compressed body is no fewer packets. */
const WORTH_BYTES = 1_000;
const COMPRESSIBLE = /^(?:text\/|image\/svg\+xml|application\/(?:[a-z.+-]*\+)?(?:json|xml|javascript))/;

export function isWorthCompressing(type: string, bytes: number): boolean {
  return bytes >= WORTH_BYTES && COMPRESSIBLE.test(type);
}

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/**
 * Compresses in a thread of the pool. An answer of the moment is compressed once a second at most (brotli 5 takes gzip 6's
 * time and leaves four fifths of its size); a file that never changes once in a process's life, and harder.
 */
export async function compress(bytes: Buffer, encoding: Encoding, effort: "moment" | "lasting"): Promise<Buffer> {
  if (encoding === "identity") return bytes;
  if (encoding === "gzip") return exact(await asGzip(bytes, { level: effort === "moment" ? 6 : 9 }));
  return exact(
    await asBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: effort === "moment" ? 5 : 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  );
}

/** zlib answers with a slice of the memory it worked in, all of which would be held by whoever holds the slice. */
function exact(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** What a header says of each coding: its weight, 0 when it is refused. */
function weights(header: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const given = parameters.find((parameter) => parameter.startsWith("q="));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    if (name !== "") found.set(name, weight >= 0 && weight <= 1 ? weight : 0);
  }
  return found;
}

/** The encoding that an `Accept-Encoding` prefers; of equal ones the smallest. Identity when it wants none of ours. */
export function preferred(header: string | undefined): Encoding {
  if (header === undefined) return "identity";
  const given = weights(header);
  const rest = given.get("*") ?? 0;
  // Identity is always welcome, unless it is named, but any compression that is welcome is better.
  const weight = (encoding: Encoding) => given.get(encoding) ?? (encoding === "identity" ? 0.0001 : rest);
  return ENCODINGS.reduce((best, encoding) => (weight(encoding) > weight(best) ? encoding : best));
}
