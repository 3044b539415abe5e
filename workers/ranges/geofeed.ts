import type { RangeProvider } from "#domain/hosting/address.ts";
import { regionOfCity } from "#domain/hosting/address-region.ts";
import { type RangeParser, type Rows, rangeParser, readLines } from "#workers/ranges/range-file.ts";

/** At least prefix, country, subdivision, city. Longer lines are no geofeed. */
const [FIELDS, LONGEST] = [4, 300];

/** A geofeed of RFC 8805: `prefix,country,subdivision,city,postal`. A city that we do not know gives no region. */
export function geofeedParser(provider: RangeProvider): RangeParser {
  function* rows(bytes: Uint8Array): Rows {
    for (const line of readLines(bytes)) {
      const [prefix = "", country = "", , city = "", ...rest] = line.split(",").map((field) => field.trim());
      const readable = line.length <= LONGEST && rest.length <= 2 && line.split(",").length >= FIELDS;
      const region = regionOfCity(provider, country, city);
      yield readable ? { prefix, region, service: null, borderGroup: null, edge: false } : null;
    }
    return null;
  }
  return rangeParser(provider, rows);
}
