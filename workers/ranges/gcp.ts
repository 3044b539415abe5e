import { z } from "zod";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { type Rows, rangeParser, readJson } from "#workers/ranges/range-file.ts";

/** https://www.gstatic.com/ipranges/cloud.json: the ranges of customers (goog.json is all of Google). */
const frame = z.object({ syncToken: z.string().min(1).max(40), prefixes: z.array(z.unknown()) });

const row = z.object({
  ipv4Prefix: z.string().optional(),
  ipv6Prefix: z.string().optional(),
  service: z.string().min(1).max(60),
  scope: z.string().min(1).max(40),
});

function* rows(bytes: Uint8Array): Rows {
  const file = readJson(bytes, frame);
  for (const raw of file.prefixes) {
    const { data } = row.safeParse(raw);
    const prefix = data?.ipv4Prefix ?? data?.ipv6Prefix;
    const edge = data?.scope === "global";
    const region = data && !edge ? canonicalRegion("gcp", data.scope) : null;
    const readable = data && prefix !== undefined && (edge || region !== null);
    yield readable ? { prefix, region, service: data.service, borderGroup: null, edge } : null;
  }
  return file.syncToken;
}

/** Google Cloud. `global` are the anycast fronts of its load balancers. */
export const parse = rangeParser("gcp", rows);
