import type { CloudProvider, CloudRegion } from "#domain/hosting/cloud-provider.ts";

/** Gives a provider's file its types, so that a misspelt field is an error where it is written. */
export function defineCloud(cloud: CloudProvider): CloudProvider {
  return cloud;
}

/** Country, metropolitan area, latitude and longitude of a region. */
export type RegionPlace = readonly [country: string, metro: string, latitude: number, longitude: number];

/** A region of which no more is known here than its name and perhaps its country. */
export type UnknownPlace = readonly [country: string | null];

/** A region with its place, and the other spellings of its name. */
export function region(
  id: string,
  name: string,
  place: RegionPlace | UnknownPlace,
  ...aliases: readonly string[]
): CloudRegion {
  const [country, metro, latitude, longitude]: readonly [string | null, string?, number?, number?] = place;
  return {
    id,
    name,
    aliases,
    country,
    metro: metro ?? null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  };
}

/** A region that stands in a range file and of which no more is known here. */
export function unknownRegion(id: string, country: string | null = null): CloudRegion {
  return region(id, id, [country]);
}
