import { clouds } from "#catalog/clouds/providers.ts";
import type { ServiceSpec } from "#domain/check/service.ts";
import { type VendorPage, vendorPages } from "#drill/world/press/vendors.ts";

/** Where Azure's page of range files links to. Its parser takes links to this host alone. */
export const AZURE_FILES = "download.microsoft.com";

/** Everything that publishes in the world. */
export interface PressPlan {
  /** Hosts that must answer on 443, whether or not a check goes there too. */
  readonly hosts: ReadonlySet<string>;
  readonly pages: readonly VendorPage[];
  /** Service slug -> its vendor's page. */
  readonly pageOf: ReadonlyMap<string, VendorPage>;
}

const hostOf = (url: string) => new URL(url).hostname;

/** Lays out who publishes where, from what the catalog says of clouds and services. */
export function planPress(services: readonly ServiceSpec[]): PressPlan {
  const ofFeeds = clouds.flatMap(({ feeds }) => feeds.map(({ url }) => hostOf(url)));
  const ofRanges = clouds.flatMap(({ ranges }) => [...(ranges?.urls ?? []), ...(ranges?.page ? [ranges.page] : [])]);
  const pages = vendorPages(services, new Set(ofFeeds));
  return {
    hosts: new Set([...ofFeeds, ...ofRanges.map(hostOf), AZURE_FILES, ...pages.map(({ host }) => host)]),
    pages,
    pageOf: new Map(pages.flatMap((page) => page.services.map(({ slug }) => [slug, page] as const))),
  };
}
