import type { WebSettings } from "#server/settings.ts";

type Settings = Pick<WebSettings, "FAULTLINE_URL" | "FAULTLINE_FEED_AUTHORITY" | "FAULTLINE_FEED_YEAR">;

/** `status.example.org,2026`: what the entries of feeds are named by. Null without an address, for then there are no feeds. */
export function feedTagOf(settings: Settings): string | null {
  const { FAULTLINE_URL: url, FAULTLINE_FEED_AUTHORITY: authority, FAULTLINE_FEED_YEAR: year } = settings;
  if (url === undefined) return null;
  // The name of a host, as tags know it; brackets and colons of an address of IPv6 have no place in one.
  return `${authority ?? new URL(url).hostname.replace(/[^a-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "")},${year}`;
}
