import type { ControlSpec } from "#domain/check/spec.ts";

/**
 * What a vantage probes to learn whether it can reach the internet at all. Four targets in four networks, none of them on
 * a cloud that is judged here and none of them in the catalog, so that they fail together only when the fault is ours.
 * One may fail alone without gating anything; two or more make the round neutral. The resolvers are asked for a root
 * server's own name: its zone is served by the root servers, so the answer hangs on no cloud either. Its record is
 * the one that must come back: networks without internet answer every query by themselves. The AS numbers of
 * Quad9 and OpenDNS are from memory.
 */
export const controls: readonly ControlSpec[] = [
  {
    slug: "quad9",
    name: "Quad9 public resolver",
    network: "Quad9 Foundation, anycast with Packet Clearing House, apart from the clouds judged here",
    asn: 19281,
    source: "https://www.internetsociety.org/blog/2018/07/a-deeper-dive-into-public-dns-resolver-quad9/",
    kind: "dns",
    address: "9.9.9.9",
    query: "a.root-servers.net",
    expect: "198.41.0.4",
  },
  {
    slug: "opendns",
    name: "OpenDNS public resolver",
    network: "Cisco, anycast from its own data centres, apart from the clouds judged here",
    asn: 36692,
    source: "https://umbrella.cisco.com/blog/high-availability-with-anycast-routing",
    kind: "dns",
    address: "208.67.222.222",
    query: "a.root-servers.net",
    expect: "198.41.0.4",
  },
  {
    slug: "k-root",
    name: "K root name server",
    network: "RIPE NCC, a DNS root server on its own anycast network, asked only for the root's own records",
    asn: 25152,
    source: "https://www.ripe.net/analyse/dns/k-root/",
    kind: "dns",
    address: "193.0.14.129",
    query: ".",
    expect: "k.root-servers.net",
  },
  {
    slug: "wikimedia",
    name: "Wikimedia",
    network: "Wikimedia Foundation, own servers and own network in its own sites, no cloud and no CDN before it",
    asn: 14907,
    source: "https://wikitech.wikimedia.org/wiki/Network_design",
    kind: "http",
    url: "https://www.wikimedia.org/",
    status: [200],
  },
];
