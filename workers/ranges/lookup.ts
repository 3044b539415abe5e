import { setImmediate as breathe } from "node:timers/promises";
import { type AddressLookup, type Located, type Placement, saysMore } from "#domain/hosting/address.ts";
import type { EpochMs } from "#domain/time.ts";
import { parseAddress, parsePrefix } from "#workers/ranges/address.ts";

/** A range that holds now. */
export interface LookupRow extends Placement {
  readonly prefix: string;
  /** It stood in the first file that we have of this provider. */
  readonly original: boolean;
}

const ROWS_AT_ONCE = 1_000;

/** Prefixes of one length by the bits that they fix. */
interface Shelf<Bits> {
  readonly length: number;
  readonly byBits: Map<Bits, Located>;
}

/** What is put onto shelves, one for each length. */
function shelves<Bits>() {
  const byLength = new Map<number, Map<Bits, Located>>();
  return {
    put: (length: number, bits: Bits, located: Located) => {
      const byBits = byLength.get(length) ?? new Map<Bits, Located>();
      if (byBits.size === 0) byLength.set(length, byBits);
      const before = byBits.get(bits);
      if (before === undefined || saysMore(located.placement, before.placement)) byBits.set(bits, located);
    },
    longestFirst: (): Shelf<Bits>[] =>
      [...byLength].sort(([a], [b]) => b - a).map(([length, byBits]) => ({ length, byBits })),
  };
}

/** Few places, many ranges: one object for each place. */
function sharing() {
  const known = new Map<string, Placement>();
  return ({ provider, region, service, edge }: Placement): Placement => {
    const key = JSON.stringify([provider, region, service, edge]);
    const placement = known.get(key) ?? { provider, region, service, edge };
    known.set(key, placement);
    return placement;
  };
}

/**
 * Builds the map that says whose an address is: a table for each prefix length, asked from the longest on, so that a lookup
 * costs some dozens of probes however many ranges there are. `version` is of when the ranges are. It lets others run in
 * between: some tens of thousands of prefixes are parsed.
 */
export async function buildLookup(rows: readonly LookupRow[], version: EpochMs | null): Promise<AddressLookup> {
  const [v4, v6, share] = [shelves<number>(), shelves<bigint>(), sharing()];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe();
    const prefix = parsePrefix(row.prefix);
    if (prefix === null) continue;
    const located: Located = { placement: share(row), prefix: prefix.text, original: row.original };
    if (prefix.family === 4) v4.put(prefix.length, prefix.bits >>> (32 - prefix.length), located);
    else v6.put(prefix.length, prefix.bits >> BigInt(128 - prefix.length), located);
  }
  const [tables4, tables6] = [v4.longestFirst(), v6.longestFirst()];

  return {
    version,
    find: (text) => {
      const address = parseAddress(text);
      if (address === null) return null;
      if (address.family === 4) {
        for (const { length, byBits } of tables4) {
          const found = byBits.get(address.bits >>> (32 - length));
          if (found) return found;
        }
        return null;
      }
      for (const { length, byBits } of tables6) {
        const found = byBits.get(address.bits >> BigInt(128 - length));
        if (found) return found;
      }
      return null;
    },
  };
}
