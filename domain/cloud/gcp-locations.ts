const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;
const ZONE = /\b([a-z]+-[a-z]+\d{1,2})-([a-f])\b/g;

/** `us-central1` is a region; `us`, `eur3` and `nam-eur-asia1` are many at once, `global` is all. */
export function isGcpRegion(id: string): boolean {
  return REGION.test(id) && !id.startsWith("nam-eur");
}

/** Zones (`us-central1-a`) in a text: the feed has no field for them. */
export function gcpZonesIn(text: string): { readonly region: string; readonly zone: string }[] {
  const zones = new Map([...text.matchAll(ZONE)].map((match) => [match[0], match[1] ?? ""]));
  return [...zones].map(([zone, region]) => ({ region, zone })).sort((a, b) => (a.zone < b.zone ? -1 : 1));
}
