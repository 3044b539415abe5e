import ipaddr from "ipaddr.js";

/** What is public by the registries and still no stranger's: the platform services of Azure, which answer from inside a machine. */
const PLATFORM = ["168.63.129.16"];

/** Addresses that are given out to anybody at all: everything else in IPv6 means something else, or nothing yet. */
const GIVEN_OUT: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * Whether an address is one of the public internet. IPv4 inside IPv6 is judged as what it is; what only translates or tunnels
 * (NAT64, 6to4, Teredo) is refused whole, for nobody knows where it comes out. What cannot be parsed is refused.
 */
export function isPublicAddress(text: string): boolean {
  // A zone (`%eth0`) means something on one machine only.
  if (text.includes("%") || !ipaddr.isValid(text)) return false;
  if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return address.match(GIVEN_OUT);
  return !PLATFORM.includes(address.toString());
}

/**
 * Whether whoever follows a link from one address to another would be led to what only this machine and its neighbours can reach.
 * Where names have other addresses altogether (behind a proxy that makes them up, in the world) the first one is of that kind, too.
 */
export function leadsInside(from: string, to: string): boolean {
  return isPublicAddress(from) && !isPublicAddress(to);
}

/** Whether an address is of this machine itself. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === "loopback";
}
