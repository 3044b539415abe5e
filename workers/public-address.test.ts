import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "#workers/public-address.ts";

const PRIVATE = [
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"],
  ...["172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"],
  ...["198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16"],
  ...["::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a00:1", "::127.0.0.1", "::ffff:0:127.0.0.1"],
  ...["64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::1", "2001:2::1", "2001:10::1", "2001:db8::1"],
  ...["3fff::1", "5f00::1", "100::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1"],
  ...["fe80::1%eth0", "2606:4700::1111%eth0", "010.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost", ""],
];

describe("which addresses are public", () => {
  it.each(PRIVATE)("%j is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(["1.1.1.1", "8.8.8.8", "140.82.112.3", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it("no address of a private network is, in four figures or inside an IPv6 address", () => {
    const blocks = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 })),
      fc.constantFrom<[number, number]>([192, 168], [169, 254]),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 })),
      fc.tuple(fc.constant(198), fc.integer({ min: 18, max: 19 })),
    );
    fc.assert(
      fc.property(
        blocks,
        fc.nat(255),
        fc.nat(255),
        fc.constantFrom("", "::ffff:", "::", "64:ff9b::"),
        ([a, b], c, d, in6) => {
          expect(isPublicAddress(`${in6}${a}.${b}.${c}.${d}`)).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });
  it("loopback is known in either family", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"].every(isLoopbackAddress)).toBe(true);
    expect(["10.0.0.1", "8.8.8.8", "::", "x"].some(isLoopbackAddress)).toBe(false);
  });
});
