import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { clientOf } from "#server/front/client.ts";

const asked = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [undefined, ""],
])("%s counts as %s", (address, client) => {
  expect(clientOf(asked(address), 0)).toBe(client);
});

it("without proxies of ours nobody can claim another's address", () => {
  expect(clientOf(asked("192.0.2.7", "198.51.100.1"), 0)).toBe("192.0.2.7");
});

it("behind proxies of ours it is the address that the outermost of them was asked from", () => {
  expect(clientOf(asked("10.0.0.1", "203.0.113.9, 198.51.100.1"), 1)).toBe("198.51.100.1");
  expect(clientOf(asked("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2"), 2)).toBe("198.51.100.1");
  for (const claim of [undefined, "", "nonsense", "1.2.3.4.5"]) {
    expect(clientOf(asked("10.0.0.1", claim), 1)).toBe("10.0.0.1");
  }
});
