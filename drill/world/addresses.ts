import { REGION_BLOCKS, type Region, regionOf } from "#drill/hosting.ts";
import { pick } from "#drill/world/seed.ts";

/** Loopback blocks beside the modelled regions. */
const VANTAGE_BLOCK = 200;
const CONTROL_BLOCK = 210;
/** Nothing listens there. */
const EMPTY_BLOCK = 220;

export interface Placed {
  readonly address: string;
  readonly region: Region;
}

/** Third and fourth octet, never 0 or 255, from a slot in [0, 254 * 254). */
function inBlock(block: number, slot: number): string {
  return `127.${block}.${1 + Math.floor(slot / 254)}.${1 + (slot % 254)}`;
}

function takeFree(block: number, wanted: number, taken: Set<string>): string {
  for (let step = 0; ; step++) {
    const address = inBlock(block, (wanted + step) % (254 * 254));
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}

/**
 * An address of its own for every host, in the block of its modelled region. The place follows from the name, so a new
 * host in the catalog does not move the others.
 * @param only hosts that do nothing but publish: status pages and feeds stand apart, so that they can say what fails.
 */
export function placeHosts(hosts: Iterable<string>, only: ReadonlySet<string> = new Set()): Map<string, Placed> {
  const taken = new Set<string>();
  const placed = new Map<string, Placed>();
  for (const host of [...new Set(hosts)].sort()) {
    const region = only.has(host) ? "press" : regionOf(host);
    const address = takeFree(REGION_BLOCKS[region], pick(254 * 254, "address", host), taken);
    placed.set(host, { address, region });
  }
  return placed;
}

/** Where a name leads once it has moved: to the same place in an empty block. */
export function movedFrom(address: string): string {
  return address.replace(/^127\.\d+/, `127.${EMPTY_BLOCK}`);
}

/** Address literals of resolvers, in order, in a block of their own. */
export function placeLiterals(literals: readonly string[]): Map<string, string> {
  return new Map([...new Set(literals)].map((literal, slot) => [literal, inBlock(CONTROL_BLOCK, slot)]));
}

/** The address that the worker of each vantage connects from. */
export function placeVantages(names: readonly string[]): Map<string, string> {
  return new Map([...new Set(names)].map((name, slot) => [name, inBlock(VANTAGE_BLOCK, slot)]));
}
