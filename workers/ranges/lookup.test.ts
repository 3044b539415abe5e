import fc from "fast-check";
import { expect, it } from "vitest";
import { saysMore } from "#domain/hosting/address.ts";
import { parseAddress, parsePrefix } from "#workers/ranges/address.ts";
import { buildLookup, type LookupRow } from "#workers/ranges/lookup.ts";

const row = (prefix: string, overrides: Partial<LookupRow> = {}): LookupRow => ({
  prefix,
  provider: "aws",
  region: "us-east-1",
  service: "EC2",
  edge: false,
  original: true,
  ...overrides,
});

it("the longest prefix wins over every shorter one", async () => {
  const rows = [
    row("192.0.0.0/8", { region: "a" }),
    row("192.0.2.0/24", { region: "b" }),
    row("192.0.2.128/25", { region: "c" }),
    row("192.0.2.200/32", { region: "d" }),
  ];
  const { find } = await buildLookup(rows, 0);
  const regionOf = (address: string) => find(address)?.placement.region;
  expect(["192.1.1.1", "192.0.2.1", "192.0.2.129", "192.0.2.200", "193.0.0.1"].map(regionOf)).toEqual([
    "a",
    "b",
    "c",
    "d",
    undefined,
  ]);
});

it("of the same prefix under several services AMAZON is the last and an edge the first, in any order", async () => {
  const named = [
    row("192.0.2.0/24", { service: "AMAZON" }),
    row("192.0.2.0/24"),
    row("192.0.2.0/24", { service: "S3" }),
  ];
  const edge = row("192.0.2.0/24", { service: "CLOUDFRONT", region: null, edge: true });
  for (const rows of [named, named.toReversed()]) {
    expect((await buildLookup(rows, 0)).find("192.0.2.1")?.placement.service).toBe("EC2");
    expect((await buildLookup([...rows, edge], 0)).find("192.0.2.1")?.placement).toEqual({
      provider: "aws",
      region: null,
      service: "CLOUDFRONT",
      edge: true,
    });
  }
});

it("an IPv4 address inside an IPv6 one is found among the IPv4 ranges, and never among IPv6 ones", async () => {
  const { find } = await buildLookup([row("192.0.2.0/24"), row("2001:db8::/32", { region: "six" })], 0);
  expect(find("::ffff:192.0.2.1")?.placement.region).toBe("us-east-1");
  expect(find("2001:db8::1")?.placement.region).toBe("six");
});

it("what is no address is nobody's, and neither is anything when there are no ranges", async () => {
  const lookup = await buildLookup([], null);
  expect(lookup.version).toBeNull();
  expect(lookup.find("192.0.2.1")).toBeNull();
  expect((await buildLookup([row("192.0.2.0/24")], 0)).find("not an address")).toBeNull();
});

it("finds what a scan of all ranges finds", async () => {
  // Few different bits, so that ranges hold one another and addresses are met.
  const octet = fc.constantFrom(0, 1, 128, 129);
  const v4 = fc.tuple(octet, octet, octet).map(([b, c, d]) => `10.${b}.${c}.${d}`);
  const hex = octet.map((value) => value.toString(16));
  const v6 = fc.tuple(hex, hex, hex).map(([b, c, d]) => `2001:db8:${b}::${c}:${d}`);
  const masked = (address: string, wanted: number) => {
    const parsed = parseAddress(address);
    if (parsed === null) throw new Error(address);
    const [width, least] = parsed.family === 4 ? [32, 8] : [128, 16];
    const length = least + (wanted % (width - least + 1));
    const bits = (BigInt(parsed.bits) >> BigInt(width - length)) << BigInt(width - length);
    const text =
      parsed.family === 4
        ? [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".")
        : Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(":");
    return `${text}/${length}`;
  };
  const range = fc
    .tuple(fc.oneof(v4, v6), fc.nat(200), fc.constantFrom("AMAZON", "EC2", "S3", null), fc.boolean())
    .map(([address, length, service, edge]) => row(masked(address, length), { service, edge }));
  const scan = (rows: readonly LookupRow[], text: string) => {
    const address = parseAddress(text);
    let best: { row: LookupRow; length: number } | null = null;
    for (const candidate of rows) {
      const prefix = parsePrefix(candidate.prefix);
      if (!address || !prefix || prefix.family !== address.family) continue;
      const shift = BigInt((prefix.family === 4 ? 32 : 128) - prefix.length);
      if (BigInt(prefix.bits) >> shift !== BigInt(address.bits) >> shift) continue;
      const better = !best || prefix.length > best.length;
      if (better || (prefix.length === best?.length && saysMore(candidate, best.row)))
        best = { row: candidate, length: prefix.length };
    }
    return best && { provider: "aws", region: best.row.region, service: best.row.service, edge: best.row.edge };
  };
  await fc.assert(
    fc.asyncProperty(fc.array(range, { maxLength: 40 }), fc.array(fc.oneof(v4, v6)), async (rows, addresses) => {
      const { find } = await buildLookup(rows, 0);
      for (const address of addresses) expect(find(address)?.placement ?? null).toEqual(scan(rows, address));
    }),
  );
});
