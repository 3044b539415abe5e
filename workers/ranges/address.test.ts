import { BlockList } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAddress, parsePrefix } from "#workers/ranges/address.ts";

it("an IPv4 address inside an IPv6 one is the IPv4 address", () => {
  const plain = { family: 4, bits: 0x01020304 };
  for (const text of ["1.2.3.4", "::ffff:1.2.3.4", "::ffff:102:304", "64:ff9b::1.2.3.4"]) {
    expect(parseAddress(text), text).toEqual(plain);
  }
});

it("the highest addresses have all their bits", () => {
  expect(parseAddress("255.255.255.255")).toEqual({ family: 4, bits: 0xffffffff });
  expect(parseAddress("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).toEqual({ family: 6, bits: (1n << 128n) - 1n });
});

it.each([
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "010.0.0.1",
  "0x7f.0.0.1",
  "2130706433",
  "1.2.3.4 ",
  "1.2.3.4/24",
  "fe80::1%eth0",
  "::g",
  "1::2::3",
  "x".repeat(10_000),
])("%j is no address", (text) => {
  expect(parseAddress(text)).toBeNull();
});

it("a prefix is spelled in one way", () => {
  expect(parsePrefix("2001:DB8:0::/32")?.text).toBe("2001:db8::/32");
  expect(parsePrefix("192.0.2.0/24")?.text).toBe("192.0.2.0/24");
  expect(parsePrefix("192.0.2.7/32")).toMatchObject({ family: 4, bits: 0xc0000207, length: 32 });
});

it.each([
  "192.0.2.0",
  "192.0.2.1/24",
  "192.0.2.0/33",
  "192.0.2.0/-1",
  "192.0.2.0/24/24",
  "192.0.2.0/ 24",
  "0.0.0.0/0",
  "128.0.0.0/1",
  "::/0",
  "2000::/3",
  "2001:db8::1/64",
  "2001:db8::/129",
  "nonsense/24",
  "<script>/8",
])("%j is no prefix", (text) => {
  expect(parsePrefix(text)).toBeNull();
});

it("an address lies in a prefix exactly when Node says so", () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, address, fc.integer({ min: 8, max: 128 }), (one, other, wanted) => {
      const [a, b] = [parseAddress(one), parseAddress(other)];
      if (a === null || b === null) throw new Error(`not read: ${one} ${other}`);
      const width = a.family === 4 ? 32 : 128;
      const length = Math.min(wanted, width);
      const shift = BigInt(width - length);
      const same = a.family === b.family && BigInt(a.bits) >> shift === BigInt(b.bits) >> shift;
      // What Node does with an IPv4 address inside an IPv6 one is another question.
      fc.pre(one.includes(":") === (a.family === 6) && other.includes(":") === (b.family === 6));
      const list = new BlockList();
      list.addSubnet(one, length, a.family === 4 ? "ipv4" : "ipv6");
      expect(list.check(other, b.family === 4 ? "ipv4" : "ipv6") && a.family === b.family).toBe(same);
    }),
  );
});
