import fc from "fast-check";

type Octets = readonly [number, number, number, number];

/** Every way to write an IPv4 address in an address of the web that a URL parser takes, and those in which IPv6 carries it. */
export function spellings([a, b, c, d]: Octets): string[] {
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = (n: number) => `0x${n.toString(16)}`;
  const octal = (n: number) => `0${n.toString(8)}`;
  const wide = (text: string) =>
    [...text].map((l) => (/\d/.test(l) ? String.fromCharCode(0xff10 + Number(l)) : l)).join("");
  const plain = `${a}.${b}.${c}.${d}`;
  const pair = (x: number, y: number) => ((x << 8) | y).toString(16);
  const [high, low] = [pair(a, b), pair(c, d)];
  return [
    plain,
    `${plain}.`,
    [a, b, c, d].map(hex).join("."),
    [hex(a).toUpperCase().replace("X", "x"), octal(b), c, d].join("."),
    [a, b, c, d].map(octal).join("."),
    [a, b, c, d].map((n) => `00000${n.toString(8)}`).join("."),
    String(whole),
    hex(whole),
    octal(whole),
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${a}.${b}.${(c << 8) | d}`,
    wide(plain),
    plain.replaceAll(".", "。"),
    plain.replaceAll(".", "｡"),
    plain.replace(/\d/g, (digit) => `%3${digit}`),
    plain.replace(/\d/g, (digit) => (digit === "0" ? "⓪" : String.fromCodePoint(0x245f + Number(digit)))),
    `[::ffff:${plain}]`,
    `[::FFFF:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${plain}]`,
    `[::ffff:0:${plain}]`,
    `[64:ff9b::${plain}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::1]`,
  ];
}

const byte = fc.nat(255);
/** IPv4 addresses that are nobody's of the public internet. */
const privateOctets: fc.Arbitrary<Octets> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 240, 255), byte, byte, byte),
  fc.constantFrom<Octets[]>([127, 0, 0, 1], [169, 254, 169, 254], [0, 0, 0, 0], [168, 63, 129, 16]),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.constant(198), fc.integer({ min: 18, max: 19 }), byte, byte),
);
const PRIVATE_HOSTS = [
  ...["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[0000:0000::0001]", "[::1%25lo]"],
  ...["localhost", "LOCALHOST", "localhost.", "a.localhost", "ⓛocalhost", "ip6-localhost", "printer.local", "intranet"],
  ...["metadata.google.internal", "router.lan", "x.home.arpa", "1.0.0.127.in-addr.arpa"],
];

/** Hosts of private networks and of this machine, in every spelling. */
export const privateHost: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: privateOctets.chain((octets) => fc.constantFrom(...spellings(octets))) },
  { weight: 1, arbitrary: fc.constantFrom(...PRIVATE_HOSTS) },
);

/** Addresses that a resolver may give for a private network, as it writes them. */
export const privateAddress: fc.Arbitrary<string> = fc.oneof(
  privateOctets.map((octets) => octets.join(".")),
  privateOctets.map(([a, b, c, d]) => `::ffff:${a}.${b}.${c}.${d}`),
  privateOctets.map(([a, b, c, d]) => `64:ff9b::${a}.${b}.${c}.${d}`),
  privateOctets.map(([a, b, c, d]) => `2002:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}::1`),
  fc.constantFrom("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001::1", "2001:db8::1", "100::1"),
);
