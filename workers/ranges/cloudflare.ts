import { type Rows, rangeParser, readLines } from "#workers/ranges/range-file.ts";

/** https://www.cloudflare.com/ips-v4 and /ips-v6, one after the other: a prefix a line. */
function* rows(bytes: Uint8Array): Rows {
  for (const prefix of readLines(bytes)) yield { prefix, region: null, service: null, borderGroup: null, edge: true };
  return null;
}

/** Cloudflare: an edge and nothing else. */
export const parse = rangeParser("cloudflare", rows);
