import type { PageComponent } from "#domain/cloud/notice.ts";

/** "Amsterdam, Netherlands - (AMS)": an edge location is named by its airport. */
const CLOUDFLARE = /\(([A-Z]{3})\)\s*$/;
/** "AMS3", "NYC1". */
const DIGITALOCEAN = /^[A-Z]{3}\d$/;
/** "US-East (Newark)", "AP-Northeast-2 (Tokyo 2)"; newer ones are "US-ORD (Chicago)". From memory, no sample here. */
const LINODE = /^([A-Z]{2}-[A-Za-z]+(?:-\d)?)\s*\(/;
/** "eu-west-par", "GRA11", "SBG5": data centres are a city's three letters and a number. From memory. */
const OVH = /\b(GRA|RBX|SBG|BHS|WAW|DE|LIM|UK|ERI|SGP|SYD|VIN|HIL|YYZ|YNM|PAR|MIL)(\d{0,2})\b/;
/** "FSN1-DC14", "NBG1", "ASH". From memory. */
const HETZNER = /\b(FSN1|NBG1|HEL1|ASH|HIL|SIN)\b/i;

const PATTERNS: Readonly<Record<string, RegExp>> = {
  cloudflare: CLOUDFLARE,
  digitalocean: DIGITALOCEAN,
  linode: LINODE,
  ovh: OVH,
  hetzner: HETZNER,
};

/** The region that a component of a provider's status page stands for, as that provider's ids have it, or null. */
export function componentRegion(provider: string, { name }: Pick<PageComponent, "name">): string | null {
  const match = PATTERNS[provider]?.exec(name);
  return match ? `${match[1] ?? match[0]}${provider === "ovh" ? (match[2] ?? "") : ""}`.toLowerCase() : null;
}
