import { z } from "zod";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { type Candidate, type Rows, rangeParser, readJson } from "#workers/ranges/range-file.ts";

/** https://ip-ranges.amazonaws.com/ip-ranges.json */
const frame = z.object({
  syncToken: z.string().min(1).max(40),
  prefixes: z.array(z.unknown()),
  ipv6_prefixes: z.array(z.unknown()),
});

const place = {
  region: z.string().min(1).max(40),
  service: z.string().min(1).max(60),
  network_border_group: z.string().max(60),
};
const row4 = z.object({ ip_prefix: z.string(), ...place });
const row6 = z.object({ ipv6_prefix: z.string(), ...place });

/** Doors to what stands elsewhere. Some of their rows name a region: that of the door. */
const EDGES: ReadonlySet<string> = new Set(["CLOUDFRONT", "CLOUDFRONT_ORIGIN_FACING", "GLOBALACCELERATOR", "ROUTE53"]);

function candidate(prefix: string, row: Omit<z.infer<typeof row4>, "ip_prefix">): Candidate | null {
  const edge = row.region === "GLOBAL" || EDGES.has(row.service);
  const region = edge ? null : canonicalRegion("aws", row.region);
  if (!edge && region === null) return null;
  return { prefix, region, service: row.service, borderGroup: edge ? null : row.network_border_group || null, edge };
}

function* rows(bytes: Uint8Array): Rows {
  const file = readJson(bytes, frame);
  for (const raw of file.prefixes) {
    const { data } = row4.safeParse(raw);
    yield data ? candidate(data.ip_prefix, data) : null;
  }
  for (const raw of file.ipv6_prefixes) {
    const { data } = row6.safeParse(raw);
    yield data ? candidate(data.ipv6_prefix, data) : null;
  }
  return file.syncToken;
}

/** Amazon Web Services. The same prefix stands there several times: as AMAZON, and as the service that uses it. */
export const parse = rangeParser("aws", rows);
