import ipaddr from "ipaddr.js";

/** An address as a number: 32 bits fit a plain one, 128 do not. */
export type AddressBits = { readonly family: 4; readonly bits: number } | { readonly family: 6; readonly bits: bigint };

export type PrefixBits = AddressBits & {
  readonly length: number;
  /** In CIDR notation, spelled in one way. */
  readonly text: string;
};

/** Shorter prefixes are mistakes: no provider holds so much in one piece, and one such row would claim half the internet. */
const SHORTEST = { 4: 8, 6: 16 } as const;
const MAX_LENGTH = 64;

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // A zone (`%eth0`) means something on one machine only.
  if (text.length > MAX_LENGTH || text.includes("%")) return null;
  if (text.includes(":")) return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null;
  // Nothing but four plain decimals: `010.0.0.1` is 8.0.0.1 to some and 10.0.0.1 to others.
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
}

const bits4 = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

function bits6(parts: readonly number[]): bigint {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = parts;
  const half = (p: number, q: number, r: number, s: number) => (BigInt(p * 65_536 + q) << 32n) | BigInt(r * 65_536 + s);
  return (half(a, b, c, d) << 64n) | half(e, f, g, h);
}

/**
 * An IPv4 address inside an IPv6 one is the IPv4 address: `::ffff:1.2.3.4` as sockets write it, `64:ff9b::1.2.3.4` as a network
 * without IPv4 does. Null for what is no address.
 */
export function parseAddress(text: string): AddressBits | null {
  const address = parse(text);
  if (address === null) return null;
  if (address instanceof ipaddr.IPv4) return { family: 4, bits: bits4(address.octets) };
  const kind = address.range();
  if (kind === "ipv4Mapped" || kind === "rfc6052") return { family: 4, bits: bits4(address.toByteArray().slice(12)) };
  return { family: 6, bits: bits6(address.parts) };
}

/** Null for what is no prefix, has host bits, or is implausibly short. */
export function parsePrefix(text: string): PrefixBits | null {
  const [, written = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parse(written);
  if (address === null) return null;
  const length = Number(digits);
  if (address instanceof ipaddr.IPv4) {
    const bits = bits4(address.octets);
    if (length < SHORTEST[4] || length > 32 || (length < 32 && bits << length !== 0)) return null;
    return { family: 4, bits, length, text: `${written}/${length}` };
  }
  const bits = bits6(address.parts);
  if (length < SHORTEST[6] || length > 128 || bits & ((1n << BigInt(128 - length)) - 1n)) return null;
  return { family: 6, bits, length, text: `${address.toRFC5952String()}/${length}` };
}
