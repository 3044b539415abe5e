import type { ControlSpec } from "#domain/check/service.ts";

/**
 * What a vantage probes to learn whether it can reach the internet at all. Four targets in four networks, none of them on
 * a cloud that is judged here and none of them in the catalog, so that they fail together only when the fault is ours.
 * One may fail alone without gating anything. Two are asked as checks are, through the vantage's own resolver, over TCP and
 * TLS; two are name servers asked by address, for a record that must come back: networks without internet answer every
 * query by themselves. That record is a root server's own, so it hangs on no cloud either.
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
  {
    slug: "iana",
    name: "IANA",
    network: "ICANN, own servers behind its own addresses (www.iana.org is ianawww.vip.icann.org), no cloud and no CDN",
    // From memory; the name and ICANN's addresses stand in many public lookups of www.iana.org.
    asn: 16876,
    source: "https://www.iana.org/",
    kind: "http",
    url: "https://www.iana.org/",
    status: [200],
  },
];
