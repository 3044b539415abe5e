import { z } from "zod";
import { type Rows, rangeParser, readJson } from "#workers/ranges/range-file.ts";

/** https://api.fastly.com/public-ip-list */
const frame = z.object({ addresses: z.array(z.unknown()), ipv6_addresses: z.array(z.unknown()) });

function* rows(bytes: Uint8Array): Rows {
  const file = readJson(bytes, frame);
  for (const prefix of [...file.addresses, ...file.ipv6_addresses]) {
    yield typeof prefix === "string" ? { prefix, region: null, service: null, borderGroup: null, edge: true } : null;
  }
  return null;
}

/** Fastly: an edge and nothing else. */
export const parse = rangeParser("fastly", rows);
