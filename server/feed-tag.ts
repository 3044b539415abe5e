import type { WebSettings } from "#server/settings.ts";

type Settings = Pick<WebSettings, "FAULTLINE_FEED_AUTHORITY" | "FAULTLINE_FEED_YEAR">;

/**
 * `status.example.org,2026`: what the entries of feeds are named by.
 * @param address where the site's own addresses begin; null without one, for then there are no feeds
 */
export function feedTagOf(address: string | null, settings: Settings): string | null {
  const { FAULTLINE_FEED_AUTHORITY: authority, FAULTLINE_FEED_YEAR: year } = settings;
  if (address === null) return null;
  // The name of a host, as tags know it; brackets and colons of an address of IPv6 have no place in one.
  return `${authority ?? new URL(address).hostname.replace(/[^a-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "")},${year}`;
}
