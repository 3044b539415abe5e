import { cloud as akamai } from "#catalog/clouds/akamai.ts";
import { cloud as aws } from "#catalog/clouds/aws.ts";
import { cloud as azure } from "#catalog/clouds/azure.ts";
import { cloud as cloudflare } from "#catalog/clouds/cloudflare.ts";
import { cloud as digitalocean } from "#catalog/clouds/digitalocean.ts";
import { cloud as fastly } from "#catalog/clouds/fastly.ts";
import { cloud as gcp } from "#catalog/clouds/gcp.ts";
import { cloud as hetzner } from "#catalog/clouds/hetzner.ts";
import { cloud as linode } from "#catalog/clouds/linode.ts";
import { cloud as oracle } from "#catalog/clouds/oracle.ts";
import { cloud as ovh } from "#catalog/clouds/ovh.ts";
import { RANGE_PROVIDERS, type RangeSource } from "#domain/hosting/address.ts";
import type { CloudProvider, CloudRegion } from "#domain/hosting/cloud-provider.ts";

/** Every cloud and edge that is judged here: the clouds by size, then the edges. */
export const clouds: readonly CloudProvider[] = [
  aws,
  azure,
  gcp,
  oracle,
  digitalocean,
  linode,
  hetzner,
  ovh,
  cloudflare,
  akamai,
  fastly,
];

const bySlug = new Map(clouds.map((cloud) => [cloud.slug, cloud]));

/** The provider of that slug, or null: a service may name a cloud that is not in the catalog. */
export function cloudOf(slug: string): CloudProvider | null {
  return bySlug.get(slug) ?? null;
}

/** A region by its canonical id, or null. */
export function regionOf(provider: string, id: string): CloudRegion | null {
  return cloudOf(provider)?.regions.find((region) => region.id === id) ?? null;
}

/** Where the ranges of those providers stand that publish them in a form we read. */
export const rangeSources: readonly RangeSource[] = RANGE_PROVIDERS.flatMap((provider) => {
  const ranges = cloudOf(provider)?.ranges;
  if (!ranges) return [];
  const { urls, page } = ranges;
  return [{ provider, urls, ...(page === undefined ? {} : { page }) }];
});

/** The country of each provider's controlling entity, by the provider's slug: ISO 3166-1 alpha-2. */
export const controllingCountries: ReadonlyMap<string, string> = new Map(
  clouds.map(({ slug, controller }) => [slug, controller.country]),
);
