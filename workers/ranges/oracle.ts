import { z } from "zod";
import { canonicalRegion } from "#domain/hosting/address-region.ts";
import { type Rows, rangeParser, readJson } from "#workers/ranges/range-file.ts";

/** https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json */
const frame = z.object({ last_updated_timestamp: z.string().min(1).max(40), regions: z.array(z.unknown()) });
const regionRow = z.object({ region: z.string().max(40), cidrs: z.array(z.unknown()) });
const row = z.object({ cidr: z.string(), tags: z.array(z.string().max(60)).min(1).max(20) });

/** The most telling tag of several: OSN is the network of Oracle's own services, object storage one of them. */
const serviceOf = (tags: readonly string[]) => (tags.includes("OBJECT_STORAGE") ? "OBJECT_STORAGE" : (tags[0] ?? null));

function* rows(bytes: Uint8Array): Rows {
  const file = readJson(bytes, frame);
  for (const raw of file.regions) {
    const { data } = regionRow.safeParse(raw);
    const region = data ? canonicalRegion("oracle", data.region) : null;
    if (!data || region === null) {
      yield null;
      continue;
    }
    for (const cidr of data.cidrs) {
      const { data: found } = row.safeParse(cidr);
      yield found
        ? { prefix: found.cidr, region, service: serviceOf(found.tags), borderGroup: null, edge: false }
        : null;
    }
  }
  return file.last_updated_timestamp;
}

/** Oracle Cloud Infrastructure. */
export const parse = rangeParser("oracle", rows);
