import { azureRegionId } from "#domain/cloud/azure-regions.ts";

/**
 * One spelling for each region of a cloud. Providers write theirs in several ways (range files, APIs, status pages), and
 * what is compared must have been through here.
 */

/**
 * Linode's geofeed tells cities, not data centres: where a city has several, all go by the name of the first, and so must
 * whatever is compared with them.
 */
const LINODE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "ap-northeast-2": "ap-northeast",
    "de-fra-2": "eu-central",
    "gb-lon": "eu-west",
    "in-bom-2": "ap-west",
    "jp-tyo-3": "ap-northeast",
    "sg-sin-2": "ap-south",
  }),
);

const REGION = /^[a-z][a-z0-9-]{1,39}$/;

/** The region's name as we store it, or null when `name` cannot be one. */
export function canonicalRegion(provider: string, name: string): string | null {
  const lower = name.trim().toLowerCase();
  const region = spell(provider, lower);
  return REGION.test(region) && region !== "global" ? region : null;
}

function spell(provider: string, lower: string): string {
  switch (provider) {
    // Its range file has regions that no page of Azure's names: they keep the file's name.
    case "azure":
      return azureRegionId(lower) ?? lower.replaceAll(" ", "");
    case "linode":
      return LINODE.get(lower) ?? lower;
    // The geofeed tells the city alone: `nyc1` and `nyc3` are both `nyc`.
    case "digitalocean":
      return lower.replace(/\d+$/, "");
    default:
      return lower;
  }
}

/** Cities of the geofeeds, as `country city` in lower case without accents. */
const CITIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  digitalocean: {
    "au sydney": "syd",
    "ca toronto": "tor",
    "de frankfurt": "fra",
    "gb london": "lon",
    "in bangalore": "blr",
    "in bengaluru": "blr",
    "nl amsterdam": "ams",
    "sg singapore": "sgp",
    "us atlanta": "atl",
    "us clifton": "nyc",
    "us douglasville": "atl",
    "us new york": "nyc",
    "us north bergen": "nyc",
    "us san francisco": "sfo",
    "us santa clara": "sfo",
    "us secaucus": "nyc",
  },
  linode: {
    "au melbourne": "au-mel",
    "au sydney": "ap-southeast",
    "br sao paulo": "br-gru",
    "ca toronto": "ca-central",
    "cl santiago": "cl-scl",
    "co bogota": "co-bog",
    "de berlin": "de-ber",
    "de frankfurt": "eu-central",
    "de hamburg": "de-ham",
    "es madrid": "es-mad",
    "fr marseille": "fr-mrs",
    "fr paris": "fr-par",
    "gb london": "eu-west",
    "id jakarta": "id-cgk",
    "in chennai": "in-maa",
    "in mumbai": "ap-west",
    "it milan": "it-mil",
    "jp osaka": "jp-osa",
    "jp tokyo": "ap-northeast",
    "mx queretaro": "mx-qro",
    "my kuala lumpur": "my-kul",
    "nl amsterdam": "nl-ams",
    "no oslo": "no-osl",
    "nz auckland": "nz-akl",
    "se stockholm": "se-sto",
    "sg singapore": "ap-south",
    "us ashburn": "us-iad",
    "us atlanta": "us-southeast",
    "us cedar knolls": "us-east",
    "us chicago": "us-ord",
    "us dallas": "us-central",
    "us denver": "us-den",
    "us fremont": "us-west",
    "us houston": "us-hou",
    "us los angeles": "us-lax",
    "us miami": "us-mia",
    "us newark": "us-east",
    "us richardson": "us-central",
    "us seattle": "us-sea",
    "us tukwila": "us-sea",
    "us washington": "us-iad",
    "za johannesburg": "za-jnb",
  },
};

/** The region in a city of a geofeed; null for a city that is not in our table. */
export function regionOfCity(provider: string, country: string, city: string): string | null {
  const plain = city.normalize("NFD").replace(/\p{M}/gu, "");
  const key = `${country} ${plain}`.trim().toLowerCase();
  const cities = CITIES[provider];
  return cities && Object.hasOwn(cities, key) ? (cities[key] ?? null) : null;
}
